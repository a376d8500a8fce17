"""A story's versions: which there are, what changed between two, restoring one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import revisions, versions
from articles.models import Revision, Story
from articles.permissions import NotAllowed, may, stories_for
from articles.readable import readable

PAGE_SIZE = 50


def story_with_history(user: Any, pk: int) -> Story:
    """The story, if this user may see its versions; 404 or 403 otherwise."""
    story = get_object_or_404(stories_for(user), pk=pk)
    if not may(user, "view_history", story):
        raise PermissionDenied(_("The versions of this story are not open to you."))
    return story


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_with_history(request.user, pk)
    live = revisions.live(story)
    old, new = _compared(request, story, live)
    listed = list(_listed(request, story))
    context = admin.site.each_context(request) | {
        "title": _("Versions"),
        "story": story,
        "opts": Story._meta,
        "revisions": listed[:PAGE_SIZE],
        "older": listed[PAGE_SIZE - 1].number if len(listed) > PAGE_SIZE else None,
        "live": live,
        "old": old,
        "new": new,
        "diffs": versions.diff(readable(old.content()), readable(new.content()))
        if old and new
        else (),
        "importer": _("the import"),
        "may_change": may(request.user, "change", story),
        "entries": story.audit_entries.newest_first().select_related("by")[:PAGE_SIZE],
    }
    return TemplateResponse(request, "admin/articles/story/history.html", context)


def _listed(request: HttpRequest, story: Story):
    """One version more than a page has, newest first, without their texts."""
    rows = story.revisions.newest_first().select_related("created_by", "base").defer("snapshot")
    before = _number(request, "before")
    return (rows.filter(number__lt=before) if before else rows)[: PAGE_SIZE + 1]


def _compared(request: HttpRequest, story: Story, live: Revision | None):
    """The two versions asked for; by default the newest and what it replaces."""
    new = _version(request, story, "to") or revisions.newest(story)
    old = _version(request, story, "from")
    if new and not old:
        old = live if live and live != new else new.base
    return old, new


def _version(request: HttpRequest, story: Story, name: str) -> Revision | None:
    number = _number(request, name)
    return get_object_or_404(story.revisions, number=number) if number else None


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not given.isdecimal() or len(given) > 9:
        raise Http404
    return int(given)


def _diffs(old: Revision | None, new: Revision | None) -> list[versions.FieldDiff]:
    if old is None or new is None:
        return []
    return versions.diff(readable(old.content()), readable(new.content()))


@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make an older version's exact text the newest."""
    story = story_with_history(request.user, pk)
    revision = get_object_or_404(story.revisions, number=number)
    try:
        restored = revisions.restore(
            story,
            revision,
            by=request.user,
            at=timezone.now(),
            reason=_("Restored from version %(number)d") % {"number": number},
        )
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(
        request,
        _("Version %(new)d has the text of version %(old)d.")
        % {"new": restored.number, "old": number},
    )
    return redirect("admin:articles_story_change", story.pk)
