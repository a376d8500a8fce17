"""The thread that removes the pages in PAGES_ROOT as soon as they no longer hold.

Each worker has one; the one that has the lock works, and another takes over where it dies.
"""

import atexit
import fcntl
import logging
import time
from pathlib import Path
from threading import Event, Thread

from django.db import connections

from newsroom.pages.files import Files
from newsroom.pages.freshness import INTERVAL, Freshness
from newsroom.pages.page import Page

logger = logging.getLogger(__name__)


class Keeper:
    """`pages` are those that stand there, by place: what they are made of and when they end."""

    def __init__(self, files: Files):
        self.files = files
        self.freshness = Freshness(self.give_up)
        self.pages: dict[Path, Page] = {}
        self.ended = Event()

    def start(self) -> None:
        Thread(target=self.run, name="keeper of pages", daemon=True).start()
        atexit.register(self.ended.set)

    def run(self) -> None:
        with open(self.files.root / "keeper.lock", "w") as lock:
            while not self.ended.is_set():
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self.ended.wait(INTERVAL)
                else:
                    self.keep()

    def keep(self) -> None:
        """Look after the pages until the process ends; on an error begin anew, with none."""
        try:
            self.empty()
            while not self.ended.wait(self.pause()):
                self.look()
        except Exception:
            logger.exception("The keeper of pages begins anew.")
            self.ended.wait(INTERVAL)
        finally:
            self.empty()
            connections.close_all()

    def empty(self) -> None:
        with self.files.writing(fcntl.LOCK_EX):
            self.pages.clear()
            self.files.remove_everything()

    def look(self) -> None:
        """Ask what has changed, then take the new pages in and remove what holds no longer."""
        self.freshness.look()
        with self.files.writing(fcntl.LOCK_EX):
            for place, page in self.files.take_records():
                self.pages[place] = page
                if not self.freshness.holds(page):
                    self._remove(place)
            now = time.time()
            for place, page in list(self.pages.items()):
                if page.expires_at <= now:
                    self._remove(place)

    def pause(self) -> float:
        """Seconds until the next look: a page's own end is not waited past."""
        coming = min((page.expires_at for page in self.pages.values()), default=float("inf"))
        return min(INTERVAL, max(coming - time.time(), 0))

    def give_up(self, keys: set[str], _held_at: float) -> None:
        with self.files.writing(fcntl.LOCK_EX):
            for place, page in list(self.pages.items()):
                if not page.parts.isdisjoint(keys):
                    self._remove(place)

    def _remove(self, place: Path) -> None:
        self.files.remove(place)
        del self.pages[place]
