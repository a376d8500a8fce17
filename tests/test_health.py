"""Whether the process works, and whether readers and staff would miss something."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from articles.search.backends.base import RECORDS
from newsroom import health

WELL = {"database": "ok", "migrations": "ok", "search": "ok", "disk": "ok"}


def no_database(run, sql, params, many, context):
    raise OperationalError("gone")


@pytest.mark.django_db
def test_the_process_answers_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz", headers={"host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_what_is_whole_is_ready_whatever_host_the_watcher_names():
    answer = Client().get("/readyz", headers={"host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.json()) == (200, WELL)


@pytest.mark.django_db
def test_without_its_database_it_is_alive_and_not_ready():
    with connection.execute_wrapper(no_database):
        assert Client().get("/healthz").status_code == 200
        answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == WELL | dict.fromkeys(("database", "migrations", "search"), "failed")


@pytest.mark.django_db
def test_a_migration_that_was_not_applied_is_told():
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, WELL | {"migrations": "failed"})
    assert health.missing_migrations() == ["articles.0001_initial"]


@pytest.mark.django_db
def test_an_index_of_another_analyser_is_told():
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {RECORDS} SET analyser = 'of-yesterday'")
    assert Client().get("/readyz").json() == WELL | {"search": "failed"}


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told(monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 62)
    assert Client().get("/readyz").json() == WELL | {"disk": "failed"}
