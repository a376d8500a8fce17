"""Kill the process at random moments: python -m tests.faults.kills [TIMES] [ACTIVITY …]

Each activity is killed (-9) TIMES times, 100 by default, while it writes without pause; then
everything that it had answered must be there and the whole database consistent. Runs on a new
SQLite file, or where DATABASE_URL names a PostgreSQL server, on a new database there.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

TIMES = 100
# Seconds that a process lives at most; most have then answered something, some nothing yet.
LONGEST_LIFE = 0.35
# A rebuild of the index begins with a table for every part of it.
LONGER_LIVES = {"index update": 1.5}


def main(times: int, wanted: list[str]) -> int:
    from tests.installations import IS_POSTGRESQL, newsroom

    with tempfile.TemporaryDirectory(prefix="newsroom-faults-") as folder:
        vendor = "postgresql" if IS_POSTGRESQL else "sqlite"
        with newsroom(Path(folder) / "killed", vendor) as made:
            os.environ.update(made.environment(), DJANGO_SETTINGS_MODULE="newsroom.settings")
            prepare()
            found = [run(name, times, made.folder) for name in wanted or activities()]
            disconnect()
    return 1 if any(found) else 0


def activities() -> list[str]:
    from tests.faults.activities import ACTIVITIES

    return list(ACTIVITIES)


def prepare() -> None:
    import django

    django.setup()
    # Here and not in each child, whose short life is for what it does.
    import tests.faults.activities
    import tests.working_day
    from comments.models import TrainedLearner

    TrainedLearner.objects.all().delete()
    for number in range(60):
        decide_something(number, tests.working_day.AT)
    disconnect()


def decide_something(number: int, at) -> None:
    from articles.models import Story
    from comments import moderation, posting
    from comments.models import Comment
    from comments.posting import Posting
    from newsroom.models import User

    story, words = Story.objects.published().first(), ("أنت حمار", "شكرا على التقرير")
    sent = Posting(text=f"{words[number % 2]} {number}", reader_key=f"k{number}")
    comment = Comment.objects.get(pk=posting.post(story, sent, at=at).pk)
    verb, reason = (moderation.approve, "") if number % 2 else (moderation.reject, "insult")
    moderator = User.objects.get(username="moderator")
    verb(comment, by=moderator, at=at, reason=reason, seen=comment.version)


def disconnect() -> None:
    """A forked process must not share our connection."""
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def run(activity: str, times: int, folder: Path) -> int:
    """Kill it so often; print and return how much was lost or broken."""
    began, answered, troubles, words = time.monotonic(), 0, [], []
    for _time in range(times):
        facts = facts_until_killed(activity, folder)
        answered += len(facts)
        troubles += examine(activity, facts)
        words += [fact[1] for fact in facts if isinstance(fact, list)][-3:]
    troubles += finish(words)
    seconds = time.monotonic() - began
    print(
        f"{activity:<14} killed {times} times in {seconds:.0f} s: {answered} answered with "
        f"success, {len(troubles)} lost or broken",
        flush=True,
    )
    for trouble in troubles[:10]:
        print(f"  {trouble}", flush=True)
    return len(troubles)


def facts_until_killed(activity: str, folder: Path) -> list:
    """What the process had answered when it was killed at a random moment."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(activity, folder, writing)
    os.close(writing)
    time.sleep(random.uniform(0.01, LONGER_LIVES.get(activity, LONGEST_LIFE)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(reading) as pipe:
        lines = pipe.read().split("\n")
    # A line without its end was being said when the process died.
    return [json.loads(line) for line in lines[:-1]]


def work(activity: str, folder: Path, pipe: int) -> None:
    from tests.faults.activities import ACTIVITIES

    random.seed()
    try:
        ACTIVITIES[activity](lambda fact: os.write(pipe, f"{json.dumps(fact)}\n".encode()), folder)
    except Exception:
        # A fault of its own is no kill: it must not pass for one.
        traceback.print_exc()
        os.write(pipe, b'"failed"\n')
    os._exit(1)


def examine(activity: str, facts: list) -> list[str]:
    from tests.faults.checks import broken, lost

    if "failed" in facts:
        return [f"{activity} failed by itself"]
    try:
        kept = facts[-1:] if activity == "learner refit" else facts
        return [*lost(activity, kept), *broken()]
    finally:
        disconnect()


def finish(words: list[str]) -> list[str]:
    """A rebuild that was cut off goes on, and searches find what was made in between."""
    from articles.search import rebuilding
    from tests.faults.checks import unfound

    try:
        missing = unfound(words)
        for _count in rebuilding.rebuild():
            pass
        return [f"no search finds {word}" for word in missing + unfound(words)]
    finally:
        disconnect()


if __name__ == "__main__":
    given = sys.argv[1:]
    count = int(given.pop(0)) if given and given[0].isdecimal() else TIMES
    sys.exit(main(count, given))
