"""Moments as machines read them."""

from datetime import datetime

from django.utils import timezone


def moment(value: datetime) -> str:
    """ISO 8601 with the offset of the newsroom's zone, to the second."""
    zone = timezone.get_default_timezone()
    return timezone.localtime(value, zone).isoformat(timespec="seconds")
