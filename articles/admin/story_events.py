"""The events of a story, and where else its text stands: pages beside its form."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.copies.finding import READ, copies_of
from articles.events.grouping import add_story, remove_story
from articles.models import Event, Story
from articles.permissions import may, stories_for

ACTIONS = {
    "add": (add_story, _("The story stands in the event now.")),
    "remove": (remove_story, _("The story was taken out of the event.")),
}


class EventForm(forms.Form):
    event = forms.ModelChoiceField(queryset=Event.objects.all())
    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])


@require_POST
def change_events(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the story into an event, or take it out."""
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if not request.user.has_perm("articles.change_event"):
        raise PermissionDenied
    form = EventForm(request.POST)
    if form.is_valid():
        change, sentence = ACTIONS[form.cleaned_data["action"]]
        change(form.cleaned_data["event"], story, by=request.user, at=timezone.now())
        messages.success(request, sentence)
    else:
        messages.error(request, _("There is no such event any more."))
    return redirect("admin:articles_story_change", story.pk)


@require_safe
def copies(request: HttpRequest, pk: int) -> HttpResponse:
    """Other stories with a passage of this one: the published ones, and those the user may view."""
    stories = stories_for(request.user).prefetch_related("photos")
    story = get_object_or_404(stories, pk=pk)
    if not may(request.user, "view_history", story):
        raise PermissionDenied
    among = Story.objects.published() | stories_for(request.user)
    found = copies_of(story, among)
    context = admin.site.each_context(request) | {
        "title": _("Where else this text stands"),
        "story": story,
        "opts": Story._meta,
        "copies": found,
        "paragraphs": found.paragraphs(),
        "most_read": READ,
    }
    return TemplateResponse(request, "admin/articles/story/copies.html", context)
