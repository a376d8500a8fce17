"""A story's thread: the only way that the story page reaches its comments."""

from django import template

from articles.models import Story
from comments.models import Comment

register = template.Library()


@register.inclusion_tag("comments/_thread.html")
def comment_thread(story: Story) -> dict[str, object]:
    comments = Comment.objects.visible().filter(story=story).oldest_first()
    return {"comments": list(comments)}
