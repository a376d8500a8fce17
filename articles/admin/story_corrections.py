"""Corrections that colleagues ask for on a story, and that an editor declines.

An editor who agrees takes the step "correct" or publishes a next version: see `story_steps`.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles import corrections
from articles.admin.story_steps import text_area
from articles.models import Story
from articles.permissions import may, stories_for


class AskForm(forms.Form):
    text = text_area(_("what is wrong"), _("And where you know it from; editors read it."))


class DeclineForm(forms.Form):
    reason = text_area(_("reason"))


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    story = _story(request, pk, "ask_correction")
    form = AskForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        corrections.ask_correction(story, text, by=request.user, at=timezone.now())
        messages.success(request, _("The editors have been told."))
        return redirect("admin:articles_story_change", story.pk)
    return _page(request, story, form, _("Ask for a correction"))


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    story = _story(request, pk, "decline_correction")
    found = get_object_or_404(story.correction_requests, pk=asked)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        corrections.decline_correction(found, by=request.user, at=timezone.now(), reason=reason)
        messages.success(request, _("The request is settled without a correction."))
        return redirect("admin:articles_story_change", story.pk)
    return _page(request, story, form, _("Decline a correction"), asked=found)


def _story(request: HttpRequest, pk: int, verb: str) -> Story:
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if not may(request.user, verb, story):
        raise PermissionDenied
    return story


def _page(request: HttpRequest, story: Story, form: forms.Form, title: str, **extra):
    context = admin.site.each_context(request) | {
        "title": title,
        "story": story,
        "opts": Story._meta,
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/story/correction.html", context | extra)
