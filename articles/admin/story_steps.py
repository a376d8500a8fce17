"""A step in a story's life, taken from its page: asks what the step needs, then calls the verb."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import revisions, workflow
from articles.facts import CorrectionNeeded
from articles.gaps import GapsLeft
from articles.models import AuditEntry, Story
from articles.permissions import may, stories_for
from articles.places import places
from articles.readable import readable
from articles.versions import FieldDiff, diff

Verb = AuditEntry.Verb

# What each step asks for, besides a click; a star asks for an answer.
ASKS = {
    Verb.SUBMIT: (),
    Verb.SEND_BACK: ("reason*",),
    Verb.PUBLISH: ("accept_gaps",),
    Verb.SCHEDULE: ("moment*", "accept_gaps"),
    Verb.UNSCHEDULE: (),
    Verb.PUBLISH_REVISION: ("revision", "correction", "request"),
    Verb.CORRECT: ("correction*", "request"),
    Verb.RETRACT: ("reason*",),
    Verb.REINSTATE: ("reason*",),
    Verb.KILL: ("reason*",),
    Verb.EMBARGO: ("moment*",),
    Verb.BREAK_EMBARGO: ("reason*",),
    Verb.LEAD: (),
    Verb.STOP_LEADING: (),
}
# One click on the story's page is enough for these.
AT_ONCE = (Verb.SUBMIT, Verb.PUBLISH, Verb.UNSCHEDULE, Verb.LEAD, Verb.STOP_LEADING)
# The form has a button for these that saves first.
AFTER_SAVING = (Verb.SUBMIT, Verb.PUBLISH, Verb.PUBLISH_REVISION)
# The name by which a verb takes what the form calls otherwise.
ARGUMENTS = {
    (Verb.SCHEDULE, "moment"): "publish_at",
    (Verb.EMBARGO, "moment"): "until",
    (Verb.CORRECT, "correction"): "text",
}


def text_area(label, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "class": "vLargeTextField"}),
    )


class StepForm(forms.Form):
    moment = forms.SplitDateTimeField(label=_("moment"), widget=AdminSplitDateTime)
    reason = text_area(_("reason"))
    correction = text_area(
        _("correction"), _("What was wrong and what is right; readers see it on the story.")
    )
    request = forms.ModelChoiceField(
        label=_("settles"), queryset=None, empty_label=_("no request"), blank=True
    )
    revision = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)
    accept_gaps = forms.BooleanField(widget=forms.HiddenInput)

    def __init__(self, story: Story, verb: Verb, data=None):
        super().__init__(data, prefix="step")
        self.verb = verb
        asked = {name.rstrip("*"): name.endswith("*") for name in ASKS[verb]}
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        for name, is_required in asked.items():
            self.fields[name].required = is_required
        self._offer(story)

    def _offer(self, story: Story) -> None:
        if "revision" in self.fields:
            self.fields["revision"].queryset = story.revisions.all()
            self.fields["revision"].initial = revisions.newest(story)
        if "request" in self.fields:
            self.fields["request"].queryset = story.correction_requests.open()
            if not self.fields["request"].queryset.exists():
                del self.fields["request"]

    def arguments(self) -> dict[str, Any]:
        """What was given, by the names that the verb has for it."""
        given = self.cleaned_data.items()
        return {ARGUMENTS.get((self.verb, name), name): value for name, value in given}


def after_saving(user: Any, story: Story | None) -> list[Verb]:
    """The steps that follow on saving; without a story, on adding one."""
    status = story.status if story else Story.Status.DRAFT
    is_live = status == Story.Status.PUBLISHED
    return [
        verb
        for verb in AFTER_SAVING
        if may(user, verb, story)
        and status in workflow.TRANSITIONS[verb].origins
        and is_live == (verb == Verb.PUBLISH_REVISION)
    ]


def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask for what the step needs; on POST take it, and say so on the story's page."""
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if verb not in ASKS:
        raise Http404
    if not may(request.user, verb, story):
        raise PermissionDenied(gettext("This step is not open to you on this story."))
    if request.method == "POST":
        return _post(request, story, Verb(verb))
    if verb not in workflow.available(story, by=request.user, at=timezone.now()):
        messages.error(request, _("This step is not possible any more: the story has changed."))
        return redirect("admin:articles_story_change", story.pk)
    return _page(request, story, StepForm(story, Verb(verb)))


def _post(request: HttpRequest, story: Story, verb: Verb) -> HttpResponse:
    form = StepForm(story, verb, request.POST)
    if form.is_valid():
        context = _take(request, story, form)
        if context is None:
            return redirect("admin:articles_story_change", story.pk)
        return _page(request, story, form, **context)
    return _page(request, story, form)


def _take(request: HttpRequest, story: Story, form: StepForm) -> dict[str, Any] | None:
    """Call the verb; what the page has to ask further, or None when the step was taken."""
    at = timezone.now()
    try:
        taken = getattr(workflow, form.verb)(story, by=request.user, at=at, **form.arguments())
    except GapsLeft as error:
        return {"gaps": error.gaps}
    except CorrectionNeeded as error:
        form.add_error("correction", str(error))
        return {"fact_changes": error.changes}
    except workflow.TransitionNotAllowed as error:
        form.add_error(_field_of(story, form, request.user, at), str(error))
        return {}
    messages.success(request, done(taken, form.verb))
    return None


def _field_of(story: Story, form: StepForm, user: Any, at: datetime) -> str | None:
    """Where a refusal belongs: beside the time, if nothing but that can be meant."""
    is_open = form.verb in workflow.available(story, by=user, at=at)
    return "moment" if is_open and "moment" in form.fields else None


def done(story: Story, verb: Verb) -> str:
    """The sentence that tells the user what has happened."""
    return gettext("Done: %(step)s. The story is now “%(status)s”.") % {
        "step": verb.label,
        "status": story.get_status_display(),
    }


def _page(request: HttpRequest, story: Story, form: StepForm, **extra: Any) -> HttpResponse:
    at = timezone.now()
    context = admin.site.each_context(request) | {
        "title": form.verb.label,
        "story": story,
        "form": form,
        "verb": form.verb,
        "at": at,
        "opts": Story._meta,
        "media": form.media,
        "diffs": _next_version_diff(story) if form.verb == Verb.PUBLISH_REVISION else (),
        "places": places(story, at=at) if form.verb == Verb.KILL else (),
    }
    return TemplateResponse(request, "admin/articles/story/step.html", context | extra)


def _next_version_diff(story: Story) -> list[FieldDiff]:
    live, waiting = revisions.live(story), revisions.next_version(story)
    if live is None or waiting is None:
        return []
    return diff(readable(live.content()), readable(waiting.content()))
