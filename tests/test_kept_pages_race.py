"""Many readers, two worker processes, and an editor who corrects the story a hundred times."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Event, Timer

import pytest
from django.db import connection, connections
from django.utils import timezone

from articles import revisions, workflow
from articles.roles import Role
from tests.builders import MORNING, make_comment, make_story, make_user
from tests.serving import HOST, PATIENCE, database_address, need, redis_server, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CORRECTIONS = 100
CLIENTS = 4
# What a reader may see after a correction, in seconds.
OLDEST = 1.0
HEADLINE = re.compile(r'<h1 class="headline"[^>]*>\s*قتيل (\d+)')


@dataclass
class Seen:
    """What one client read: when it asked, and which correction's text it got."""

    answers: list[tuple[float, int]] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)


def read_on(port, address, ended):
    """Read the story again and again, on a new connection every few times."""
    seen = Seen()
    while not ended.is_set():
        client = HTTPConnection(HOST, port, timeout=PATIENCE)
        for _ in range(random.randint(1, 20)):
            asked = time.monotonic()
            client.request("GET", address)
            response = client.getresponse()
            text = response.read().decode()
            seen.statuses.add(response.status)
            seen.answers.append((asked, int(HEADLINE.search(text)[1])))
        client.close()
    return seen


def correct_on(story, editor):
    """Correct the number in the headline; when each correction was committed."""
    committed = [time.monotonic()]
    for number in range(1, CORRECTIONS + 1):
        base = revisions.newest(story)
        text = base.content() | {"headline": f"قتيل {number}"}
        at = timezone.now()
        revision = revisions.save_revision(story, text, base=base, by=editor, at=at)
        workflow.publish_revision(story, revision, by=editor, at=at, correction=f"الصحيح {number}")
        committed.append(time.monotonic())
        time.sleep(random.uniform(0.01, 0.15))
    return committed


def stale(seen, committed):
    """The answers that were older than they may be: seconds after the next correction."""
    following = [*committed[1:], float("inf")]
    return [late for asked, number in seen.answers if (late := asked - following[number]) > OLDEST]


def hammer(port, story, editor):
    ended = Event()
    address = story.get_absolute_url()
    with ThreadPoolExecutor(CLIENTS) as pool:
        reading = [pool.submit(read_on, port, address, ended) for _ in range(CLIENTS)]
        try:
            committed = correct_on(story, editor)
            time.sleep(2 * OLDEST)
        finally:
            ended.set()
            connections.close_all()
        return [read.result() for read in reading], committed


@pytest.fixture
def story():
    story = make_story(headline="قتيل 0", slug="story", body="<p>نص.</p>" * 20)
    revisions.ensure_revision(story, at=MORNING)
    for _ in range(5):
        make_comment(story)
    return story


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture(params=["by itself", "with Redis", "with a Redis that dies"])
def site(request, tmp_path):
    """The port of a server with two workers."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "DATABASE_URL": database_address(connection.settings_dict),
    }
    with ExitStack() as stack:
        if request.param != "by itself":
            need("redis-server", "redis-server")
            url, redis = stack.enter_context(redis_server(tmp_path))
            environment["CACHE_URL"] = url
        port, _process = stack.enter_context(serving(**environment))
        if request.param == "with a Redis that dies":
            death = Timer(3, redis.kill)
            death.start()
            stack.callback(death.cancel)
        yield port


def test_no_reader_sees_an_old_text_a_second_after_its_correction(site, story, editor):
    seen, committed = hammer(site, story, editor)
    assert [one.statuses for one in seen] == [{200}] * CLIENTS
    assert [stale(one, committed) for one in seen] == [[]] * CLIENTS
    assert {one.answers[-1][1] for one in seen} == {CORRECTIONS}
    assert min(len(one.answers) for one in seen) > CORRECTIONS
