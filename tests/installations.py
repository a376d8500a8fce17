"""Whole newsrooms beside the one under test: each with a database and a folder of its own."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).parent.parent
SERVER = os.environ.get("DATABASE_URL", "")
IS_POSTGRESQL = SERVER.startswith("postgres")
VENDORS = ["sqlite", "postgresql"] if IS_POSTGRESQL else ["sqlite"]


class Installation:
    """A newsroom that its commands are run in, as somebody on the server would run them."""

    def __init__(self, folder: Path, url: str = ""):
        self.folder = folder
        self.url = url or f"sqlite:///{folder}/newsroom.sqlite3"
        folder.mkdir(parents=True, exist_ok=True)

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSROOM_", "DJANGO_"))}
        return kept | {
            "DATABASE_URL": self.url,
            "SECRET_KEY": "only-for-tests",
            "NEWSROOM_VAR": str(self.folder),
            "NEWSROOM_TRAINS_LEARNER": "0",
        }

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def do(self, *arguments: object) -> str:
        """What the command prints; it must end well."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refusal(self, *arguments: object) -> str:
        """The sentence with which the command refuses."""
        done = self.run(*arguments)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        return done.stderr.strip()

    def python(self, code: str) -> str:
        """What the code prints, with the project set up."""
        return self.do("shell", "--no-imports", "-c", code)


@contextmanager
def newsroom(folder: Path, vendor: str):
    """A new installation on that kind of database; the database goes at the end."""
    if vendor == "sqlite":
        yield Installation(folder)
        return
    name = f"beside_{os.getpid()}_{folder.name}"
    address = urlsplit(SERVER)
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Installation(folder, address._replace(path=f"/{name}").geturl())
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
