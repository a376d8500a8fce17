"""Everybody at once: python -m tests.benchmarks.concurrency [SECONDS] [PAUSE]

32 readers, 4 editors, 4 moderators and an import ask one production server of two workers for a
minute, after it has answered each kind of page before. No answer may be an error; of the editors'
texts and the moderators' decisions none may be lost that was answered with success. Readers look
at a page for half a second; each editor opens and saves a text, each moderator reads the queue and
decides, a second (or PAUSE seconds) after the last. Prints the times by page, which on a machine
that is busy with other things say more about it. A new SQLite file, or where DATABASE_URL names a
PostgreSQL server, a new database there.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.crowd import PAGES, Client, Crowd
from tests.faults.server import serving
from tests.installations import IS_POSTGRESQL, ROOT, Installation, newsroom

SECONDS, PAUSE = 60, 1.0
READERS, EDITORS, MODERATORS, FILES = 32, 4, 4, 400
FAST = 100  # milliseconds
# By eight connections each, so that both workers get some of them.
WARMING = 8 * [
    *(("editor", page) for page in (*PAGES, "/desk/articles/story/2/change/")),
    ("moderator", "/desk/comments/comment/queue/"),
]
PREPARE = """
from tests import working_day
from comments import posting
from comments.models import TrainedLearner
from comments.posting import Posting
from articles.models import Story
from django.core.management import call_command
from django.test import Client
from newsroom.models import User
call_command("collectstatic", verbosity=0, interactive=False)
TrainedLearner.objects.all().delete()
story = Story.objects.published().first()
for number in range(600):
    sent = Posting(text=f"أنت حمار {number}", reader_key=f"k{number}")
    posting.post(story, sent, at=working_day.AT)
for role in ("editor", "moderator"):
    client = Client()
    client.force_login(User.objects.get(username=role), "django.contrib.auth.backends.ModelBackend")
    print(role, client.cookies["sessionid"].value)
"""


def run(made: Installation, seconds: float, pause: float) -> dict[str, list[dict]]:
    """What the people of each kind were answered, as `crowd.Told` says it."""
    sessions = dict(line.split() for line in made.python(PREPARE).splitlines() if " " in line)
    files = made.folder / "received"
    files.mkdir()
    for number in range(FILES):
        text = f"عنوان وصل رقم {number}\n\nنص طويل عن المدينة والناس رقم {number}.\n"
        (files / f"{number}.txt").write_text(text)
    with serving(made) as (port, _server):
        for role, page in WARMING:
            Client(port, sessions[role]).ask("GET", page)
        crowd = Crowd(port, pause, READERS, EDITORS, MODERATORS, sessions)
        crowds = [begun(who, crowd) for who in ("readers", "desk")]
        importing = subprocess.Popen(
            [sys.executable, "manage.py", "import_seeds", str(files)],
            cwd=ROOT,
            env=made.environment(),
            stdout=subprocess.PIPE,
        )
        time.sleep(seconds)
        people = {}
        for process in crowds:
            # It ends when nobody can tell it more.
            people |= json.loads(process.communicate(timeout=90)[0])
        print("import:", importing.communicate(timeout=120)[0].decode().splitlines()[-1])
    return people


def begun(who: str, crowd: Crowd) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.crowd", who],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(json.dumps(asdict(crowd)).encode() + b"\n")
    process.stdin.flush()
    return process


def lost(made: Installation, people: dict[str, list[dict]]) -> int:
    """How much was answered with success and is not in the database."""
    headlines = [said for person in people["editors"] for said in person["done"]]
    decided = [pk for person in people["moderators"] for pk in person["done"]]
    code = (
        "from articles.models import Revision; from comments.models import Decision;"
        "held = {r.content()['headline'] for r in Revision.objects.all()};"
        "made = set(Decision.objects.filter(verb='reject').values_list('comment', flat=True));"
        f"print(len(set({headlines!r}) - held) + len(set({decided!r}) - made))"
    )
    print(f"editors saved {len(headlines)} versions, moderators decided {len(decided)} times")
    return int(made.python(code).split()[-1])


def report(kind: str, persons: list[dict]) -> int:
    """Print how the persons fared, page by page; how many errors they saw."""
    statuses = sum((Counter(person["statuses"]) for person in persons), Counter())
    pages = defaultdict(list)
    for person in persons:
        for page, moment in person["times"]:
            pages[page].append(moment)
    every = sorted(moment for times in pages.values() for moment in times)
    print(f"{kind}: {dict(statuses)}, {quantiles(every)}")
    for page, times in pages.items():
        print(f"  {page}: {len(times)}, {quantiles(sorted(times))}")
    if kind == "readers":
        print(f"  p99 of a read is {'within' if at(every, 0.99) <= FAST else 'above'} {FAST} ms")
    return sum(n for status, n in statuses.items() if not status.isdecimal() or status >= "500")


def at(ordered: list[float], share: float) -> float:
    return ordered[int(len(ordered) * share)]


def quantiles(ordered: list[float]) -> str:
    return f"p50 {at(ordered, 0.5):.0f} ms, p99 {at(ordered, 0.99):.0f} ms"


def main(seconds: float = SECONDS, pause: float = PAUSE) -> int:
    with tempfile.TemporaryDirectory(prefix="newsroom-crowd-") as folder:
        vendor = "postgresql" if IS_POSTGRESQL else "sqlite"
        with newsroom(Path(folder) / "crowded", vendor) as made:
            people = run(made, seconds, pause)
            missing = lost(made, people)
    errors = sum(report(kind, persons) for kind, persons in people.items())
    print(f"{vendor}, {seconds:.0f} s, pause {pause} s, load {os.getloadavg()[0]:.1f}", end=": ")
    print(f"{errors} errors, {missing} lost updates")
    return 1 if errors or missing else 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:3])))
