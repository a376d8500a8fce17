"""Stories that look like one event: proposed to editors, who alone group them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles.events.grouping import group
from articles.events.suggesting import groups_among, ungrouped
from articles.models import Event
from articles.permissions import stories_for

FEWEST = 2


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the event"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        help_text=_("In neutral words that every source that covers it could agree to."),
    )
    stories = forms.ModelMultipleChoiceField(
        label=_("stories"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, stories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stories"].queryset = stories

    def clean_stories(self):
        """In the order in which they were reported."""
        chosen = self.cleaned_data["stories"]
        if len(chosen) < FEWEST:
            raise forms.ValidationError(_("Choose at least two stories."))
        return list(chosen.order_by("dated_at", "pk"))


@require_http_methods(["GET", "POST"])
def suggestions(request: HttpRequest) -> HttpResponse:
    """The groups that are proposed; on POST one of them becomes an event, as the editor left it."""
    if not request.user.has_perm("articles.add_event"):
        raise PermissionDenied
    stories = stories_for(request.user)
    form = GroupForm(request.POST or None, stories=ungrouped(stories))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["stories"]
        name = form.cleaned_data["name"]
        event = group(chosen, name=name, by=request.user, at=timezone.now())
        messages.success(request, _("The event was put together; add its place and days here."))
        return redirect("admin:articles_event_change", event.pk)
    context = admin.site.each_context(request) | {
        "title": _("Stories that look like one event"),
        "opts": Event._meta,
        "form": form,
        "groups": groups_among(stories),
    }
    return TemplateResponse(request, "admin/articles/event/suggestions.html", context)
