"""Take comments in: python -m tests.benchmarks.posting [POSTS A SECOND] [SECONDS]

First, by one writer: the time of a post with all its checks, and its ratio to a bare insert of
the same row in the same run. Then 32 clients offer posts, as many a second as asked for, to the
production server on a database of their own; what was answered with success is counted again in
the database. DATABASE_URL names another database than a new SQLite file; it must be empty.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import median
from threading import Lock
from urllib.parse import urlencode

from newsroom.serving import server_command

ROOT = Path(__file__).parent.parent.parent
CLIENTS = 32
POSTS = 300
# A form is not taken in its first two seconds.
FORM_AGE = 3
WORDS = (
    "أرى أن القرار سليم وسيخفف الزحام في وسط المدينة، لكن الأهم أن تتابع البلدية تنفيذه",
    "شكرا على التقرير، وليت الصحيفة تسأل أهل الحي عن رأيهم قبل أن تكتب عنهم",
    "الأسعار ترتفع كل شهر والرواتب كما هي، فمن أين يأتي الناس بثمن الخبز؟",
)


def words(number: int) -> str:
    return f"{WORDS[number % len(WORDS)]} {number}"


def setup() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure_one_writer() -> None:
    """Print the median milliseconds of a checked post and of a bare insert, taken by turns."""
    from django.utils import timezone

    from comments.models import Comment
    from comments.posting import Posting, post
    from tests.builders import make_story

    story, now = make_story(), timezone.now()
    checked, bare = [], []
    for number in range(POSTS):
        text, reader = words(number), f"reader {number}"
        checked.append(
            seconds(post, story, Posting(text=text, reader_key=reader, address_key=reader), at=now)
        )
        bare.append(seconds(Comment.objects.create, story=story, text=text, reader_key=reader))
    print(
        f"one writer, {POSTS} posts: {median(checked) * 1000:.2f} ms of the processor a post, "
        f"{median(bare) * 1000:.2f} ms a bare insert, ratio {median(checked) / median(bare):.1f}"
    )


def seconds(work, *args, **kwargs) -> float:
    """The processor's time, which other programs on the machine do not lengthen."""
    begin = time.process_time()
    work(*args, **kwargs)
    return time.process_time() - begin


def make_posts(number: int) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The form's address, and as many filled forms, each of another reader at another address."""
    from django.urls import reverse
    from django.utils import timezone

    from comments import form_tokens
    from tests.builders import make_story

    story = make_story(published_at=timezone.now())
    csrf = secrets.token_hex(16)
    posts = []
    for n in range(number):
        form = {"text": words(n), "token": form_tokens.issue(story.pk), "csrfmiddlewaretoken": csrf}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={csrf}",
            "X-Forwarded-For": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
        }
        posts.append((urlencode(form), headers))
    time.sleep(FORM_AGE)
    return reverse("comment-new", args=[story.pk]), posts


def offer(port: int, address: str, posts: list, rate: float) -> tuple[Counter, list[float], float]:
    """Send each post when it is due; the answers' statuses, their seconds, and the whole time."""
    turns, lock = count(), Lock()
    statuses: Counter = Counter()
    latencies: list[float] = []
    begin = time.perf_counter()

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while (turn := next_turn(turns, lock)) < len(posts):
            time.sleep(max(begin + turn / rate - time.perf_counter(), 0))
            sent = time.perf_counter()
            connection.request("POST", address, *posts[turn])
            answer = connection.getresponse()
            answer.read()
            with lock:
                statuses[answer.status] += 1
                latencies.append(time.perf_counter() - sent)

    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(client) for _ in range(CLIENTS)]:
            done.result()
    return statuses, latencies, time.perf_counter() - begin


def next_turn(turns: count, lock: Lock) -> int:
    with lock:
        return next(turns)


def serve(port: int) -> subprocess.Popen:
    """The production server, once it listens."""
    process = subprocess.Popen(
        server_command(port), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _try in range(100):
        time.sleep(0.2)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
    process.kill()
    raise SystemExit("The server did not start.")


def measure_load(rate: float, duration: float) -> None:
    from comments.models import Comment

    address, posts = make_posts(int(rate * duration))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    before = Comment.objects.count()
    server = serve(port)
    try:
        statuses, latencies, taken = offer(port, address, posts, rate)
    finally:
        server.terminate()
        server.wait()
    kept = Comment.objects.count() - before
    answers = ", ".join(f"{number} x {status}" for status, number in sorted(statuses.items()))
    latencies.sort()
    print(
        f"{CLIENTS} clients, {len(posts)} posts offered at {rate:.0f}/s: {answers} in {taken:.1f} s"
        f" ({len(posts) / taken:.0f}/s); median {median(latencies) * 1000:.0f} ms, "
        f"99 % within {latencies[len(latencies) * 99 // 100] * 1000:.0f} ms"
    )
    lost = statuses[302] - kept
    print(f"kept {kept} comments of {statuses[302]} that were answered with success: {lost} lost")
    if lost or set(statuses) - {302, 429, 503}:
        raise SystemExit("Comments were lost, or an answer was neither success nor 429 nor 503.")


def main(rate: float = 200, duration: float = 10) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/newsroom.sqlite3")
        os.environ.update(
            DJANGO_SETTINGS_MODULE="newsroom.settings",
            SECRET_KEY="benchmark",
            NEWSROOM_TRUSTED_PROXIES="127.0.0.1",
            NEWSROOM_TRAINS_LEARNER="0",
        )
        setup()
        measure_one_writer()
        measure_load(rate, duration)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:3]))
