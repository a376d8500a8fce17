"""A production server on loopback that readers and writers ask without pause."""

import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread

from newsroom.serving import LAST_SECONDS, WORKERS, server_command
from tests.installations import ROOT, Installation
from tests.serving import free_port

STARTS_WITHIN = 120
REQUEST_TIMEOUT = 30


@contextmanager
def serving(made: Installation, *, workers: int = WORKERS, **variables: str):
    """granian as in production; yields its port and process, and ends it."""
    port = free_port()
    server = subprocess.Popen(
        server_command(port, workers=workers),
        cwd=ROOT,
        env=made.environment() | variables,
        stdout=subprocess.DEVNULL,
        stderr=made.folder.with_suffix(".log").open("ab"),
    )
    try:
        wait_for(port)
        yield port, server
    finally:
        server.terminate()
        # One of its workers may not hear of it and go on until it is killed.
        server.wait(2 * LAST_SECONDS)


def wait_for(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if ask(port, "GET", "/healthz") == 200:
            return
        time.sleep(0.2)
    raise SystemExit("The server does not start.")


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> int | str:
    """The status of the answer, or the kind of failure where there was none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=REQUEST_TIMEOUT)
    try:
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        connection.request(method, path, body=body or None, headers=sent if body else headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


@dataclass
class Asking:
    """Asks one thing again and again; statuses and the longest wait by phase."""

    port: int
    method: str
    path: str
    body: object = None
    pause: float = 0.05
    headers: dict[str, str] = field(default_factory=dict)
    phase: str = "before"
    counts: dict[str, Counter] = field(default_factory=dict)
    longest: dict[str, float] = field(default_factory=dict)
    stopped: Event = field(default_factory=Event)

    def begin(self) -> "Asking":
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()
        return self

    def _run(self) -> None:
        while not self.stopped.wait(self.pause):
            phase, began = self.phase, time.monotonic()
            body = self.body() if self.body else ""
            status = ask(self.port, self.method, self.path, body, **self.headers)
            self.counts.setdefault(phase, Counter())[status] += 1
            waited = time.monotonic() - began
            self.longest[phase] = max(self.longest.get(phase, 0), waited)

    def end(self) -> None:
        self.stopped.set()
        self.thread.join(REQUEST_TIMEOUT + 5)

    def said(self, phase: str) -> str:
        counts = self.counts.get(phase, Counter())
        shown = ", ".join(f"{status}: {n}" for status, n in sorted(counts.items(), key=str))
        return f"{shown or 'nothing asked'} (longest {self.longest.get(phase, 0):.1f} s)"
