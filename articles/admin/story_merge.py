"""Two editors, one story: what was saved meanwhile and what was to be saved, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import body, revisions, versions, worddiff
from articles.admin import story_drafts
from articles.models import Revision, Story
from articles.permissions import NotAllowed, may, stories_for
from articles.readable import source_name, topic_name, yes_or_no

SALT = "articles.merge"
THEIRS, MINE, BOTH = "theirs", "mine", "both"
CONFLICT = worddiff.Side.CONFLICT
# Of these only one value can stand; of the others, parts can stand one behind the other.
LISTS = ("summary", "body", "photos", "credits")


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Some paragraphs of a field, and how each side has changed what both began with.

    `choice` is what the editor has chosen where both have written; "" as long as nothing is.
    """

    key: str
    side: worddiff.Side
    words: str
    base: Sequence[worddiff.Block]
    theirs: Sequence[worddiff.Block]
    mine: Sequence[worddiff.Block]
    can_be_both: bool
    choice: str

    @property
    def is_mine_taken(self) -> bool:
        return self.side in (worddiff.Side.MINE, worddiff.Side.BOTH)

    @property
    def is_theirs_taken(self) -> bool:
        return self.side in (worddiff.Side.THEIRS, worddiff.Side.BOTH)


@dataclass(frozen=True, slots=True)
class ShownField:
    name: str
    blocks: Sequence[ShownBlock]


def page(
    request: HttpRequest,
    story: Story,
    conflict: revisions.EditConflict,
    reason: str,
    choices: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The merge page: both texts by paragraph, nothing lost, nothing saved yet.

    `choices` were made on this very page, as far as they were.
    """
    base = conflict.base and conflict.base.content()
    merges = versions.merge(base, conflict.theirs.content(), conflict.mine)
    fields = [_shown(name, merge, choices or {}) for name, merge in merges.items()]
    open_blocks = [block for field in fields for block in field.blocks if block.side == CONFLICT]
    context = admin.site.each_context(request) | {
        "title": _("Two versions to put together"),
        "story": story,
        "opts": Story._meta,
        "theirs": conflict.theirs,
        "fields": fields,
        "open_blocks": open_blocks,
        "is_undecided": choices is not None,
        "reason": reason,
        "writing": story_drafts.writing(request),
        "draft": signing.dumps(conflict.mine, salt=SALT, compress=True),
        "base_number": conflict.base.number if conflict.base else "",
    }
    return TemplateResponse(request, "admin/articles/story/merge.html", context, status=409)


def _shown(name: str, merge: worddiff.Merge, choices: Mapping[str, str]) -> ShownField:
    numbered = enumerate(merge.blocks)
    blocks = [_shown_block(name, _key(name, n), block, choices) for n, block in numbered]
    return ShownField(name, blocks)


def _shown_block(
    name: str, key: str, block: worddiff.MergeBlock, choices: Mapping[str, str]
) -> ShownBlock:
    base, theirs, mine = (_text(name, parts) for parts in (block.base, block.theirs, block.mine))
    return ShownBlock(
        key=key,
        side=block.side,
        words=body.text(base) if name == "body" else base,
        base=_changes(name, base, base),
        theirs=_changes(name, base, theirs),
        mine=_changes(name, base, mine),
        can_be_both=name in LISTS,
        choice=choices.get(key, ""),
    )


def _changes(name: str, old: str, new: str) -> Sequence[worddiff.Block]:
    """What became of the text: of the body block by block, of any other field as one."""
    if name == "body":
        return worddiff.diff_bodies(old, new)
    segments = tuple(worddiff.diff(old, new))
    return [worddiff.Block(worddiff.Op.CHANGED, "", "", segments)] if segments else []


def _key(name: str, number: int) -> str:
    return f"{name}-{number}"


def _text(name: str, parts: versions.Parts) -> str:
    """What some parts of a field say, for an editor to read."""
    if not parts:
        return ""
    value = versions.value_of(parts, name)
    if name == "source_id":
        return source_name(value)
    if name == "topic_id":
        return topic_name(value)
    if name == "headline_is_provisional":
        return yes_or_no(value)
    return versions.as_text({name: value}, name)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the editor has put together, on top of the version it was compared with."""
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if not may(request.user, "change", story):
        raise PermissionDenied
    theirs = get_object_or_404(story.revisions, number=_number(request, "theirs"))
    base = story.revisions.filter(number=_number(request, "base")).first()
    mine = _draft(request)
    merges = versions.merge(base and base.content(), theirs.content(), mine)
    reason = request.POST.get("reason", "")[:500]
    try:
        merged = versions.resolve(theirs.content(), merges, _chooser(request))
        return _save(request, story, merged, theirs, reason)
    except Undecided:
        messages.error(request, _("Choose for each marked place which text stands."))
        conflict = revisions.EditConflict(base, theirs, mine)
        return page(request, story, conflict, reason, request.POST)


class Undecided(Exception):
    """A place where both have written has no choice yet."""


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) <= 9 else 0


def _draft(request: HttpRequest) -> revisions.Snapshot:
    try:
        return signing.loads(request.POST.get("draft", ""), salt=SALT)
    except signing.BadSignature as error:
        raise BadRequest("The draft was changed on its way.") from error


def _chooser(request: HttpRequest):
    def choose(name: str, number: int, block: worddiff.MergeBlock) -> versions.Parts:
        choice = request.POST.get(_key(name, number))
        if choice == BOTH and name in LISTS:
            return (*block.theirs, *block.mine)
        if choice not in (THEIRS, MINE):
            raise Undecided
        return block.theirs if choice == THEIRS else block.mine

    return choose


def _save(
    request: HttpRequest, story: Story, merged: dict[str, Any], theirs: Revision, reason: str
) -> HttpResponse:
    by, at = request.user, timezone.now()
    try:
        revisions.save_revision(story, merged, base=theirs, by=by, at=at, reason=reason)
    except revisions.EditConflict as conflict:
        return page(request, story, conflict, reason)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    story_drafts.note_saved(request)
    messages.success(request, _("Both texts were put together and saved."))
    return redirect("admin:articles_story_change", story.pk)
