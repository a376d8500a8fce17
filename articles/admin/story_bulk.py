"""Steps taken with several stories of the list at once; each row says what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import revisions, workflow
from articles.admin.story_steps import done
from articles.gaps import GapsLeft
from articles.models import AuditEntry, Source, Story
from articles.permissions import NotAllowed

Verb = AuditEntry.Verb


class SourceForm(forms.Form):
    source = forms.ModelChoiceField(Source.objects.all(), label=_("source"))


@dataclass(frozen=True, slots=True)
class Result:
    story: Story
    is_done: bool
    sentence: str


def _each(stories: Iterable[Story], act: Callable[[Story], str]) -> list[Result]:
    return [_result(story, act) for story in stories]


def _result(story: Story, act: Callable[[Story], str]) -> Result:
    try:
        return Result(story, True, act(story))
    except (NotAllowed, GapsLeft, revisions.EditConflict) as error:
        return Result(story, False, str(error))


def _page(model_admin: Any, request: HttpRequest, results: list[Result]) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": _("What became of each"),
        "opts": Story._meta,
        "results": results,
        "done": sum(result.is_done for result in results),
    }
    return TemplateResponse(request, "admin/articles/story/bulk.html", context)


def _step(model_admin, request, stories, verb):
    def act(story: Story) -> str:
        taken = getattr(workflow, verb)(story, by=request.user, at=timezone.now())
        return done(taken, verb)

    return _page(model_admin, request, _each(stories, act))


@admin.action(description=Verb.SUBMIT.label, permissions=["submit"])
def submit(model_admin, request, stories):
    return _step(model_admin, request, stories, Verb.SUBMIT)


@admin.action(description=Verb.PUBLISH.label, permissions=["publish"])
def publish(model_admin, request, stories):
    return _step(model_admin, request, stories, Verb.PUBLISH)


@admin.action(description=Verb.UNSCHEDULE.label, permissions=["publish"])
def unschedule(model_admin, request, stories):
    return _step(model_admin, request, stories, Verb.UNSCHEDULE)


@admin.action(description=_("set the source…"), permissions=["publish"])
def set_source(model_admin, request, stories):
    """Ask which source first, on a page that lists the stories."""
    form = SourceForm(request.POST if "source" in request.POST else None)
    if form.is_valid():
        source = form.cleaned_data["source"]
        results = _each(stories, lambda story: _set_source(story, source, by=request.user))
        return _page(model_admin, request, results)
    context = admin.site.each_context(request) | {
        "title": _("Set the source"),
        "opts": Story._meta,
        "stories": stories,
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/story/bulk_source.html", context)


def _set_source(story: Story, source: Source, *, by: Any) -> str:
    at = timezone.now()
    newest = revisions.ensure_revision(story, at=at)
    content = newest.content() | {"source_id": source.pk}
    saved = revisions.save_revision(story, content, base=newest, by=by, at=at)
    return gettext("Saved as version %(number)d.") % {"number": saved.number}


ACTIONS = [submit, publish, unschedule, set_source]
