"""Comments that repeat others, and readers who post too fast: judged against what came before."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from articles.arabic import fold
from comments.flagging.disguise import unstretched
from comments.flagging.findings import Finding, Reason, Span
from comments.flagging.reading import LIMIT

VERSION = 1
# Below this many words people repeat each other in good faith («الله يرحمه», «مبروك للجميع»).
MIN_WORDS = 5
COPY_WEIGHT = 0.3
# From the third copy on nobody repeats by chance.
COPIES_FOR_FLOOD = 3
FLOOD_WEIGHT = 0.8

FLOOD_WINDOW = timedelta(minutes=2)
FLOOD_COUNT = 5
PACE_WEIGHT = 0.4


@lru_cache(maxsize=2048)
def signature(text: str) -> str:
    """Return what two copies of one text share: folded words, nothing drawn out, no marks.

    Remembered, because every comment is compared with the latest ones of its thread.
    """
    return unstretched(" ".join(fold(text[:LIMIT]).split()))


def find_copy(text: str, earlier: Iterable[str]) -> Finding | None:
    """Compare a comment with earlier ones; three copies and more are a flood.

    Short comments are never copies: condolences and congratulations repeat each other.
    """
    own = signature(text)
    if len(own.split()) < MIN_WORDS:
        return None
    copies = sum(signature(other) == own for other in earlier)
    whole = (Span(0, len(text), text),)
    if copies >= COPIES_FOR_FLOOD:
        return Finding("copy_flood", VERSION, Reason.FLOOD, FLOOD_WEIGHT, whole)
    return Finding("copy", VERSION, Reason.COPY, COPY_WEIGHT, whole) if copies else None


def find_flood(at: datetime, earlier: Iterable[datetime]) -> Finding | None:
    """Tell whether one reader's comment at `at` follows too many of theirs in `FLOOD_WINDOW`."""
    recent = sum(timedelta(0) <= at - time <= FLOOD_WINDOW for time in earlier)
    if recent < FLOOD_COUNT:
        return None
    return Finding("pace", VERSION, Reason.FLOOD, PACE_WEIGHT, ())
