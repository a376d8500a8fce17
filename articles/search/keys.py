"""The number of a story in the index: higher for a later report, then for the higher id. Pure.

Its order is the order of «newest first», so that both databases read their index backwards and
stop at the end of a page instead of sorting all that was found. Stories that no passing of time
makes public have negative numbers: readers' searches end above them, however many there are.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1700, 1, 1, tzinfo=UTC)
# 34 bits for the second, years 1700 to 2244, and 29 for the id: the positive half of a bigint.
ID_BITS = 29
ID_MASK = 2**ID_BITS - 1
LAST_SECOND = 2**34 - 1
LAST = 2**63 - 1
FIRST_SHOWN = 0
FIRST = -(2**63)


def key_of(dated_at: datetime, story_id: int, *, is_shown: bool) -> int:
    """The number of a story of this moment; raises OverflowError past 536 million stories.

    `is_shown` says whether readers see the story now or from some moment on.
    """
    if story_id > ID_MASK:
        raise OverflowError(f"story {story_id} does not fit into {ID_BITS} bits")
    second = min(max(int((dated_at - EPOCH).total_seconds() // 1), 0), LAST_SECOND)
    return (second << ID_BITS | story_id) + (FIRST_SHOWN if is_shown else FIRST)


def story_of(key: int) -> int:
    """The id of the story with this number."""
    return key & ID_MASK


def moment_of(key: int) -> datetime:
    """The moment of the story with this number, to the second."""
    return EPOCH + timedelta(seconds=(key & LAST) >> ID_BITS)
