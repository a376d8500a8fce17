"""Whether this installation can work: asked by whoever watches the server, and by `doctor`."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.arabic import ANALYSER
from articles.search import backends, refreshing

# An import of some thousand texts with its index and journal fits into this.
LEAST_FREE_BYTES = 200_000_000


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def is_migrated() -> bool:
    return not missing_migrations()


def missing_migrations() -> list[str]:
    """What `migrate` would apply, as far as names tell."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in _on_disk() - applied)


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def search_is_current() -> bool:
    return backends.live().analyser() == ANALYSER and refreshing.are_current()


def free_bytes() -> int:
    return shutil.disk_usage(_existing(Path(settings.VAR_DIR))).free


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def has_room() -> bool:
    return free_bytes() >= LEAST_FREE_BYTES


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": is_migrated,
    "search": search_is_current,
    "disk": has_room,
}


def results() -> dict[str, str]:
    return {name: "ok" if _holds(check) else "failed" for name, check in CHECKS.items()}


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


class HealthMiddleware:
    """Answer `/healthz` and `/readyz` before anything that could be what is wrong.

    The first says that this process works, and asks nobody. The second is 503 where readers or
    staff would miss something. Both are for a watcher beside the server, whatever host it names.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return kept_by_nobody(HttpResponse("ok\n", content_type="text/plain"))
        if request.path_info == "/readyz":
            found = results()
            is_ready = set(found.values()) == {"ok"}
            return kept_by_nobody(JsonResponse(found, status=200 if is_ready else 503))
        return self.get_response(request)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
