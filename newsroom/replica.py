"""Reading from a copy of the database, by those who cannot tell it from the original.

Only the pages of readers without any cookie of ours are made from the replica, and only while it
has everything that is known to have changed. Whoever wrote something has a cookie and reads the
original, and so does everybody while the replica lags or is away.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, connection, connections

logger = logging.getLogger(__name__)

ALIAS = "replica"
# Seconds for which a replica that failed is left alone.
PAUSE = 5

_is_read: ContextVar[bool] = ContextVar("replica is read", default=False)


class ReplicaRouter:
    """Reads go to the replica within `reading`, everything else to the original."""

    def db_for_read(self, model, **hints):
        return ALIAS if _is_read.get() else None

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != ALIAS


class Replica:
    """Whether the replica has all that changed. Does nothing where none is configured."""

    def __init__(self):
        self.is_there = ALIAS in connections.settings
        # The place in the original's log up to which the replica must have read.
        self.wanted = ""
        self.has_all = False
        self.paused_until = 0.0

    def look(self, *, has_news: bool) -> None:
        """Called after each look at the original's changes; `has_news` if there were any."""
        if not self.is_there or time.monotonic() < self.paused_until:
            return
        if has_news or not self.wanted:
            self.wanted, self.has_all = _place_in_log(), False
        if not self.has_all:
            try:
                self.has_all = _has_read(self.wanted)
            except DatabaseError as error:
                self.rest(error)

    def rest(self, reason: object) -> None:
        """Leave it alone for a while; then it has to show anew that it has everything."""
        logger.warning("The replica is left alone for %s s: %s", PAUSE, reason)
        self.has_all, self.wanted = False, ""
        self.paused_until = time.monotonic() + PAUSE

    @contextmanager
    def reading(self, *, is_common: bool) -> Iterator[bool]:
        """Read from the replica if it may be read; whether that is so."""
        token = _is_read.set(self.has_all and is_common)
        try:
            yield _is_read.get()
        finally:
            _is_read.reset(token)


def _place_in_log() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return cursor.fetchone()[0]


def _has_read(place: str) -> bool:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [place])
        return bool(cursor.fetchone()[0])
