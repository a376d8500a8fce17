"""The feeds of the site, a source, a section and an event, with full texts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Event, Source, Story, StoryQuerySet, Topic
from articles.syndication import wire
from articles.syndication.entries import make_channel
from articles.syndication.feed_formats import FORMATS


@require_safe
def site_feed(request: HttpRequest, file: str) -> HttpResponse:
    stories = Story.objects.published()
    return _feed(request, file, stories, page=reverse("home"))


@require_safe
def source_feed(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    source = get_object_or_404(Source, slug=slug)
    stories = Story.objects.published().filter(source=source)
    return _feed(request, file, stories, page=source.get_absolute_url(), name=source.name)


@require_safe
def topic_feed(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    stories = Story.objects.published().filter(topic=topic)
    return _feed(request, file, stories, page=topic.get_absolute_url(), name=topic.name)


@require_safe
def event_feed(request: HttpRequest, pk: int, slug: str, file: str) -> HttpResponse:
    """The stories that cover an event; another slug redirects to its address."""
    event = get_object_or_404(Event.objects.visible(), pk=pk)
    if slug != event.slug:
        return redirect("event-feed", pk, event.slug, file, permanent=True)
    stories = Story.objects.published().filter(coverage__event=event)
    return _feed(request, file, stories, page=event.get_absolute_url(), name=event.name)


def _feed(
    request: HttpRequest, file: str, stories: StoryQuerySet, *, page: str, name: str = ""
) -> HttpResponse:
    """The same for every reader, so in the site's language and not in the reader's."""
    with translation.override(settings.LANGUAGE_CODE):
        site_name = str(settings.NEWSROOM_NAME)
        channel = make_channel(
            request,
            stories,
            page=page,
            title=f"{name} · {site_name}" if name else site_name,
            description=_("The newest stories, with their full text"),
        )
        kind = FORMATS[file]
        return wire.answer(request, kind.write(channel), kind.content_type)
