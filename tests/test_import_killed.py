"""An import that is killed at any moment is finished by running it again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from articles.importing.files import find_files
from articles.importing.seed import read_seed
from tests.benchmarks.import_seeds import make_files
from tests.installations import IS_POSTGRESQL, SERVER

ROOT = Path(__file__).parents[1]
FILES = 300
PATIENCE = 300  # seconds, on a busy machine

pytestmark = pytest.mark.slow


class Import:
    """The command as a process of its own, on a database of its own."""

    def __init__(self, folder, database):
        self.texts, self.database = folder / "texts", database
        self.texts.mkdir()
        make_files(self.texts, FILES)
        self.environment = os.environ | {
            "DATABASE_URL": database,
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        self.run("migrate", "-v0")

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def run(self, *arguments):
        assert self.start(*arguments).wait(timeout=PATIENCE) == 0

    def count(self, table):
        connect = psycopg.connect
        address = self.database
        if address.startswith("sqlite:"):
            connect, address = sqlite3.connect, address.removeprefix("sqlite:///")
        with closing(connect(address)) as database:
            return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def counts(self):
        tables = ["articles_seedfile", "articles_story", "articles_revision"]
        tables += ["comments_comment", "articles_search", "articles_auditentry"]
        return {table: self.count(table) for table in tables}


def wait_until(is_so):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def has_ended(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def number_of_comments(texts):
    seeds = [read_seed(file) for file in find_files([texts])]
    return sum(len(seed.draft.comments) for seed in seeds)


@pytest.fixture
def database(tmp_path):
    """The address of a new database of the kind that the tests run on."""
    if not IS_POSTGRESQL:
        yield f"sqlite:///{tmp_path}/newsroom.sqlite3"
        return
    name = f"killed_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_killed_import_loses_and_doubles_nothing(tmp_path, database):
    importing = Import(tmp_path, database)
    for stories in (1, 200):
        running = importing.start("import_seeds", str(importing.texts))
        wait_until(lambda least=stories: importing.count("articles_story") >= least)
        time.sleep(random.random() / 10)
        running.send_signal(signal.SIGKILL)
        running.wait()
        # The processes that read for it end by themselves.
        wait_until(lambda group=running.pid: has_ended(group))
        counts = importing.counts()
        del counts["comments_comment"]
        assert len(set(counts.values())) == 1
    importing.run("import_seeds", str(importing.texts))
    finished = importing.counts()
    assert finished.pop("comments_comment") == number_of_comments(importing.texts)
    assert set(finished.values()) == {FILES}
