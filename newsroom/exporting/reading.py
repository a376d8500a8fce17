"""Reading an export into an empty newsroom, row by row as it was."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from articles.models import SeedFile, Story
from articles.search import rebuilding
from comments import month_figures
from comments.models import Comment
from newsroom import media_files
from newsroom.exporting.rows import Rows
from newsroom.exporting.tables import exported_models, label, named
from newsroom.exporting.writing import FORMAT, MANIFEST, MEDIA, ROWS
from newsroom.models import User


class ImportRefused(Exception):
    """The export cannot be read into this newsroom; says why. Nothing was changed."""


def read_export(folder: Path) -> dict[str, int]:
    """Read every row and picture; the rows of each table. Raises ImportRefused, or OSError.

    Pictures come first, so that no row names one that is not there. Every table is compared
    with the manifest at the end, and all of the rows undone if one differs.
    """
    manifest = checked_manifest(folder)
    require_empty()
    media_files.copy_tree(folder / MEDIA, Path(settings.MEDIA_ROOT))
    with transaction.atomic():
        read_tables(folder / ROWS, manifest["tables"])
        compare(manifest["tables"])
    # An older export brings no figures.
    month_figures.keep_counted(connection.alias)
    for _count in rebuilding.rebuild():
        pass
    return {name: table["rows"] for name, table in manifest["tables"].items()}


def checked_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an export that is whole and unchanged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError as error:
        raise ImportRefused(f"{folder} has no {MANIFEST}: it is no finished export.") from error
    except ValueError as error:
        raise ImportRefused(f"{folder / MANIFEST} is damaged: {error}.") from error
    if manifest.get("format") != FORMAT:
        raise ImportRefused("The export is of another format: use the version that wrote it.")
    unknown = manifest["tables"].keys() - named(exported_models()).keys()
    if unknown:
        raise ImportRefused(f"This version has no {', '.join(sorted(unknown))}: use a newer one.")
    for name, table in manifest["tables"].items():
        _require_digest(folder / ROWS / f"{name}.jsonl", table["sha256"])
    for name, digest in manifest["media"].items():
        _require_digest(folder / MEDIA / name, digest)
    return manifest


def _require_digest(path: Path, digest: str) -> None:
    if not path.is_file():
        raise ImportRefused(f"{path} is missing.")
    if media_files.digest(path) != digest:
        raise ImportRefused(f"{path} has changed since the export was made.")


def require_empty() -> None:
    """Refuse where somebody has worked already. Raises ImportRefused."""
    for model in (User, Story, SeedFile, Comment):
        if model.objects.exists():
            raise ImportRefused(
                f"This newsroom is not empty, it has {model._meta.label} rows: "
                "import into a new database, after manage.py migrate."
            )


def read_tables(folder: Path, tables: dict[str, Any]) -> None:
    models = named(exported_models())
    _remove_what_migrations_made(models.values())
    rows = Rows()
    for name in tables:
        for line in _lines(folder / f"{name}.jsonl"):
            # As it was: no default, no time of today, no row of a log.
            rows.read(models[name], line).save_base(raw=True, force_insert=True)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(sql)
    connection.check_constraints()


def _remove_what_migrations_made(models) -> None:
    with connection.cursor() as cursor:
        for model in models:
            if model._base_manager.exists():
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file


def compare(tables: dict[str, Any]) -> None:
    """Write every table once more and compare. Raises ImportRefused."""
    rows = Rows()
    for model in exported_models():
        expected = tables.get(label(model), {"rows": 0, "sha256": hashlib.sha256().hexdigest()})
        if _digest(rows, model) != expected["sha256"]:
            raise ImportRefused(f"{model._meta.label} differs after it was read; nothing is kept.")


def _digest(rows: Rows, model: type[Model]) -> str:
    hashed = hashlib.sha256()
    for line in rows.written(model):
        hashed.update(line.encode() + b"\n")
    return hashed.hexdigest()
