"""A PostgreSQL of one's own and a streaming replica of it, for one test."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serving import HOST, free_port, running

SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
}


def programs() -> Path | None:
    """The folder of the newest server's programs, which Debian keeps off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def as_nobody_special(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return command if os.geteuid() else ["runuser", "-u", "postgres", "--", *command]


def run(*command: str) -> None:
    subprocess.run(as_nobody_special(list(command)), check=True, capture_output=True)


@contextmanager
def home() -> Iterator[Path]:
    """A folder that PostgreSQL's user may write into."""
    with TemporaryDirectory(prefix="newsroom-postgres-") as name:
        if not os.geteuid():
            shutil.chown(name, "postgres")
        yield Path(name)


@contextmanager
def server(data: Path) -> Iterator[tuple[int, subprocess.Popen]]:
    port = free_port()
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(programs() / "postgres"), "-D", str(data), "-p", str(port), *options]
    with running(as_nobody_special(command), port) as process:
        yield port, process


@contextmanager
def original(folder: Path) -> Iterator[int]:
    """A new server in a folder of `home`; its port."""
    data = folder / "original"
    run(str(programs() / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-N")
    with server(data) as (port, _process):
        yield port


@contextmanager
def replica_of(port: int, folder: Path) -> Iterator[tuple[int, subprocess.Popen]]:
    """A streaming replica of that server; its port and process."""
    data = folder / "replica"
    backup = [str(programs() / "pg_basebackup"), "-D", str(data), "-R", "--checkpoint=fast"]
    run(*backup, "-h", HOST, "-p", str(port), "-U", "postgres")
    with server(data) as (replica_port, process):
        yield replica_port, process
