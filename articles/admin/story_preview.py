"""A story as readers would see it, for its desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import previewing, revisions
from articles.admin.story_history import story_with_history
from articles.models import Revision, Story


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version, or the one asked for; never indexed, never cached."""
    story = story_with_history(request.user, pk)
    revision = _asked_for(request, story) or revisions.newest(story)
    context = previewing.context(story, revision) | {"at": timezone.now()}
    return previewing.private(render(request, "articles/preview.html", context))


def _asked_for(request: HttpRequest, story: Story) -> Revision | None:
    number = request.GET.get("version", "")
    if not number:
        return None
    is_number = number.isdecimal() and len(number) <= 9
    return get_object_or_404(story.revisions, number=int(number) if is_number else 0)
