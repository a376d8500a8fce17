"""How fast kept pages are: python -m tests.benchmarks.kept_pages

Two servers take turns under the same clients: ours with a story that is kept, and a bare Django
view without middleware that returns the same compressed bytes, both under granian with one worker.
A rate is requests by second of the server's processor time, which neighbours on the machine do
not shorten, and by second of the clock. DATABASE_URL names another database than a new SQLite
file; it must be empty. With `--memory`, what two workers take after 10,000 and 100,000 requests.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.databases import copy_empty
from tests.benchmarks.figures import Figure, table
from tests.serving import HOST, serving

ROUNDS = 6
SHORT, LONG = 2_000, 10_000
CONNECTIONS = 4
MIB = 2**20


@contextmanager
def newsroom() -> Iterator[Path]:
    """An empty newsroom with one story and its comments, for servers beside this process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_empty(folder / "newsroom.sqlite3")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/newsroom.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.served_settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield folder


def make_story_with_comments() -> str:
    """The address of a story of the seeds' length with twenty comments."""
    from tests.builders import make_comment, make_source, make_story

    body = "<p>" + "قالت الوزارة إن العمل مستمر في المدينة رغم كل شيء. " * 12 + "</p>"
    story = make_story(source=make_source(), body=body * 5, headline="عنوان الخبر كما كتبه المصدر")
    for number in range(20):
        make_comment(story, text=f"تعليق رقم {number} على الخبر، وفيه رأي قارئ لا يعرفه أحد.")
    return story.get_absolute_url()


class Client:
    """Asks for one page over and over on one connection, as cheaply as Python can."""

    def __init__(self, port: int, address: str, host: str = HOST):
        self.socket = socket.create_connection((HOST, port))
        self.request = (
            f"GET {address} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n"
        ).encode()

    def send(self) -> None:
        self.socket.sendall(self.request)

    def receive(self) -> bytes:
        """One answer, headers and body. Raises RuntimeError for anything but a 200."""
        received = self.more()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self.more()
        head = received[:end].lower()
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(head.decode(errors="replace"))
        start = head.index(b"content-length:") + len(b"content-length:")
        length = int(head[start:].split(b"\r\n", 1)[0])
        while len(received) < end + 4 + length:
            received += self.more()
        return received[end + 4 :]

    def more(self) -> bytes:
        received = self.socket.recv(65536)
        if not received:
            raise RuntimeError("the server closed the connection")
        return received

    def get(self) -> bytes:
        self.send()
        return self.receive()


def family(process: subprocess.Popen) -> list[int]:
    """The process and its children."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [process.pid, *map(int, children)]


def processor_seconds(process: subprocess.Popen) -> float:
    """What the server and its workers have used of the processor, to the nanosecond."""
    threads = (t for pid in family(process) for t in Path(f"/proc/{pid}/task").iterdir())
    return sum(int((t / "schedstat").read_text().split()[0]) for t in threads) / 1e9


def memory(process: subprocess.Popen) -> float:
    """MiB of the workers' own share of the machine's memory (PSS), the watching parent left out."""
    total = 0
    for pid in family(process)[1:]:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / MIB


class Runner:
    """One server under the same clients, round after round; the best round counts."""

    def __init__(self, port: int, process: subprocess.Popen, address: str, host: str = HOST):
        self.process = process
        self.clients = [Client(port, address, host) for _ in range(CONNECTIONS)]
        self.by_clock = self.by_processor = 0.0
        self.run(200)
        self.by_clock = self.by_processor = 0.0

    def run(self, requests: int) -> None:
        used, began = processor_seconds(self.process), time.perf_counter()
        for _turn in range(requests // CONNECTIONS):
            for client in self.clients:
                client.send()
            for client in self.clients:
                client.receive()
        took = time.perf_counter() - began
        used = processor_seconds(self.process) - used
        self.by_clock = max(self.by_clock, requests / took)
        self.by_processor = max(self.by_processor, requests / used)


def measure_rates(folder: Path, address: str, requests: int) -> list[Figure]:
    bare_file = folder / "bare.gz"
    with serving(workers=1) as (port, process):
        bare_file.write_bytes(Client(port, address).get())
        with serving(
            workers=1,
            app="tests.benchmarks.bare_view:application",
            BARE_FILE=str(bare_file),
        ) as (bare_port, bare_process):
            ours = Runner(port, process, address)
            bare = Runner(bare_port, bare_process, "/")
            for _round in range(ROUNDS):
                bare.run(requests)
                ours.run(requests)
    beside = "bare Django view"
    return [
        Figure("kept story", ours.by_clock, "requests/s", bare.by_clock, beside, at_least=0.85),
        Figure(
            "kept story, by processor",
            ours.by_processor,
            "requests/s",
            bare.by_processor,
            beside,
            at_least=0.85,
        ),
    ]


def measure_memory(address: str, requests: int) -> list[Figure]:
    """What two workers take after so many requests, and what ten times as many add."""
    with serving(workers=2) as (port, process):
        clients = [Client(port, address) for _ in range(CONNECTIONS)]
        taken = []
        for target in (requests, 10 * requests):
            for _turn in range(target // CONNECTIONS):
                for client in clients:
                    client.get()
            taken.append(memory(process))
    return [
        Figure(f"two workers after {requests:,} requests", taken[0], "MiB", at_most=120),
        Figure(f"added by {10 * requests:,} more", taken[1] - taken[0], "MiB", at_most=2),
    ]


def figures(*, short: bool) -> list[Figure]:
    with newsroom() as folder:
        address = make_story_with_comments()
        measured = measure_rates(folder, address, SHORT if short else LONG)
        return measured + measure_memory(address, 500 if short else 10_000)


if __name__ == "__main__":
    print(table(figures(short="--long" not in sys.argv)))
