"""Who else has a story open, told to its page every half minute."""

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import presence, revisions
from articles.permissions import stories_for


@require_POST
def announce(request: HttpRequest, pk: int) -> JsonResponse:
    """Note that this page is open (or, with `leave`, closed); name the others and the version."""
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if "leave" in request.POST:
        presence.leave(story, by=request.user)
        return JsonResponse({})
    at = timezone.now()
    presence.announce(story, by=request.user, at=at)
    newest = revisions.newest(story)
    others = presence.others(story, by=request.user, at=at)
    return JsonResponse(
        {"others": [str(user) for user in others], "version": newest.number if newest else 0}
    )
