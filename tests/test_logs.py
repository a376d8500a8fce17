"""What is written into the log, and what never is."""

import json
import logging
from ipaddress import ip_network

import pytest
from django.core.exceptions import DisallowedHost
from django.db import DataError, connection
from django.test import Client

from newsroom.logs import JsonFormatter
from tests.builders import make_story

pytestmark = pytest.mark.django_db

SECRET = "كلام-القارئ"
ADDRESS = "198.51.100.77"


@pytest.fixture
def lines():
    """A function that gives the log's lines so far, as text."""
    written = []

    class Keeping(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler = Keeping()
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def test_every_request_is_one_line_with_an_id_that_the_answer_carries(lines):
    story = make_story()
    answer = Client().get(story.get_absolute_url())
    (line,) = [json.loads(line) for line in lines]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert line["page"] == "stories/<row_id:pk>-<unicode_slug:slug>/"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["ms"] > 0


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [("abcdef0123456789", True), ("a\nforged line", False), ("x" * 65, False), ("قارئ", False)],
)
def test_the_id_of_a_proxy_is_kept_and_nonsense_is_not(lines, settings, given, is_kept):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    answer = Client().get("/corrections/", headers={"x-request-id": given})
    assert (answer.headers["X-Request-ID"] == given) is is_kept


def test_the_id_that_a_stranger_gives_is_not_taken(lines):
    answer = Client().get("/corrections/", headers={"x-request-id": "abcdef0123456789"})
    assert answer.headers["X-Request-ID"] != "abcdef0123456789"


def test_neither_what_a_reader_wrote_nor_where_they_are_is_in_the_log(lines):
    story = make_story()
    reader = Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False)
    reader.get("/search/", {"q": SECRET})
    reader.get(f"/{SECRET}/")
    reader.post(f"/stories/{story.pk}/comments/new/", {"text": SECRET, "author_name": SECRET})
    reader.get("/", headers={"host": f"{SECRET.encode().hex()}.example", "referer": SECRET})
    reader.get("/", headers={"user-agent": SECRET, "x-forwarded-for": ADDRESS})
    reader.post("/desk/login/", {"username": SECRET, "password": SECRET})
    text = "\n".join(lines)
    assert len(lines) >= 6
    assert not [word for word in (SECRET, ADDRESS, SECRET.encode().hex()) if word in text]


def test_a_fault_is_told_by_its_kind_and_place_without_its_words(lines):
    def fails(run, sql, params, many, context):
        raise DataError(f"value too long: {SECRET}")

    with connection.execute_wrapper(fails):
        answer = Client(raise_request_exception=False).get("/corrections/")
    assert answer.status_code == 500
    faults = [json.loads(line) for line in lines if "exception" in json.loads(line)]
    assert {fault["exception"] for fault in faults} == {"DataError"}
    assert any("articles/views.py" in place for place in faults[0]["where"])
    assert SECRET not in "\n".join(lines)


def test_a_host_that_is_not_ours_is_told_without_its_name(lines):
    Client().get("/corrections/", headers={"host": "somebody.example"})
    loggers = {json.loads(line)["logger"] for line in lines}
    assert f"django.security.{DisallowedHost.__name__}" in loggers
    assert "somebody" not in "\n".join(lines)
