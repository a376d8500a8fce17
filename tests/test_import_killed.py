"""An import that is killed at any moment is finished by running it again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articles.importing.files import find_files
from articles.importing.seed import read_seed
from tests.benchmarks.import_seeds import make_files

ROOT = Path(__file__).parents[1]
FILES = 300
PATIENCE = 120  # seconds, on a busy machine

pytestmark = pytest.mark.slow


class Import:
    """The command as a process of its own, on a database of its own."""

    def __init__(self, folder):
        self.texts, self.database = folder / "texts", folder / "newsroom.sqlite3"
        self.texts.mkdir()
        make_files(self.texts, FILES)
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.database}",
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
        with sqlite3.connect(self.database) as database:
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


def test_a_killed_import_loses_and_doubles_nothing(tmp_path):
    importing = Import(tmp_path)
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
