"""Everybody at once: python -m tests.benchmarks.concurrency [SECONDS]

32 readers, 4 editors, 4 moderators and an import ask one production server of two workers for a
minute. No answer may be an error; of the editors' texts and the moderators' decisions none may be
lost that was answered with success. Prints the readers' times, which on a machine that is busy
with other things say more about it. A new SQLite file, or where DATABASE_URL names a PostgreSQL
server, a new database there.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from tests.faults.server import serving
from tests.installations import IS_POSTGRESQL, ROOT, Installation, newsroom

SECONDS = 60
READERS, EDITORS, MODERATORS, FILES = 32, 4, 4, 400
# A reader looks at a page for a while; without a pause the clients would measure themselves.
READING = 0.5
CSRF = "c" * 32
FAST = 100  # milliseconds
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


class Client:
    """One person's browser: a connection that is kept, cookies, times of its answers."""

    def __init__(self, port: int, session: str = ""):
        self.port, self.connection = port, None
        self.cookie = f"csrftoken={CSRF}" + (f"; sessionid={session}" if session else "")
        self.times: list[float] = []
        self.statuses: Counter = Counter()
        self.done: list = []

    def ask(self, method: str, path: str, form: dict | None = None, cookie: bool = True):
        headers = {"Cookie": self.cookie} if cookie else {}
        body = urlencode(form | {"csrfmiddlewaretoken": CSRF}) if form else None
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            if self.connection is None:
                self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            page = answer.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            self.connection = None
            self.statuses[type(error).__name__] += 1
            return 0, ""
        self.times.append((time.perf_counter() - began) * 1000)
        self.statuses[answer.status] += 1
        return answer.status, page


class Form(HTMLParser):
    """The values of a page's fields, as its browser would send them."""

    def __init__(self, page: str):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.area = self.select = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "textarea":
            self.area, self.fields[name] = name, ""
        elif tag == "select":
            self.select, self.fields[name] = name, ""
        elif tag == "option" and self.select and "selected" in given:
            self.fields[self.select] = given.get("value", "")
        elif tag == "input" and name and is_sent(kind, given):
            self.fields[name] = given.get("value") or ("on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data


def is_sent(kind: str, given: dict) -> bool:
    if kind == "checkbox":
        return "checked" in given
    return kind not in ("submit", "file", "button")


def read(client: Client, stopped: Event, number: int) -> None:
    paths = ["/", "/stories/1/comments/", "/search/?q=%D8%AD%D9%84%D8%A8", "/corrections/"]
    while not stopped.wait(READING):
        number += 1
        client.ask("GET", paths[number % len(paths)], cookie=False)


def edit(client: Client, stopped: Event, number: int) -> None:
    """Two editors to a story, so that they get into each other's way."""
    address, count = f"/desk/articles/story/{2 + number % 2}/change/", 0
    while not stopped.wait(0.3):
        status, page = client.ask("GET", address)
        fields = Form(page).fields
        if status != 200 or "headline" not in fields:
            continue
        count += 1
        fields |= {"headline": f"عنوان {number}-{count}", "_continue": "1"}
        wanted = {name: value for name, value in fields.items() if not name.startswith("photos-__")}
        status, page = client.ask("POST", address, wanted)
        if status == 302:
            client.done.append(fields["headline"])


def moderate(client: Client, stopped: Event, number: int) -> None:
    while not stopped.wait(0.3):
        status, page = client.ask("GET", "/desk/comments/comment/queue/")
        cards = re.findall(r'action="([^"]+/decide/)".*?name="seen" value="(\d+)"', page, re.S)
        if status != 200 or not cards:
            continue
        address, seen = cards[number % len(cards)]
        sent = {"seen": seen, "verb": "reject", "reason": "insult"}
        status, page = client.ask("POST", unescape(address), sent)
        if status == 302:
            client.done.append(int(re.search(r"/(\d+)/decide", address)[1]))


def run(made: Installation, seconds: int) -> dict[str, list[Client]]:
    sessions = dict(line.split() for line in made.python(PREPARE).splitlines() if " " in line)
    files = made.folder / "received"
    files.mkdir()
    for number in range(FILES):
        text = f"عنوان وصل رقم {number}\n\nنص طويل عن المدينة والناس رقم {number}.\n"
        (files / f"{number}.txt").write_text(text)
    with serving(made) as (port, _server):
        people = {
            "readers": [Client(port) for _ in range(READERS)],
            "editors": [Client(port, sessions["editor"]) for _ in range(EDITORS)],
            "moderators": [Client(port, sessions["moderator"]) for _ in range(MODERATORS)],
        }
        work = {"readers": read, "editors": edit, "moderators": moderate}
        stopped = Event()
        threads = [
            Thread(target=work[kind], args=(client, stopped, number), daemon=True)
            for kind, clients in people.items()
            for number, client in enumerate(clients)
        ]
        for thread in threads:
            thread.start()
        importing = subprocess.Popen(
            [sys.executable, "manage.py", "import_seeds", str(files)],
            cwd=ROOT,
            env=made.environment(),
            stdout=subprocess.PIPE,
        )
        time.sleep(seconds)
        stopped.set()
        for thread in threads:
            thread.join(90)
        print("import:", importing.communicate(timeout=120)[0].decode().splitlines()[-1])
    return people


def lost(made: Installation, people: dict[str, list[Client]]) -> int:
    """How much was answered with success and is not in the database."""
    headlines = [said for client in people["editors"] for said in client.done]
    decided = [pk for client in people["moderators"] for pk in client.done]
    code = (
        "from articles.models import Revision; from comments.models import Decision;"
        "held = {r.content()['headline'] for r in Revision.objects.all()};"
        "made = set(Decision.objects.filter(verb='reject').values_list('comment', flat=True));"
        f"print(len(set({headlines!r}) - held) + len(set({decided!r}) - made))"
    )
    print(f"editors saved {len(headlines)} versions, moderators decided {len(decided)} times")
    return int(made.python(code).split()[-1])


def main(seconds: int) -> int:
    with tempfile.TemporaryDirectory(prefix="newsroom-crowd-") as folder:
        vendor = "postgresql" if IS_POSTGRESQL else "sqlite"
        with newsroom(Path(folder) / "crowded", vendor) as made:
            people = run(made, seconds)
            missing = lost(made, people)
    errors = 0
    for kind, clients in people.items():
        statuses = sum((client.statuses for client in clients), Counter())
        times = sorted(moment for client in clients for moment in client.times)
        errors += sum(n for s, n in statuses.items() if not isinstance(s, int) or s >= 500)
        p50, p99 = (times[int(len(times) * share)] for share in (0.5, 0.99))
        print(f"{kind}: {dict(statuses)}, p50 {p50:.0f} ms, p99 {p99:.0f} ms")
        if kind == "readers":
            print(f"  p99 of a read is {'within' if p99 <= FAST else 'above'} {FAST} ms")
    print(f"{vendor}, {seconds} s: {errors} errors, {missing} lost updates")
    return 1 if errors or missing else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
