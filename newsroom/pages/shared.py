"""The pages that all processes share, in the Redis that CACHE_URL names.

It saves the making of a page that another process has made. What still holds is decided by each
process from the database, so that a Redis that is dead, slow or full of nonsense costs time only.
"""

import logging
import time
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from newsroom.pages.memory import Key
from newsroom.pages.page import LONGEST_LIFE, Page

logger = logging.getLogger(__name__)

# Seconds that a page may wait for Redis, and for which one that failed is left alone.
PATIENCE = 0.1
PAUSE = 5
# What the other side may send: anything can write into a Redis.
BROKEN = (ValueError, KeyError, TypeError, AttributeError)


class Shared:
    """Does nothing where no CACHE_URL is set."""

    def __init__(self, url: str):
        self.redis = _connect(url) if url else None
        self.paused_until = 0.0
        self.release = _release() if url else ""

    def get(self, key: Key) -> Page | None:
        stored = self._ask("get", self._name(key))
        if not stored:
            return None
        try:
            return Page.from_bytes(stored)
        except BROKEN:
            logger.warning("Redis holds something that is no page of ours.")
            return None

    def put(self, key: Key, page: Page) -> None:
        self._ask("set", self._name(key), page.to_bytes(), ex=LONGEST_LIFE)

    def _ask(self, command: str, name: str, *values: bytes, **options: int) -> bytes | None:
        if self.redis is None or time.monotonic() < self.paused_until:
            return None
        try:
            return getattr(self.redis, command)(name, *values, **options)
        except (self.failure, OSError) as error:
            self.paused_until = time.monotonic() + PAUSE
            logger.warning("Redis is left alone for %s s: %s", PAUSE, error)
            return None

    @property
    def failure(self) -> type[Exception]:
        from redis import RedisError

        return RedisError

    def _name(self, key: Key) -> str:
        digest = blake2b(repr((self.release, key)).encode(), digest_size=16).hexdigest()
        return f"newsroom:page:{digest}"


def _connect(url: str):
    # Only where it is used: a server without Redis has no need of the client's memory.
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        url,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )


def _release() -> str:
    """What tells the pages of this version of the site from those of the one before."""
    digest = blake2b(digest_size=8)
    for folder in ("templates", "newsroom/locale"):
        for file in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            digest.update(f"{file} {file.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
