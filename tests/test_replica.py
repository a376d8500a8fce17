"""Two application servers, a PostgreSQL with a streaming replica, and a Redis, on one machine."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection

import psycopg
import pytest

from tests import postgres
from tests.serving import HOST, PATIENCE, ROOT, need, redis_server, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(os.environ.get("DATABASE_URL")), reason="makes servers of its own; once is enough"
    ),
]

MAKE_STORY = """
from articles.models import Source
from tests.builders import make_story
make_story(headline="الأول", slug="story", source=Source.objects.create(name="مصدر"))
"""
ADDRESS = "/stories/1-story/"


@dataclass
class Newsroom:
    """The two applications' ports, and connections to the database and its replica."""

    ports: list[int]
    original: psycopg.Connection
    replica: psycopg.Connection
    replica_process: subprocess.Popen

    def text(self, port, address=ADDRESS, cookie=""):
        client = HTTPConnection(HOST, port, timeout=PATIENCE)
        client.request("GET", address, headers={"Cookie": cookie} if cookie else {})
        response = client.getresponse()
        text = response.read().decode()
        client.close()
        assert response.status == 200, (response.status, address)
        return text

    def write(self, headline):
        self.original.execute("UPDATE articles_story SET headline = %s", [headline])

    def is_everywhere(self, headline):
        """Whether both applications come to show it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if all(headline in self.text(port) for port in self.ports):
                return True
            time.sleep(0.02)
        return False

    def is_replica_read(self, cookie=""):
        """Whether new pages are made from it: what its connections asked last, and when."""
        began = self.replica.execute("SELECT clock_timestamp()").fetchone()[0]
        for port in self.ports:
            self.text(port, f"/?any={time.monotonic_ns()}", cookie)
        asked = self.replica.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query_start > %s"
            " AND query ~ '(articles|comments)_' AND pid <> pg_backend_pid()",
            [began],
        )
        return asked.fetchone()[0] > 0

    def comes_to_read_replica(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.is_replica_read():
                return True
            time.sleep(0.05)
        return False


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True)


def connected(port):
    """A connection, as soon as the server takes any."""
    address = f"postgres://postgres@{HOST}:{port}/postgres"
    for _try in range(PATIENCE * 5):
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.2)
    return psycopg.connect(address, autocommit=True)


@pytest.fixture
def newsroom(tmp_path):
    if postgres.programs() is None:
        need("initdb", "postgresql")
    need("redis-server", "redis-server")
    with ExitStack() as stack:
        folder = stack.enter_context(postgres.home())
        port = stack.enter_context(postgres.original(folder))
        replica_port, process = stack.enter_context(postgres.replica_of(port, folder))
        cache, _redis = stack.enter_context(redis_server(tmp_path))
        environment = {
            "DATABASE_URL": f"postgres://postgres@{HOST}:{port}/postgres",
            "DATABASE_REPLICA_URL": f"postgres://postgres@{HOST}:{replica_port}/postgres",
            "CACHE_URL": cache,
            "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        }
        manage(environment, "migrate", "-v0")
        manage(environment, "shell", "-v0", "-c", MAKE_STORY)
        apps = [stack.enter_context(serving(workers=1, **environment))[0] for _ in range(2)]
        original, replica = (
            stack.enter_context(connected(number)) for number in (port, replica_port)
        )
        yield Newsroom(apps, original, replica, process)


def test_two_applications_on_a_database_with_a_replica(newsroom):
    # Anonymous readers' pages are made from the replica, and a correction is seen everywhere.
    assert newsroom.is_everywhere("الأول")
    assert newsroom.comes_to_read_replica()
    for number in range(10):
        newsroom.write(f"تصويب {number}")
        assert newsroom.is_everywhere(f"تصويب {number}")

    # Who may have written something reads the original.
    assert newsroom.comes_to_read_replica()
    assert not newsroom.is_replica_read(cookie="reader=somebody")

    # A replica that lags is not read, and is read again once it has everything.
    newsroom.replica.execute("SELECT pg_wal_replay_pause()")
    newsroom.write("من الأصل")
    assert newsroom.is_everywhere("من الأصل")
    assert not any(newsroom.is_replica_read() for _ in range(10))
    newsroom.replica.execute("SELECT pg_wal_replay_resume()")
    assert newsroom.comes_to_read_replica()

    # One that is gone is missed by nobody.
    newsroom.replica_process.terminate()
    newsroom.replica_process.wait(PATIENCE)
    newsroom.write("بلا نسخة")
    assert newsroom.is_everywhere("بلا نسخة")
    newsroom.write("بعدها")
    assert newsroom.is_everywhere("بعدها")
