"""SQLite's own way of copying a database that others go on writing."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from newsroom.backups.tables import Contents, sqlite_contents

COPY = "database.sqlite3"


def dump(folder: Path) -> Contents:
    """Copy the database, and tell what stands in the copy."""
    _copy(database_file(), folder / COPY)
    return sqlite_contents(folder / COPY)


def restore(folder: Path) -> None:
    """Put the copy in the place of an empty database."""
    connection.close()
    _copy(folder / COPY, database_file())


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def contents_now() -> Contents:
    return sqlite_contents(database_file())


def _copy(source: Path, target: Path) -> None:
    """In one step, so that no writer comes in between and begins it anew."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
    os.chmod(target, 0o600)
