"""Which files to import, and their bytes: every way in which a file can be unfit has a name."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.importing.reading import SIZE_LIMIT, SeedError, TooLarge, gettext_noop

SUFFIX = ".txt"


class Missing(SeedError):
    code = "missing"
    message = gettext_noop("There is no such file or folder.")


class NoTexts(SeedError):
    code = "no_texts"
    message = gettext_noop("The folder holds no text files; their names must end in .txt.")


class LeavesFolder(SeedError):
    code = "leaves_folder"
    message = gettext_noop("The link points out of the folder; copy the text itself into it.")


class NotRegular(SeedError):
    code = "not_regular"
    message = gettext_noop("This is not a regular file.")


class Unreadable(SeedError):
    """Parameter: `problem`, the operating system's word for it."""

    code = "unreadable"
    message = gettext_noop("The file cannot be read (%(problem)s). Check its permissions.")


@dataclass(frozen=True, slots=True)
class SeedPath:
    """A file to import: its name below the folder that was asked for, and where it lies.

    `error` says why it must not be opened at all.
    """

    name: str
    path: Path
    error: SeedError | None = None


def find_files(paths: list[Path]) -> Iterator[SeedPath]:
    """The files that `paths` (files or folders) name, in the order of their names.

    Folders are walked, hidden files and folders left out. What is wrong with a path becomes
    the `error` of what is yielded; nothing is raised.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield SeedPath(path.name, path)
        else:
            yield SeedPath(str(path), path, Missing())


def _folder(folder: Path) -> Iterator[SeedPath]:
    is_empty = True
    for path in _walk(folder):
        is_empty = False
        error = None if _stays_inside(path, folder) else LeavesFolder()
        yield SeedPath(str(path.relative_to(folder)), path, error)
    if is_empty:
        yield SeedPath(str(folder), folder, NoTexts())


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        texts = [name for name in names if name.lower().endswith(SUFFIX) and name[0] != "."]
        yield from (Path(parent, name) for name in sorted(texts))


def _stays_inside(path: Path, folder: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())


def read_bytes(file: SeedPath) -> bytes:
    """The file's bytes. Raises a SeedError; a pipe or a huge file is never opened or read."""
    if file.error:
        raise file.error
    try:
        found = file.path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotRegular
        if found.st_size > SIZE_LIMIT:
            raise TooLarge(size=found.st_size, limit=SIZE_LIMIT)
        return file.path.read_bytes()
    except OSError as error:
        raise Unreadable(problem=error.strerror or str(error)) from error
