"""A story's thread: the only way that the story page reaches its comments."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.models import Story
from comments.readers import known_reader
from comments.threads import Entry, thread_page

# A kilobyte each; a thread of twenty comments takes longer to write than all else of its page.
MOST_KEPT = 4096

register = template.Library()


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(context: template.Context, story: Story) -> dict[str, object]:
    """The first page of the thread, the reader's own waiting comments among it."""
    page = thread_page(story, reader_key=known_reader(context["request"]))
    is_open = not page.policy.is_closed(story.published_at, timezone.now())
    return {"story": story, "page": page, "is_open": is_open}


class Shown(NamedTuple):
    """Everything that an entry's markup is made of, so that the same is written once."""

    pk: int
    story_id: int
    status: str
    author_name: str
    created_at: datetime | None
    text: str
    depth: int
    is_tombstone: bool
    is_own: bool
    is_waiting: bool
    answers: tuple[int, str] | None


def shown(entry: Entry) -> Shown:
    comment, answered = entry.comment, entry.answers
    return Shown(
        pk=comment.pk,
        story_id=comment.story_id,
        status=comment.status,
        author_name=comment.author_name,
        created_at=None if comment.is_imported() else comment.created_at,
        text="" if entry.is_tombstone else comment.text,
        depth=entry.depth,
        is_tombstone=entry.is_tombstone,
        is_own=entry.is_own,
        is_waiting=entry.is_waiting,
        answers=(answered.pk, answered.author_name) if answered else None,
    )


@register.simple_tag
def comment_entry(entry: Entry) -> SafeString:
    return _written(shown(entry), get_language(), timezone.get_current_timezone_name())


@lru_cache(MOST_KEPT)
def _written(shown: Shown, language: str, zone: str) -> SafeString:
    context = {"shown": shown, "LANGUAGE_CODE": language}
    return render_to_string("comments/_entry.html", context)
