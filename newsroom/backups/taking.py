"""Taking a backup while people write, and restoring it into an empty newsroom."""

import json
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from newsroom import media_files
from newsroom.backups import postgresql, sqlite

FORMAT = 1
MEDIA, MANIFEST = "media", "manifest.json"
FILES = {"sqlite": sqlite.COPY, "postgresql": postgresql.DUMP}


class BackupUnusable(Exception):
    """The backup cannot be restored here; says why. Nothing was changed."""


class RestoreDiffers(Exception):
    """After the restore something differs from the backup; says what."""


def database() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def take(folder: Path, *, at: datetime) -> dict[str, Any]:
    """Write database, pictures and a manifest into a new folder; the manifest.

    Pictures are copied before and after the database: one that is named there was there then,
    and its file is never changed. Raises OSError, or ToolFailed.
    """
    folder.mkdir(mode=0o700, parents=True)
    media = Path(settings.MEDIA_ROOT)
    media_files.copy_tree(media, folder / MEDIA)
    file, tables = FILES[connection.vendor], database().dump(folder)
    media_files.copy_tree(media, folder / MEDIA)
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "database": connection.vendor,
        "migrations": migrations(),
        "tables": tables,
        "files": {file: media_files.digest(folder / file)},
        "media": media_files.digests(folder / MEDIA),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return manifest


def restore(folder: Path) -> dict[str, Any]:
    """Restore into an empty newsroom and compare every row and file; the manifest.

    Raises BackupUnusable, RestoreDiffers, OSError, or ToolFailed.
    """
    manifest = checked_manifest(folder)
    require_empty()
    database().restore(folder)
    media_files.copy_tree(folder / MEDIA, Path(settings.MEDIA_ROOT))
    compare(manifest)
    return manifest


def checked_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole, unchanged and for this kind of database."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError as error:
        raise BackupUnusable(f"{folder} has no {MANIFEST}: it is no finished backup.") from error
    except ValueError as error:
        raise BackupUnusable(f"{folder / MANIFEST} is damaged: {error}.") from error
    if manifest.get("format") != FORMAT:
        raise BackupUnusable("The backup is of another format: use the version that took it.")
    if manifest["database"] != connection.vendor:
        raise BackupUnusable(
            f"The backup is of {manifest['database']}, this newsroom runs on {connection.vendor}: "
            "use manage.py export and import_export to change from one to the other."
        )
    if newer := set(manifest["migrations"]) - known_migrations():
        raise BackupUnusable(
            f"The backup has {', '.join(sorted(newer))}, this version has not: use a newer one."
        )
    _require_files(folder, manifest["files"] | _below(MEDIA, manifest["media"]))
    return manifest


def _below(folder: str, digests: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}": digest for name, digest in digests.items()}


def _require_files(folder: Path, digests: dict[str, str]) -> None:
    for name, digest in digests.items():
        if not (folder / name).is_file():
            raise BackupUnusable(f"{folder / name} is missing.")
        if media_files.digest(folder / name) != digest:
            raise BackupUnusable(f"{folder / name} has changed since the backup was taken.")


def require_empty() -> None:
    """Refuse where somebody has worked already. Raises BackupUnusable."""
    tables = set(connection.introspection.table_names())
    for name in ("newsroom.User", "articles.Story", "articles.SeedFile", "comments.Comment"):
        model = apps.get_model(name)
        if model._meta.db_table in tables and model._base_manager.exists():
            raise BackupUnusable(
                f"This newsroom is not empty, it has {name} rows: restore into a new database."
            )


def compare(manifest: dict[str, Any]) -> None:
    """Compare what stands here now with the manifest. Raises RestoreDiffers."""
    found = database().contents_now()
    wanted = manifest["tables"]
    if differing := [name for name in wanted | found if wanted.get(name) != found.get(name)]:
        raise RestoreDiffers(f"These tables differ from the backup: {', '.join(differing)}.")
    media = media_files.digests(Path(settings.MEDIA_ROOT))
    if missing := manifest["media"].items() - media.items():
        raise RestoreDiffers(f"{len(missing)} pictures differ from the backup.")


def migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def known_migrations() -> set[str]:
    on_disk = MigrationLoader(None).disk_migrations
    return {f"{app}.{name}" for app, name in on_disk}
