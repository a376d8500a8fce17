"""One file on its way to becoming a story: read, its lines classified, its draft put together."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from articles.importing.assembly import assemble
from articles.importing.classifier import classify
from articles.importing.drafts import ClassifiedLine, StoryDraft
from articles.importing.files import SeedPath, read_bytes
from articles.importing.reading import NotDecodable, Record, SeedError, read


@dataclass(frozen=True, slots=True)
class Seed:
    """A received text and what the importer makes of it. `path` identifies it on this machine."""

    name: str
    path: str
    raw: bytes
    sha256: str
    encoding: str
    lines: Sequence[ClassifiedLine]
    draft: StoryDraft


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot become a story. `sha256` is "" where its bytes could not be had."""

    name: str
    sha256: str
    error: SeedError


def read_seed(file: SeedPath, encoding: str = "utf-8") -> Seed | Refusal:
    """Everything that can be said of one file without a database.

    `encoding` is that of files which are not UTF-8: those that are stay what they are.
    """
    try:
        raw = read_bytes(file)
    except SeedError as error:
        return Refusal(file.name, "", error)
    try:
        return make_seed(file.name, _address(file.path), raw, encoding)
    except SeedError as error:
        return Refusal(file.name, _digest(raw), error)


def _address(path: Path) -> str:
    """The path without links; the folder's are looked for once, not for each of its files."""
    if path.is_symlink():
        return str(path.resolve())
    return os.path.join(_folder(path.parent), path.name)


@lru_cache(maxsize=1000)
def _folder(path: Path) -> str:
    return str(path.resolve())


def make_seed(name: str, path: str, raw: bytes, encoding: str = "utf-8") -> Seed:
    """The seed in these bytes. Raises a SeedError where they hold no text."""
    record = _decode(raw, encoding)
    lines = classify(record.lines)
    draft = assemble(record, lines)
    return Seed(name, path, raw, _digest(raw), record.encoding, lines, draft)


def _decode(raw: bytes, encoding: str) -> Record:
    try:
        return read(raw)
    except NotDecodable:
        if encoding == "utf-8":
            raise
        return read(raw, encoding)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
