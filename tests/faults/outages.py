"""Take away what the newsroom stands on: python -m tests.faults.outages [OUTAGE …]

Readers ask for a page that is kept and writers send comments, before, during and after each
outage: a full disk, a disk that is read-only, a database that is gone for ten seconds, a Redis
that is gone, a clock that was set back. The server is never restarted. PostgreSQL and Redis are
of its own, on ports of its own; a disk of its own needs the right to mount one. PostgreSQL's disk
is that of its tables, with its log on another: where the log is on the full one, too, it ends
itself, which is a database that is gone. Read-only it is as after a failover, or as a provider
makes it before a disk is full.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tests.faults.server import Asking, serving
from tests.installations import Installation
from tests.serving import free_port

BEFORE, DURING, AFTER = "before", "during", "after"
SECONDS, LONG = 5, 700
GONE_FOR = 10
# Seconds in which what was asked in one phase is answered, on a busy machine too.
STRAGGLING = 4
# A cookie and a field that agree are all that the check asks.
CSRF = "c" * 32
DISK, POSTGRESQL_DISK = "size=48m", "size=128m"
PREPARE = """
from tests import working_day
from comments.models import TrainedLearner
from django.core.management import call_command
TrainedLearner.objects.all().delete()
call_command("collectstatic", verbosity=0, interactive=False)
"""
TOKENS = """
from comments import form_tokens
for number in range({count}): print(form_tokens.issue({story}))
"""


def main(wanted: list[str]) -> int:
    troubles = 0
    for name, outage in OUTAGES.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory(prefix="newsroom-outage-") as folder:
                troubles += outage(name, Path(folder))
    return 1 if troubles else 0


# What is asked


def tokens_for(made: Installation, count: int = 1500) -> list[str]:
    made.python(PREPARE)
    return made.python(TOKENS.format(count=count, story=1)).split()


def writer(port: int, tokens: list[str], pause: float = 1.5) -> Asking:
    """Sends a new reader's comment each time, no faster than one address may.

    It is long, and cannot be packed: a table's free blocks soon take no more of them.
    """

    def body() -> str:
        words = {"text": f"رأيي {secrets.token_hex(LONG)}", "token": tokens.pop()}
        return urlencode(words | {"csrfmiddlewaretoken": CSRF})

    path = "/stories/1/comments/new/"
    return Asking(port, "POST", path, body, pause, headers={"Cookie": f"csrftoken={CSRF}"})


def watch(name: str, port: int, tokens: list[str], begin, end, seconds: float = SECONDS) -> int:
    """Ask before, during and after; print what was answered, return how much was wrong."""
    time.sleep(3)  # No form is taken in its first two seconds.
    asking = {"readers": Asking(port, "GET", "/").begin(), "writers": writer(port, tokens).begin()}
    steps = [(BEFORE, None, SECONDS), (DURING, begin, seconds), (AFTER, end, SECONDS)]
    for phase, change, lasts in steps:
        if change:
            # Between two phases nobody can say which it was.
            set_phase(asking, "between")
            time.sleep(STRAGGLING)
            change()
            time.sleep(2 if phase == AFTER else 0.5)
        set_phase(asking, phase)
        time.sleep(lasts)
    for one in asking.values():
        one.end()
    return report(name, asking)


def set_phase(asking: dict[str, Asking], phase: str) -> None:
    for one in asking.values():
        one.phase = phase


def report(name: str, asking: dict[str, Asking]) -> int:
    print(name, flush=True)
    for who, one in asking.items():
        for phase in (BEFORE, DURING, AFTER):
            print(f"  {who} {phase}: {one.said(phase)}", flush=True)
    wrong = sum(unwanted(one, who, phase) for who, one in asking.items() for phase in one.counts)
    print(f"  {'as it should be' if not wrong else f'{wrong} answers as they should not be'}")
    return wrong


def unwanted(one: Asking, who: str, phase: str) -> int:
    """Readers read on through all of it; writers are served or told 503, and none is lost."""
    served = {200} if who == "readers" else {302}
    if phase in (DURING, "between") and who == "writers":
        served |= {503}
    return sum(count for status, count in one.counts[phase].items() if status not in served)


# What is taken away


@contextmanager
def small_disk(folder: Path, size: str = DISK):
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)


def disk_full(name: str, folder: Path) -> int:
    with small_disk(folder / "disk") as disk:
        made = Installation(disk)
        tokens = tokens_for(made)
        ballast = disk / "ballast"
        with serving(made) as (port, _server):
            return watch(name, port, tokens, lambda: fill(ballast), ballast.unlink)


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def disk_read_only(name: str, folder: Path) -> int:
    """What is written to the database's files fails, as on a disk that a fault made read-only.

    The kernel turns no disk read-only while a server has files open on it, and ours always has.
    """
    made = Installation(folder / "newsroom")
    tokens = tokens_for(made)
    with serving(made) as (port, _server):
        begin, end = (lambda sign=sign: make_immutable(made, sign) for sign in "+-")
        return watch(name, port, tokens, begin, end)


def make_immutable(made: Installation, sign: str) -> None:
    files = [made.folder / f"newsroom.sqlite3{ending}" for ending in ("", "-wal")]
    subprocess.run(["chattr", f"{sign}i", *files], check=True)


@contextmanager
def own_postgresql(folder: Path, disk: Path | None = None):
    """A cluster that may be stopped; yields its address and how it is told to stop and start.

    Its tables lie on `disk` where one is given, its log in the folder.
    """
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    data, log, port = (disk or folder) / "data", folder / "log", free_port()
    folder.chmod(0o755)
    for directory in (data, log):
        directory.mkdir()
        shutil.chown(directory, "postgres", "postgres")

    def run(*command: object) -> None:
        sudo = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        subprocess.run([*sudo, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def control(*command: str) -> None:
        options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += " -c shared_buffers=16MB"
        run(programs / "pg_ctl", "-w", "-D", data, "-o", options, "-l", log / "said", *command)

    initdb = [programs / "initdb", "-D", data, "-X", log / "wal", "-A", "trust", "-U", "postgres"]
    run(*initdb, "--no-locale", "-E", "UTF8")
    control("start")
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/postgres", control
    finally:
        control("stop", "-m", "immediate")


def database_gone(name: str, folder: Path) -> int:
    with own_postgresql(folder) as (url, control):
        made = Installation(folder / "newsroom", url)
        tokens = tokens_for(made)
        with serving(made) as (port, _server):
            stop = lambda: control("stop", "-m", "immediate")  # noqa: E731
            return watch(name, port, tokens, stop, lambda: control("start"), GONE_FOR)


def postgresql_full(name: str, folder: Path) -> int:
    with (
        small_disk(folder / "disk", POSTGRESQL_DISK) as disk,
        own_postgresql(folder, disk) as (url, _control),
    ):
        made = Installation(folder / "newsroom", url)
        tokens = tokens_for(made)
        ballast = disk / "ballast"
        with serving(made) as (port, _server):
            return watch(name, port, tokens, lambda: fill(ballast), ballast.unlink, GONE_FOR)


def postgresql_read_only(name: str, folder: Path) -> int:
    with own_postgresql(folder) as (url, _control):
        made = Installation(folder / "newsroom", url)
        tokens = tokens_for(made)

        def turn(how: str) -> None:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(f"ALTER SYSTEM SET default_transaction_read_only = {how}")
                server.execute("SELECT pg_reload_conf()")

        with serving(made) as (port, _server):
            return watch(name, port, tokens, lambda: turn("on"), lambda: turn("off"))


def redis_gone(name: str, folder: Path) -> int:
    made, number = Installation(folder / "newsroom"), free_port()
    tokens = tokens_for(made)
    command = ["redis-server", "--port", str(number), "--save", "", "--dir", str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL)]

    def stop() -> None:
        running[-1].kill()
        running[-1].wait()

    def start() -> None:
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))

    try:
        with serving(made, CACHE_URL=f"redis://127.0.0.1:{number}/0") as (port, _server):
            return watch(name, port, tokens, stop, start)
    finally:
        stop()


def clock_set_back(name: str, folder: Path) -> int:
    """Publish, comment and decide an hour before what is already there; then go on."""
    made = Installation(folder / "newsroom")
    made.python(PREPARE)
    said = made.python(CLOCK)
    print(f"{name}\n  {said.strip()}", flush=True)
    return 0 if said.strip().endswith("0 contradictions") else 1


CLOCK = """
from datetime import timedelta
from django.utils import timezone
from articles import revisions, workflow
from articles.models import Story
from comments import moderation, posting
from comments.models import Comment
from comments.posting import Posting
from newsroom.models import User
from tests.faults.checks import broken
editor, moderator = (User.objects.get(username=name) for name in ("editor", "moderator"))
verbs = 0
for hours in (0, -1, -24, 0):
    at = timezone.now() + timedelta(hours=hours)
    text = revisions.snapshot_of(Story(headline=f"خبر {hours}", body="<p>نص</p>"))
    story = workflow.create(text, by=editor, at=at)
    story = workflow.publish(story, by=editor, at=at, accept_gaps=True)
    comment = posting.post(story, Posting(text="رأيي", reader_key="k"), at=at)
    seen = Comment.objects.get(pk=comment.pk).version
    moderation.reject(comment, by=moderator, at=at, reason="insult", seen=seen)
    workflow.retract(story, by=editor, at=at, reason="خطأ")
    verbs += 5
hours = "0, -1, -24 and 0 hours"
print(f"{verbs} verbs with the clock at {hours}, {len(list(broken()))} contradictions")
"""

OUTAGES = {
    "disk full": disk_full,
    "disk read-only": disk_read_only,
    "database gone": database_gone,
    "full disk of PostgreSQL": postgresql_full,
    "read-only PostgreSQL": postgresql_read_only,
    "redis gone": redis_gone,
    "clock set back": clock_set_back,
}

if __name__ == "__main__":
    if os.geteuid():
        print("Without root no disk can be mounted and no PostgreSQL started: ask for the others.")
    sys.exit(main(sys.argv[1:]))
