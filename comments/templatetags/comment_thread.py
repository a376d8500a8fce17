"""A story's thread: the only way that the story page reaches its comments."""

from django import template
from django.utils import timezone

from articles.models import Story
from comments.readers import known_reader
from comments.threads import thread_page

register = template.Library()


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(context: template.Context, story: Story) -> dict[str, object]:
    """The first page of the thread, the reader's own waiting comments among it."""
    page = thread_page(story, reader_key=known_reader(context["request"]))
    is_open = not page.policy.is_closed(story.published_at, timezone.now())
    return {"story": story, "page": page, "is_open": is_open}
