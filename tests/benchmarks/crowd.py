"""The people of `concurrency`, in processes of their own: they must not wait for one another.

python -m tests.benchmarks.crowd readers|desk, with a `Crowd` in JSON on the standard input, prints
what they were answered, in JSON, once somebody closes that input.
"""

import asyncio
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlencode

HOST = "127.0.0.1"
# Seconds that a reader looks at a page.
READING = 0.5
PATIENCE = 60
CSRF = "c" * 32
PAGES = ("/", "/stories/1/comments/", "/search/?q=%D8%AD%D9%84%D8%A8", "/corrections/")
LENGTH = re.compile(rb"^content-length: *(\d+)\r$", re.I | re.M)
TAG = re.compile(r"<(input|textarea|select|option)\b([^>]*)>([^<]*)")
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
CARD = re.compile(r'action="([^"]+/decide/)".*?name="seen" value="(\d+)"', re.S)


@dataclass
class Crowd:
    """How many are sent, and the sessions of those who have one, by their role.

    `working` are the seconds that a person of the desk takes for a text or a comment.
    """

    port: int
    working: float
    readers: int = 0
    editors: int = 0
    moderators: int = 0
    sessions: dict[str, str] = field(default_factory=dict)


@dataclass
class Told:
    """What one person was answered: milliseconds by page, statuses, and what they had done."""

    times: list[tuple[str, float]] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    done: list = field(default_factory=list)


# Readers: nothing but sockets, since what they do themselves is counted as the server's time.


async def all_read(crowd: Crowd, ended: asyncio.Event) -> list[Told]:
    told = [Told() for _ in range(crowd.readers)]
    await asyncio.gather(*(read(crowd.port, ended, *one) for one in enumerate(told)))
    return told


async def read(port: int, ended: asyncio.Event, number: int, told: Told) -> None:
    connection = None
    # They do not all come at the same moment.
    await asyncio.sleep(READING * number / 32)
    while not ended.is_set():
        number += 1
        page, began = PAGES[number % len(PAGES)], time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                connection = connection or await asyncio.open_connection(HOST, port)
                status = await get(*connection, page)
        except (OSError, EOFError, TimeoutError) as error:
            connection, status = None, type(error).__name__
        else:
            told.times.append((page, (time.perf_counter() - began) * 1000))
        told.statuses[status] += 1
        await asyncio.sleep(READING)


async def get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, page: str) -> int:
    """Ask for the page as a browser does, and take all of it."""
    writer.write(f"GET {page} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: br\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(int(LENGTH.search(head)[1]))
    return int(head.split(None, 2)[1])


async def read_until_told() -> list[Told]:
    crowd, ended = Crowd(**json.loads(sys.stdin.readline())), asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin, ended.set)
    return await all_read(crowd, ended)


# The desk: people with a session, who take in what is on the page and send it back.


class Client:
    """One person's browser: a connection that is kept, and the cookies."""

    def __init__(self, port: int, session: str):
        self.port, self.connection, self.told = port, None, Told()
        self.cookie = f"csrftoken={CSRF}; sessionid={session}"

    def ask(self, method: str, path: str, form: dict | None = None) -> tuple[int, str]:
        headers, body = {"Cookie": self.cookie}, None
        if form:
            body = urlencode(form | {"csrfmiddlewaretoken": CSRF})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            if self.connection is None:
                self.connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            page = answer.read().decode()
        except (OSError, HTTPException) as error:
            self.connection = None
            self.told.statuses[type(error).__name__] += 1
            return 0, ""
        kind = "decision" if "/decide/" in path else path
        self.told.times.append((f"{method} {kind}", (time.perf_counter() - began) * 1000))
        self.told.statuses[answer.status] += 1
        return answer.status, page


def fields_of(page: str) -> dict[str, str]:
    """The values of a page's fields, as its browser would send them."""
    fields, selected = {}, ""
    for tag, inside, text in TAG.findall(page):
        given = {name: unescape(value) for name, value in ATTRIBUTE.findall(inside)}
        name = given.get("name", "")
        if tag == "option" and selected and "selected" in given:
            fields[selected] = given.get("value", "")
        elif tag == "textarea":
            fields[name] = unescape(text).removeprefix("\n")
        elif tag == "select":
            selected, fields[name] = name, ""
        elif tag == "input" and name and is_sent(given):
            is_box = given.get("type") == "checkbox"
            fields[name] = given.get("value") or ("on" if is_box else "")
    return fields


def is_sent(given: dict) -> bool:
    if given.get("type") == "checkbox":
        return "checked" in given
    return given.get("type") not in ("submit", "file", "button")


def edit(client: Client, ended: Event, number: int, working: float) -> None:
    """Two editors to a story, so that they get into each other's way."""
    address, count = f"/desk/articles/story/{2 + number % 2}/change/", 0
    while not ended.wait(working):
        status, page = client.ask("GET", address)
        fields = fields_of(page)
        if status != 200 or "headline" not in fields:
            continue
        count += 1
        fields |= {"headline": f"عنوان {number}-{count}", "_continue": "1"}
        wanted = {name: value for name, value in fields.items() if not name.startswith("photos-__")}
        status, page = client.ask("POST", address, wanted)
        if status == 302:
            client.told.done.append(fields["headline"])


def moderate(client: Client, ended: Event, number: int, working: float) -> None:
    while not ended.wait(working):
        status, page = client.ask("GET", "/desk/comments/comment/queue/")
        cards = CARD.findall(page)
        if status != 200 or not cards:
            continue
        address, seen = cards[number % len(cards)]
        sent = {"seen": seen, "verb": "reject", "reason": "insult"}
        status, page = client.ask("POST", unescape(address), sent)
        if status == 302:
            client.told.done.append(int(re.search(r"/(\d+)/decide", address)[1]))


def work_until_told() -> dict[str, list[Told]]:
    crowd, ended = Crowd(**json.loads(sys.stdin.readline())), Event()
    clients = {
        kind: [Client(crowd.port, crowd.sessions[role]) for _ in range(number)]
        for kind, role, number in (
            ("editors", "editor", crowd.editors),
            ("moderators", "moderator", crowd.moderators),
        )
    }
    work = {"editors": edit, "moderators": moderate}
    threads = [
        Thread(target=work[kind], args=(client, ended, number, crowd.working))
        for kind, several in clients.items()
        for number, client in enumerate(several)
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    ended.set()
    for thread in threads:
        thread.join()
    return {kind: [client.told for client in several] for kind, several in clients.items()}


def main(who: str) -> None:
    told = work_until_told() if who == "desk" else {"readers": asyncio.run(read_until_told())}
    print(json.dumps({kind: [vars(one) for one in several] for kind, several in told.items()}))


if __name__ == "__main__":
    main(sys.argv[1])
