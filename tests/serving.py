"""Real servers beside a test or a benchmark, on free ports of this machine."""

import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsroom.serving import APPLICATION, HOST, WORKERS, server_command

ROOT = Path(__file__).parent.parent
# Seconds, on a busy machine.
PATIENCE = 120
# The kernel gives callers theirs above these, so that none is taken before its server has it.
PORTS = range(10_000, 16_000)


def need(program: str, package: str) -> None:
    """Skip the test where the machine lacks the program; where CI is set, fail it."""
    if not shutil.which(program):
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"no {program}: apt-get install {package}")


def free_port() -> int:
    """A port that nobody has; which one is left to chance, for tests run side by side."""
    return next(port for port in random.sample(PORTS, len(PORTS)) if is_free(port))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


@contextmanager
def running(command: Sequence[str], port: int, **options) -> Iterator[subprocess.Popen]:
    """A process that listens on the port while the block runs."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    )
    try:
        wait_for(port, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _try in range(PATIENCE * 10):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"{process.args[0]} did not listen on port {port}")


@contextmanager
def serving(
    port: int = 0, *, workers: int = WORKERS, app: str = APPLICATION, **environment: str
) -> Iterator[tuple[int, subprocess.Popen]]:
    """The production server; its port and process."""
    port = port or free_port()
    command = server_command(port, workers=workers, app=app)
    with running(command, port, cwd=ROOT, env=os.environ | environment) as process:
        yield port, process


@contextmanager
def redis_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """An empty Redis of one's own; its address and process."""
    port = free_port()
    command = ["redis-server", "--bind", HOST, "--port", str(port), "--save", "", "--dir"]
    with running([*command, str(folder)], port) as process:
        yield f"redis://{HOST}:{port}/0", process


def database_address(settings_dict: dict) -> str:
    """The DATABASE_URL of a connection's database, for a process beside this one."""
    if settings_dict["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{settings_dict['NAME']}"
    user, password = settings_dict["USER"], settings_dict["PASSWORD"]
    login = f"{user}:{password}" if password else user
    place = f"{settings_dict['HOST']}:{settings_dict['PORT'] or 5432}"
    return f"postgres://{login}@{place}/{settings_dict['NAME']}"
