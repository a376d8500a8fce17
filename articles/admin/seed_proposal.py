"""A received text as a proposal: its numbered lines, their kinds, and the story that results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles import proposals, revisions, versions
from articles.importing.drafts import ClassifiedLine
from articles.layout import story_blocks
from articles.models import Photo, SeedFile, Story
from articles.permissions import NotAllowed
from articles.proposals import Proposal
from articles.readable import readable

KIND_LABELS = {
    "headline": _("headline"),
    "byline": _("byline"),
    "summary": _("summary"),
    "paragraph": _("paragraph"),
    "heading": _("heading"),
    "caption": _("caption"),
    "comment": _("comment"),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the record; `is_joined` continues the block of the line above it."""

    n: int
    text: str
    kind: str
    is_joined: bool


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the lines and what they make; on POST show the changed kinds, or take them over."""
    seed_file = get_object_or_404(SeedFile.objects.select_related("proposed_for"), pk=pk)
    if not request.user.has_perm("articles.view_seedfile"):
        raise PermissionDenied
    if request.method == "POST":
        return _post(request, seed_file)
    return _page(request, proposals.propose(seed_file))


def _post(request: HttpRequest, seed_file: SeedFile) -> HttpResponse:
    if not request.user.has_perm("articles.change_seedfile"):
        raise PermissionDenied
    if "_aside" in request.POST:
        proposals.set_aside(seed_file)
        messages.success(request, _("The story stays as it is."))
        return redirect("admin:articles_seedfile_changelist")
    proposed = proposals.propose(seed_file, _lines(request, seed_file))
    if "_apply" in request.POST:
        return _take_over(request, proposed)
    return _page(request, proposed)


def _lines(request: HttpRequest, seed_file: SeedFile) -> list[ClassifiedLine]:
    sent = request.POST
    numbers = [n for n, _kind, _block in seed_file.lines]
    kinds = {n: sent[f"kind-{n}"] for n in numbers if f"kind-{n}" in sent}
    joined = {n for n in numbers if f"join-{n}" in sent}
    try:
        return proposals.classified(seed_file, kinds, joined)
    except proposals.UnknownKind as error:
        raise BadRequest("There is no such kind of line.") from error


def _take_over(request: HttpRequest, proposed: Proposal) -> HttpResponse:
    seen = request.POST.get("version", "")
    if proposed.newest and str(proposed.newest.number) != seen:
        messages.error(request, _("The story has been saved meanwhile: look once more."))
        return _page(request, proposed)
    try:
        story = proposals.take_over(proposed, by=request.user, at=timezone.now())
    except (NotAllowed, revisions.EditConflict) as error:
        messages.error(request, str(error))
        return _page(request, proposed)
    messages.success(request, _("The text has been taken over."))
    return redirect("admin:articles_story_change", story.pk)


def _page(request: HttpRequest, proposed: Proposal) -> HttpResponse:
    snapshot = proposed.snapshot()
    story = revisions.fill(Story(), snapshot)
    photos = [Photo(**photo) for photo in snapshot["photos"]]
    context = admin.site.each_context(request) | {
        "title": proposed.seed_file.name,
        "opts": SeedFile._meta,
        "seed_file": proposed.seed_file,
        "lines": _shown(proposed),
        "kinds": KIND_LABELS.items(),
        "draft": proposed.draft,
        "result": story,
        "blocks": story_blocks(story, photos),
        "story": proposed.story,
        "newest": proposed.newest,
        "diffs": _diffs(proposed, snapshot),
        "may_change": request.user.has_perm("articles.change_seedfile"),
    }
    return TemplateResponse(request, "admin/articles/seedfile/proposal.html", context)


def _diffs(proposed: Proposal, snapshot: dict[str, Any]) -> list[versions.FieldDiff]:
    if proposed.newest is None:
        return []
    return versions.diff(readable(proposed.newest.content()), readable(snapshot))


def _shown(proposed: Proposal) -> Sequence[ShownLine]:
    shown = []
    above = None
    for line, text in zip(proposed.lines, proposed.record.lines, strict=True):
        is_joined = line.block is not None and line.block == above
        shown.append(ShownLine(line.n, text.rstrip("\r\n"), line.kind, is_joined))
        above = line.block if line.block is not None else above
    return shown
