"""What readers meet when the database cannot be had."""

import errno
import sqlite3

import pytest
from django.db import InterfaceError, InternalError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from psycopg.errors import ReadOnlySqlTransaction

from tests.builders import make_comment, make_story


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def caused_by(cause):
    error = InternalError("what the driver said")
    error.__cause__ = cause
    return error


def failing_with(error):
    def execute(run, sql, params, many, context):
        raise error

    return connection.execute_wrapper(execute)


@pytest.mark.django_db
def test_a_database_out_of_reach_is_an_answer_of_its_own(reader):
    with failing_with(OperationalError("the connection is lost")):
        answer = reader.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


@pytest.mark.django_db
def test_a_mistake_of_ours_is_no_busy_database(reader):
    with failing_with(ZeroDivisionError()):
        assert reader.get("/").status_code == 500


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="one writer at a time is SQLite's rule")
def test_who_waits_in_vain_for_the_lock_is_asked_to_come_again(reader):
    comment = make_comment(make_story())
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    try:
        answer = reader.post(reverse("comment-report", args=[comment.pk]), {"reason": "spam"})
    finally:
        other.close()
    assert answer.status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InterfaceError("connection already closed"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (OSError(errno.EROFS, "Read-only file system"), 503),
        (caused_by(ReadOnlySqlTransaction("cannot execute INSERT")), 503),
        (OSError(errno.EBADF, "a mistake of ours"), 500),
        (InternalError("a mistake of ours"), 500),
    ],
    ids=[
        "connection gone",
        "disk full",
        "disk read-only",
        "database read-only",
        "bad file",
        "bad query",
    ],
)
def test_what_will_pass_is_told_from_what_is_our_fault(reader, error, status):
    with failing_with(error):
        assert reader.get("/").status_code == status
