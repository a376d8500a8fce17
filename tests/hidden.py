"""Stories that no reader may see, with words that would give them away."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Story
from tests.builders import make_story

SECRET = "سرّيّ"
SOON = timedelta(hours=1)


def make_hidden_stories(**fields):
    """One of each kind of story that is not published; every text of theirs has the secret."""
    later = timezone.now() + SOON
    words = {"headline": SECRET, "summary": SECRET, "body": f"<p>{SECRET}</p>", **fields}
    return [
        make_story(status=Story.Status.DRAFT, **words),
        make_story(status=Story.Status.SUBMITTED, **words),
        make_story(published_at=later, **words),
        make_story(embargo_until=later, **words),
        make_story(status=Story.Status.RETRACTED, **words),
        make_story(status=Story.Status.KILLED, **fields),
    ]
