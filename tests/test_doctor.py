"""What is wrong with an installation, and how to mend it, in two languages."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles import audit
from articles.models import AuditEntry
from newsroom import doctor, health
from tests.builders import make_comment, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(settings, tmp_path, administrator):
    """An installation with nothing to mend."""
    settings.STATIC_ROOT = tmp_path
    settings.IS_LOCAL = True
    (tmp_path / "staticfiles.json").write_text("{}")


def examined(*arguments):
    """What the doctor prints, and the exit code."""
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def only_trouble(*arguments):
    """The one thing that is wrong, with its remedy."""
    said, code = examined(*arguments)
    assert code == 1
    (line,) = [line for line in said.splitlines() if line.startswith("✗")]
    return line + said.split(line)[1].split("\n")[1]


def test_where_all_is_well_it_says_so_in_the_language_that_was_asked_for(well):
    said, code = examined()
    assert (said.splitlines()[-1], code) == ("كل شيء على ما يرام.", 0)
    said, code = examined("--language", "en")
    assert (said.splitlines()[-1], code) == ("All is well.", 0)
    assert said.count("✓") == len(doctor.CHECKS)


def test_a_missing_migration_is_named(well):
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    said = only_trouble("--language", "en")
    assert "articles.0001_initial" in said
    assert "run manage.py migrate" in said


def test_addresses_that_nobody_forgot_are_told(well):
    comment = make_comment(make_story(), address_key="x")
    type(comment).objects.update(created_at=timezone.now() - timedelta(days=16))
    assert "purge_personal_data" in only_trouble()


def test_a_clock_that_went_back_is_told(well):
    tomorrow = timezone.now() + timedelta(days=1)
    audit.record(AuditEntry.Verb.CHANGE, by=None, at=tomorrow, subject="x")
    assert "timedatectl" in only_trouble("--language", "en")


def test_a_disk_that_is_nearly_full_is_told(well, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 62)
    assert "MB left" in only_trouble("--language", "en")


def test_a_newsroom_without_a_superuser_is_told(well, administrator):
    administrator.delete()
    assert "createsuperuser" in only_trouble()


def test_pages_without_style_are_told(well, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "nothing"
    assert "collectstatic" in only_trouble()


def test_a_redis_that_does_not_answer_is_told(well, settings):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    assert "CACHE_URL" in only_trouble("--language", "en")


def test_without_a_database_it_still_says_what_to_do(well):
    def gone(run, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(gone):
        said, code = examined("--language", "en")
    assert code == 1
    assert "✗ database: The database does not answer as it should: connection refused" in said
    assert "Traceback" not in said
