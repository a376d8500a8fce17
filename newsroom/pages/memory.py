"""The pages that this process keeps in its memory, up to a number of bytes.

A page that something has changed under is put behind: readers get it for a moment longer, until
another one is made.
"""

import time
from threading import Lock

from newsroom.pages.page import Page

# Half of it for each of two workers is two thousand stories.
MOST_BYTES = 8 * 2**20
# What a page's headers, keys and places in dictionaries take beside its bytes.
OVERHEAD = 2_000
# Seconds from the last moment when a page was known to hold. Every change is seen by all readers
# within one; the rest is for the answer's way to them.
LONGEST_BEHIND = 0.8

Key = tuple[str, ...]


class Memory:
    """Pages by key; the oldest make room for new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self.most_bytes = most_bytes
        self.lock = Lock()
        self.pages: dict[Key, Page] = {}
        self.behind: dict[Key, float] = {}
        self.bytes = 0

    def get(self, key: Key) -> Page | None:
        return None if key in self.behind else self.pages.get(key)

    def last(self, key: Key) -> Page | None:
        """The page that was given up a moment ago, until another one takes its place."""
        since = self.behind.get(key)
        if since is None or time.monotonic() - since >= LONGEST_BEHIND:
            return None
        return self.pages.get(key)

    def put(self, key: Key, page: Page) -> None:
        with self.lock:
            self._remove(key)
            self.pages[key] = page
            self.bytes += page.size + OVERHEAD
            while self.bytes > self.most_bytes:
                self._remove(next(iter(self.pages)))

    def remove(self, key: Key) -> None:
        with self.lock:
            self._remove(key)

    def _remove(self, key: Key) -> None:
        self.behind.pop(key, None)
        page = self.pages.pop(key, None)
        if page is not None:
            self.bytes -= page.size + OVERHEAD

    def give_up(self, keys: set[str], held_at: float = 0.0) -> None:
        """Put behind the pages that are made of any of these.

        `held_at` is when, of `time.monotonic`, they were last known to hold.
        """
        with self.lock:
            for key, page in self.pages.items():
                if not page.parts.isdisjoint(keys):
                    self.behind.setdefault(key, held_at)
