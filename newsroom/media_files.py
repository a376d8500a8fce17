"""The uploaded files as they lie on the disk, with their digests."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

CHUNK = 1 << 20


def copy_tree(source: Path, target: Path) -> None:
    """Copy the files that the target lacks; a name is never given to another file."""
    for path in files_below(source):
        copied = target / path.relative_to(source)
        if copied.exists():
            continue
        copied.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, copied)
        except FileNotFoundError:
            # Deleted since it was listed: its story has been killed.
            copied.unlink(missing_ok=True)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file, by its name below the folder."""
    return {path.relative_to(folder).as_posix(): digest(path) for path in files_below(folder)}


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def digest(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
