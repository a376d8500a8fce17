"""What may be wrong with an installation, and how to mend it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING, Tags, run_checks
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photo_files
from articles.models import AuditEntry
from comments.privacy import ADDRESSES_KEPT, overdue
from newsroom import health
from newsroom.models import User

MOST_SKEW = timedelta(seconds=5)
WELL = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what is wrong with it and what to do, both "" if nothing."""

    name: str
    trouble: str = WELL
    remedy: str = WELL


def examine() -> list[Finding]:
    """Look at everything, in the order in which one would mend it."""
    return [_look(name, check) for name, check in CHECKS]


def _look(name: str, check: Callable[[], tuple[str, str]]) -> Finding:
    try:
        trouble, remedy = check()
    except DatabaseError as error:
        trouble = _("The database does not answer as it should: %(error)s") % {"error": error}
        return Finding(str(name), trouble.strip(), _("Mend what stands above first."))
    return Finding(str(name), str(trouble), str(remedy))


def _settings() -> tuple[str, str]:
    found = run_checks(tags=[Tags.security], include_deployment_checks=settings.IS_HTTPS)
    serious = [check for check in found if check.level >= WARNING]
    if settings.DEBUG:
        return _("DEBUG is on: every visitor sees how the site works inside."), _("Set DEBUG=0.")
    if serious:
        return "; ".join(check.msg for check in serious), "; ".join(c.hint or c.id for c in serious)
    if not settings.IS_HTTPS and not settings.IS_LOCAL:
        return (
            _("Passwords and cookies travel unencrypted."),
            _("Put a proxy with a certificate in front and set NEWSROOM_HTTPS=1."),
        )
    return WELL, WELL


def _folder() -> tuple[str, str]:
    folder = Path(settings.VAR_DIR)
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        return (
            _("Nothing can be written to %(folder)s.") % {"folder": folder},
            _("Give the folder to the user that the server runs as: chown -R USER %(folder)s")
            % {"folder": folder},
        )
    return WELL, WELL


def _disk() -> tuple[str, str]:
    if health.has_room():
        return WELL, WELL
    free = health.free_bytes() // 1_000_000
    return (
        _("The disk has only %(free)d MB left.") % {"free": free},
        _("Delete old backups, or give the server a larger disk."),
    )


def _database() -> tuple[str, str]:
    health.database_answers()
    return WELL, WELL


def _migrations() -> tuple[str, str]:
    missing = health.missing_migrations()
    if missing:
        return (
            _("The tables are older than this version; missing: %(names)s")
            % {"names": ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")},
            _("Take a backup, then run manage.py migrate."),
        )
    return WELL, WELL


def _integrity() -> tuple[str, str]:
    if connection.vendor != "sqlite":
        return WELL, WELL
    with connection.cursor() as cursor:
        (said,) = cursor.execute("PRAGMA quick_check(1)").fetchone()
        broken = cursor.execute("PRAGMA foreign_key_check").fetchone()
    if said == "ok" and broken is None:
        return WELL, WELL
    return (
        _("The database file is damaged: %(said)s") % {"said": said if said != "ok" else broken},
        _("Stop the server, keep a copy of the file, and restore the last backup."),
    )


def _clock() -> tuple[str, str]:
    newest = AuditEntry.objects.newest_first().first()
    if newest and newest.happened_at > timezone.now() + MOST_SKEW:
        return (
            _("The clock goes back behind the log: its last entry is of %(moment)s.")
            % {"moment": newest.happened_at.isoformat(timespec="seconds")},
            _("Let the server set its clock by the network (timedatectl set-ntp true)."),
        )
    return WELL, WELL


def _search() -> tuple[str, str]:
    if health.search_is_current():
        return WELL, WELL
    return _("Searches miss texts: the index is of another version."), _(
        "Run manage.py rebuild_search; the site stays up meanwhile."
    )


def _static_files() -> tuple[str, str]:
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return WELL, WELL
    return _("Pages have no style: the static files are not collected."), _(
        "Run manage.py collectstatic --no-input."
    )


def _pictures() -> tuple[str, str]:
    missing = photo_files.missing()
    if not missing:
        return WELL, WELL
    return (
        _("Pictures of stories without a file: %(count)d (%(names)s).")
        % {"count": len(missing), "names": ", ".join(missing[:3])},
        _("Copy the media folder of the last backup back, or upload them again."),
    )


def _staff() -> tuple[str, str]:
    if User.objects.filter(is_active=True, is_superuser=True).exists():
        return WELL, WELL
    return _("Nobody can give roles: there is no superuser."), _("Run manage.py createsuperuser.")


def _forgetting() -> tuple[str, str]:
    # A day's grace for the night's run.
    if not overdue(at=timezone.now() - timedelta(days=1)):
        return WELL, WELL
    return (
        _("Addresses older than %(days)d days are still kept, hashed.")
        % {"days": ADDRESSES_KEPT.days},
        _("Put manage.py purge_personal_data into cron, every night."),
    )


def _tools() -> tuple[str, str]:
    if connection.vendor == "sqlite" or shutil.which("pg_dump"):
        return WELL, WELL
    return _("No backup can be taken: pg_dump is missing."), _(
        "Install PostgreSQL's client package, of the server's version."
    )


def _redis() -> tuple[str, str]:
    if not settings.CACHE_URL:
        return WELL, WELL
    from redis import Redis, RedisError

    try:
        Redis.from_url(settings.CACHE_URL, socket_connect_timeout=2, socket_timeout=2).ping()
    except (RedisError, OSError) as error:
        return _("Redis does not answer: %(error)s") % {"error": error}, _(
            "Start it, or correct CACHE_URL; the site works without it, a little slower."
        )
    return WELL, WELL


CHECKS = (
    (gettext_lazy("settings"), _settings),
    (gettext_lazy("folder for files"), _folder),
    (gettext_lazy("room on the disk"), _disk),
    (gettext_lazy("database"), _database),
    (gettext_lazy("tables"), _migrations),
    (gettext_lazy("soundness of the database"), _integrity),
    (gettext_lazy("clock"), _clock),
    (gettext_lazy("search index"), _search),
    (gettext_lazy("static files"), _static_files),
    (gettext_lazy("pictures"), _pictures),
    (gettext_lazy("staff"), _staff),
    (gettext_lazy("forgetting addresses"), _forgetting),
    (gettext_lazy("tools for the backup"), _tools),
    (gettext_lazy("shared pages"), _redis),
)
