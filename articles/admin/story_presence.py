"""Who else has a story open: said on its page, and again every half minute while it is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import presence, revisions
from articles.models import Revision, Story
from articles.permissions import may, stories_for


@dataclass(frozen=True, slots=True)
class Told:
    """Who else has the story open, and which version was saved since the page was opened."""

    others: list[str]
    version: int
    newer: Revision | None

    def sentence(self) -> str:
        sentences = [_open_too(self.others)]
        if self.newer:
            sentences.append(_saved_meanwhile(self.newer))
        return " ".join(sentences)


def _open_too(others: list[str]) -> str:
    if not others:
        return _("Nobody else has this story open.")
    return _("This story is also open for: %(names)s.") % {"names": _(", ").join(others)}


def _saved_meanwhile(newer: Revision) -> str:
    return _(
        "Version %(number)d was saved meanwhile by %(who)s: when you save, you will see both texts."
    ) % {"number": newer.number, "who": newer.created_by or _("the import")}


def opened(story: Story, *, by: Any, at: datetime) -> Told:
    """Note that this user has opened the story's page; what to tell them."""
    presence.forget_silent(at)
    return _announced(story, by=by, at=at)


def _announced(story: Story, *, by: Any, at: datetime, base: int | None = None) -> Told:
    """Only who may write is announced: a reader of the page is in nobody's way."""
    if may(by, "change", story):
        presence.announce(story, by=by, at=at)
    newest = revisions.newest(story)
    number = newest.number if newest else 0
    is_newer = base is not None and number > base
    others = [str(user) for user in presence.others(story, by=by, at=at)]
    return Told(others, number, newest if is_newer else None)


@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, pk: int) -> JsonResponse:
    """On POST note that the page is still open (or, with `leave`, closed) and tell its user.

    On GET a page whose login was renewed in another window gets the token for its forms.
    """
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    if "leave" in request.POST:
        presence.leave(story, by=request.user)
        return JsonResponse({})
    base = request.POST.get("base", "")
    told = _announced(
        story,
        by=request.user,
        at=timezone.now(),
        base=int(base) if base.isdecimal() and len(base) <= 9 else None,
    )
    return JsonResponse(
        {
            "others": told.others,
            "version": told.version,
            "is_newer": told.newer is not None,
            "sentence": told.sentence(),
        }
    )
