"""The number of a story in the index: higher for a later report, then for the higher id. Pure.

Its order is the order of «newest first», so that both databases read their index backwards and
stop at the end of a page instead of sorting all that was found.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# 34 bits for the second, years 1800 to 2199, and 29 for the id: together a signed bigint.
ID_BITS = 29
ID_MASK = 2**ID_BITS - 1
LAST = 2**63 - 1


def key_of(dated_at: datetime, story_id: int) -> int:
    """The number of a story of this moment; raises OverflowError past 536 million stories."""
    if story_id > ID_MASK:
        raise OverflowError(f"story {story_id} does not fit into {ID_BITS} bits")
    return (int((dated_at - EPOCH).total_seconds() // 1) << ID_BITS) | story_id


def story_of(key: int) -> int:
    """The id of the story with this number."""
    return key & ID_MASK


def moment_of(key: int) -> datetime:
    """The moment of the story with this number, to the second."""
    return EPOCH + timedelta(seconds=key >> ID_BITS)
