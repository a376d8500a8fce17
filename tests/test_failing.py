"""What readers meet when the database cannot be had."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from tests.builders import make_comment, make_story


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


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
