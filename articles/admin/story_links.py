"""Preview links of a story: made for a named outside reader, ended before their time."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import previews
from articles.models import PreviewLink, Story
from articles.permissions import NotAllowed, may, stories_for

USUAL_LIFE = timedelta(days=2)


class LinkForm(forms.Form):
    reader_name = forms.CharField(
        label=_("outside reader"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        help_text=_("The lawyer, the person quoted … They can read, approve or return."),
    )
    expires_at = forms.SplitDateTimeField(label=_("expires at"), widget=AdminSplitDateTime)


@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of the story and what their readers answered; on POST one more."""
    story = get_object_or_404(stories_for(request.user), pk=pk)
    if not may(request.user, "share_preview", story):
        raise PermissionDenied
    at = timezone.now()
    form = LinkForm(request.POST or None, initial={"expires_at": at + USUAL_LIFE})
    if request.method == "POST" and form.is_valid() and _share(request, story, form):
        return redirect("admin:articles_story_links", story.pk)
    context = admin.site.each_context(request) | {
        "title": _("Preview links"),
        "story": story,
        "opts": Story._meta,
        "form": form,
        "media": form.media,
        "at": at,
        "links": [_shown(request, link, at) for link in _links_of(story)],
    }
    return TemplateResponse(request, "admin/articles/story/links.html", context)


def _links_of(story: Story):
    found = story.preview_links.select_related("created_by", "revision")
    return found.defer("revision__snapshot").order_by("-pk")


def _shown(request: HttpRequest, link: PreviewLink, at):
    """A link with its address, as long as that opens anything."""
    address = reverse("preview", args=[previews.token_of(link)])
    is_usable = link.is_usable(at)
    return {"link": link, "address": request.build_absolute_uri(address) if is_usable else ""}


def _share(request: HttpRequest, story: Story, form: LinkForm) -> bool:
    try:
        previews.share(story, by=request.user, at=timezone.now(), **form.cleaned_data)
    except NotAllowed as error:
        form.add_error("expires_at", str(error))
        return False
    messages.success(request, _("The link is ready: copy its address below."))
    return True


@require_POST
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    story = get_object_or_404(stories_for(request.user), pk=pk)
    found = get_object_or_404(story.preview_links, pk=link)
    try:
        previews.revoke(found, by=request.user, at=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The link opens nothing any more."))
    return redirect("admin:articles_story_links", story.pk)
