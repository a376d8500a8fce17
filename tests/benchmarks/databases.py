"""The empty newsroom that each benchmark begins with.

Migrating one takes a process longer than most short benchmarks, so that a run of several does it
once; each has a copy. A benchmark that is run by itself migrates its own.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.installations import VENDORS, newsroom

# The file or the name of the database that was migrated for this run.
EMPTY = "NEWSROOM_BENCHMARK_EMPTY"


@contextmanager
def migrated_once() -> Iterator[None]:
    """While the block runs, processes that it starts copy what is migrated now."""
    with tempfile.TemporaryDirectory() as folder, newsroom(Path(folder), VENDORS[-1]) as made:
        made.do("migrate", "-v0")
        path = urlsplit(made.url).path
        # A file's address has one slash more than its path: sqlite:////var/newsroom.sqlite3.
        os.environ[EMPTY] = path[1:]
        try:
            yield
        finally:
            del os.environ[EMPTY]


def copy_empty(file: Path) -> bool:
    """Put an empty newsroom there, on SQLite and where one was migrated; whether it was."""
    empty = os.environ.get(EMPTY, "")
    if not empty.startswith("/"):
        return False
    shutil.copy(empty, file)
    return True


@contextmanager
def own_database() -> Iterator[None]:
    """A test database of this process's own, as Django's test runner makes it; Django is set up."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = os.environ.get(EMPTY)
    is_copied = connection.vendor == "sqlite" and copy_empty(test["NAME"])
    databases = setup_databases(verbosity=0, interactive=False, keepdb=is_copied)
    try:
        yield
    finally:
        teardown_databases(databases, verbosity=0, keepdb=is_copied)
