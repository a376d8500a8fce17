"""What is kept of readers, and for how long.

A comment keeps two keyed hashes: one of a random number in its author's cookie, by which they
reach it again, and one of the address it came from, by which floods are slowed down. The second
is of no use after days and is purged then.
"""

from datetime import datetime, timedelta

from comments.models import Comment, Report

ADDRESSES_KEPT = timedelta(days=14)


def purge(*, at: datetime) -> int:
    """Forget the addresses of everything older than fourteen days; the number of rows changed."""
    oldest = at - ADDRESSES_KEPT
    rows = (
        Comment.objects.filter(created_at__lt=oldest).exclude(address_key=""),
        Report.objects.filter(created_at__lt=oldest).exclude(address_key=""),
    )
    return sum(found.update(address_key="") for found in rows)
