"""Writing an export: a folder of JSON Lines, the pictures, and a manifest with every digest."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from articles.models import Photo, Story
from articles.syndication.ninjs import record
from newsroom import media_files
from newsroom.exporting.rows import Rows
from newsroom.exporting.tables import exported_models, label
from newsroom.snapshots import one_moment

FORMAT = 1
ROWS, MEDIA, STORIES, MANIFEST = "rows", "media", "stories.ninjs.jsonl", "manifest.json"


def write_export(folder: Path, *, at: datetime) -> dict[str, int]:
    """Write everything into the folder, which must be new or empty; the rows of each table.

    The manifest comes last: a folder without one is no whole export. Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True)
    (folder / ROWS).mkdir()
    media = Path(settings.MEDIA_ROOT)
    media_files.copy_tree(media, folder / MEDIA)
    with one_moment():
        tables = dict(_write_tables(folder / ROWS))
        stories = _write_lines(folder / STORIES, _stories(at))
    media_files.copy_tree(media, folder / MEDIA)
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "tables": tables,
        "stories": stories,
        "media": media_files.digests(folder / MEDIA),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    return {name: table["rows"] for name, table in tables.items()}


def _write_tables(folder: Path) -> Iterator[tuple[str, dict]]:
    rows = Rows()
    for model in exported_models():
        name = label(model)
        yield name, _write_lines(folder / f"{name}.jsonl", rows.written(model))


def _write_lines(path: Path, lines: Iterable[str]) -> dict[str, object]:
    count, hashed = 0, hashlib.sha256()
    with path.open("wb") as file:
        for line in lines:
            raw = line.encode() + b"\n"
            file.write(raw)
            hashed.update(raw)
            count += 1
    return {"rows": count, "sha256": hashed.hexdigest()}


def _stories(at: datetime) -> Iterator[str]:
    stories = Story.objects.select_related("source").order_by("pk")
    for story in stories.iterator(chunk_size=500):
        photos = Photo.objects.filter(story=story).in_order()
        yield json.dumps(record(story, photos, at), ensure_ascii=False)
