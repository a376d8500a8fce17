"""What SQLite knows of its tables after an import, and after the night's clearing up."""

import pytest
from django.core.management import call_command
from django.db import connection

from tests.builders import make_story

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself"
    ),
]


def rows_known(table):
    """How many rows the planner takes the table for; None while it has never looked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() == (0,):
            return None
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        found = [int(stat.split()[0]) for (stat,) in cursor.fetchall()]
        return max(found, default=None)


def test_an_import_tells_the_planner_of_its_stories():
    call_command("import_seeds", verbosity=0)
    assert rows_known("articles_story") == 5


def test_a_dry_run_writes_nothing_for_the_planner_either():
    before = rows_known("articles_story")
    call_command("import_seeds", dry_run=True, verbosity=0)
    assert rows_known("articles_story") == before


def test_the_nightly_command_looks_at_what_has_grown():
    for number in range(3):
        make_story(headline=f"خبر {number}")
    call_command("purge_personal_data", verbosity=0)
    assert rows_known("articles_story") == 3
