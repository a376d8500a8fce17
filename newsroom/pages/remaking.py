"""Pages that are made anew while readers still get what they were a moment ago."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest

from newsroom.pages.memory import Key


class Remaking:
    """One page after the other, in a thread of its own: all threads share one interpreter.

    `make` makes and keeps the page that a request asks for.
    """

    def __init__(self, make: Callable[[HttpRequest, Key], object]):
        self.make = make
        self.lock = Lock()
        self.waiting: set[Key] = set()
        self.thread = ThreadPoolExecutor(1, "remaking")

    def ask(self, request: HttpRequest, key: Key) -> None:
        """Have the page made, unless it is about to be; returns at once."""
        with self.lock:
            if key in self.waiting:
                return
            self.waiting.add(key)
        # The request itself belongs to the thread that is about to answer it.
        self.thread.submit(self._make, dict(request.environ), key)

    def _make(self, environ: dict[str, object], key: Key) -> None:
        try:
            self.make(WSGIRequest(environ), key)
        finally:
            self.waiting.discard(key)
            close_old_connections()
