"""What this process knows of the database's changes: which kept pages still hold.

It asks the database at most ten times a second, and only when somebody wants a page. So a change
is known to every process a tenth of a second after its commit. Where many read, a thread of its
own asks, and nobody waits for it: only who comes after half a second without an answer does.
"""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from articles.models import Story
from newsroom.pages import changes
from newsroom.pages.changes import Snapshot
from newsroom.pages.page import LONGEST_LIFE, Page
from newsroom.replica import Replica

INTERVAL = 0.1
# A busy process or database may let an answer wait so long, and no longer.
MOST_BEHIND = 0.5
# Seconds between two tries to reach a database that did not answer.
RETRY = 1.0
# Changes are remembered longer than any page lives, with room for clocks that differ.
REMEMBERED = 5 * LONGEST_LIFE
MOST_REMEMBERED = 10_000
STORIES = Story._meta.db_table


class Freshness:
    """`give_up` is called with the keys of every new change, before any page is handed out.

    It is told, too, when nothing of these changes was there yet, as `time.monotonic` counts.
    """

    def __init__(self, give_up: Callable[[set[str], float], None], replica: Replica | None = None):
        self.give_up = give_up
        self.replica = replica
        self.lock = Lock()
        self.looker = ThreadPoolExecutor(1, "freshness")
        self.forget()

    def forget(self) -> None:
        """Know nothing, as at the beginning."""
        self.snapshot: Snapshot | None = None
        self.is_away = False
        self.asked_at = 0.0
        self.is_hurried = False
        self.known_since = time.time()
        self.next_release: datetime | None = None
        self.numbers: dict[str, set[int]] = defaultdict(set)
        self.order: deque[tuple[float, str, int]] = deque()

    def ask(self) -> Snapshot | None:
        """What is known now, at most half a second old; None where the database is away."""
        if self._is_old():
            if self.is_away or not self._is_urgent():
                self.look_meanwhile()
            else:
                self.look()
        return self.snapshot

    def look(self) -> None:
        """Ask the database, unless somebody else has a moment ago."""
        with self.lock:
            self._look()

    def look_meanwhile(self) -> None:
        """Ask while readers read on and nobody waits, also for a database that is away."""
        if self.lock.acquire(blocking=False):
            self.looker.submit(self._look_and_leave)

    def _look_and_leave(self) -> None:
        try:
            self._look()
        finally:
            close_old_connections()
            self.lock.release()

    def _look(self) -> None:
        if self._is_old():
            self._ask()

    def _is_old(self) -> bool:
        age = time.monotonic() - self.asked_at
        return self.is_hurried or age >= (RETRY if self.is_away else INTERVAL)

    def _is_urgent(self) -> bool:
        return self.is_hurried or time.monotonic() - self.asked_at >= MOST_BEHIND

    def hurry(self) -> None:
        """Ask again before the next page: something was written here."""
        self.is_hurried = True

    def _ask(self) -> None:
        began, self.is_hurried = time.monotonic(), False
        since = self.snapshot or Snapshot()
        try:
            seen, found = changes.read(connection, since)
            keys = self._remember(found)
            if self.snapshot is None or STORIES in keys or self._is_released():
                self.next_release = Story.objects.next_release(timezone.now())
            if self.replica:
                self.replica.look(has_news=bool(keys))
        except DatabaseError:
            # Nobody can write now, so what is kept may be read on; see `is_away`.
            self.snapshot, self.is_away, self.asked_at = None, True, time.monotonic()
            return
        if keys:
            self.give_up(keys, self.asked_at)
        self.snapshot, self.is_away, self.asked_at = seen, False, began

    def _is_released(self) -> bool:
        return self.next_release is not None and self.next_release <= timezone.now()

    def _remember(self, found: changes.Changes) -> set[str]:
        """Remember the changes; the keys of what pages may be made of that they concern."""
        now, keys = time.time(), set()
        for key, number in found:
            for part in changes.concerned(key):
                if number not in self.numbers[part]:
                    self.numbers[part].add(number)
                    self.order.append((now, part, number))
                    keys.add(part)
        while self.order and self._is_past(self.order[0][0], now):
            _when, part, number = self.order.popleft()
            self.numbers[part].discard(number)
            if not self.numbers[part]:
                del self.numbers[part]
        return keys

    def _is_past(self, when: float, now: float) -> bool:
        if len(self.order) > MOST_REMEMBERED:
            self.known_since = max(self.known_since, when)
            return True
        return when < now - REMEMBERED

    def holds(self, page: Page) -> bool:
        """Whether nothing that the page is made of has changed since, as far as is known."""
        if self.snapshot is None or time.time() >= page.expires_at:
            return False
        return page.made_at > self.known_since and not any(
            not page.snapshot.saw(number)
            for part in page.parts
            for number in tuple(self.numbers.get(part, ()))
        )
