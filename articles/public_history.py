"""What readers see of a story's versions: which there were, why, and what changed between two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import revisions, versions
from articles.models import Correction, Revision, Story
from articles.readable import readable
from articles.views import killed

# What the desk keeps of a text and readers never see.
INTERNAL = ("headline_is_provisional", "slug")
# Readers of a story that was changed more often than this see the latest changes.
MOST = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """A version as readers know it: its number among those they saw, and why it came."""

    number: int
    live_at: datetime
    reason: str
    corrections: list[str]


@require_safe
def public_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions that readers have seen, newest first; two of them can be compared."""
    story = get_object_or_404(Story.objects.released().select_related("source"), pk=pk)
    if story.status == Story.Status.KILLED:
        return killed(request)
    listed = revisions.public_versions(story)[-MOST:]
    old, new = _compared(request, listed)
    context = {
        "story": story,
        "versions": list(_numbered(listed, _texts(story)))[::-1],
        "old": old,
        "new": new,
        "diffs": _diffs(listed[old - 1], listed[new - 1]) if old and new else [],
    }
    return render(request, "articles/public_history.html", context)


def _numbered(listed: list[Revision], texts: dict[int, list[str]]) -> Iterator[Seen]:
    """Readers count the versions that they saw, not those that the desk saved."""
    for number, revision in enumerate(listed, start=1):
        yield Seen(number, revision.live_at, revision.reason, texts.get(revision.pk, []))


def _texts(story: Story) -> dict[int, list[str]]:
    """The corrections that were given with each revision."""
    texts: dict[int, list[str]] = {}
    for given in Correction.objects.filter(story=story).newest_first():
        texts.setdefault(given.revision_id, []).append(given.text)
    return texts


def _compared(request: HttpRequest, listed: list[Revision]) -> tuple[int, int]:
    """The numbers of the two versions asked for; by default the last and the one before."""
    new = _number(request, "to", len(listed)) or len(listed)
    old = _number(request, "from", len(listed)) or new - 1
    return old, new


def _number(request: HttpRequest, name: str, most: int) -> int:
    given = request.GET.get(name, "")
    if not given:
        return 0
    if not (given.isascii() and given.isdecimal() and len(given) < 9 and 1 <= int(given) <= most):
        raise Http404
    return int(given)


def _diffs(old: Revision, new: Revision) -> list[versions.FieldDiff]:
    found = versions.diff(*(_public(revision.content()) for revision in (old, new)))
    return [diff for diff in found if diff.name not in INTERNAL]


def _public(content: dict[str, Any]) -> dict[str, Any]:
    """A version in words that readers know; the name of a picture's file says nothing to them."""
    photos = [photo | {"image": "", "after_block": None} for photo in content["photos"]]
    return readable(content) | {"photos": photos}
