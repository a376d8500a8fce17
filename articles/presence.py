"""Who else has a story open: a friendly warning that expires, never a lock."""

from datetime import datetime
from typing import Any

from articles.models import Presence, Story


def announce(story: Story, *, by: Any, at: datetime) -> None:
    """Say that this user has the story open; an open page repeats it every half minute."""
    seen = Presence(story=story, user=by, seen_at=at)
    Presence.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["story", "user"],
        update_fields=["seen_at"],
    )


def forget_silent(at: datetime) -> None:
    """Forget the pages that have fallen silent: nobody keeps who read what when."""
    Presence.objects.silent(at).delete()


def leave(story: Story, *, by: Any) -> None:
    """Say that this user has closed the story."""
    Presence.objects.filter(story=story, user=by).delete()


def others(story: Story, *, by: Any, at: datetime) -> list[Any]:
    """The other users who have the story open now, by name."""
    current = Presence.objects.current(at).filter(story=story).exclude(user=by)
    return [presence.user for presence in current.select_related("user").order_by("user__username")]
