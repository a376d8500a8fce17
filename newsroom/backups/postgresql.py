"""PostgreSQL's own tools, told which database by the settings; the password by the environment."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from newsroom.backups.tables import Contents, contents
from newsroom.snapshots import one_moment

DUMP = "database.dump"
OPTIONS = {"NAME": "--dbname", "USER": "--username", "HOST": "--host", "PORT": "--port"}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"


class ToolFailed(Exception):
    """pg_dump or pg_restore is missing or has failed; says what it said."""


def dump(folder: Path) -> Contents:
    """Dump the database, and tell what stood in it at that very moment."""
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={folder / DUMP}")
        return _contents()


def restore(folder: Path) -> None:
    """Put the dump in the place of what migrations may have made in an empty database."""
    connection.close()
    options = ("--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction")
    run("pg_restore", *options, "--exit-on-error", str(folder / DUMP))


def contents_now() -> Contents:
    with one_moment():
        return _contents()


def _contents() -> Contents:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
    # Named, so that the rows stay with the server until they are fetched.
    with connection.connection.cursor(name="contents") as rows:
        return contents(rows.execute, tables)


def run(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools on our database. Raises ToolFailed."""
    program = shutil.which(tool)
    if program is None:
        raise ToolFailed(f"{tool} is not installed: it comes with PostgreSQL's client package.")
    settings = connection.settings_dict
    where = [f"{option}={settings[name]}" for name, option in OPTIONS.items() if settings[name]]
    environment = os.environ | {"PGPASSWORD": settings["PASSWORD"]}
    done = subprocess.run(
        [program, *where, *arguments], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise ToolFailed(f"{tool}: {done.stderr.strip()}")
