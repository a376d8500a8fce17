"""The pages that this process keeps in its memory, up to a number of bytes."""

from threading import Lock

from newsroom.pages.page import Page

# Half of it for each of two workers is two thousand stories.
MOST_BYTES = 8 * 2**20
# What a page's headers, keys and places in dictionaries take beside its bytes.
OVERHEAD = 2_000
EVERYTHING = "*"

Key = tuple[str, ...]


class Memory:
    """Pages by key; the oldest make room for new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self.most_bytes = most_bytes
        self.lock = Lock()
        self.pages: dict[Key, Page] = {}
        self.bytes = 0

    def get(self, key: Key) -> Page | None:
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
        page = self.pages.pop(key, None)
        if page is not None:
            self.bytes -= page.size + OVERHEAD

    def give_up(self, keys: set[str]) -> None:
        """Remove the pages that are made of any of these; all of them for EVERYTHING."""
        with self.lock:
            for key, page in list(self.pages.items()):
                if EVERYTHING in keys or not page.parts.isdisjoint(keys):
                    self._remove(key)
