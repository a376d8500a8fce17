"""The site by section and by source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import tallies
from articles.front_page import for_cards
from articles.models import Source, Story, StoryQuerySet, Topic
from articles.tallies import Counted, Scope
from articles.views import list_context, requested_page

# A longer list is no help to a reader; the others are reached through their stories.
MOST_SOURCES = 300


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    counted = tallies.counts(Scope.TOPIC, timezone.now())
    rows = [(topic, counted.get(topic.pk, Counted())) for topic in Topic.objects.all()]
    return render(request, "articles/topics.html", {"rows": rows})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    stories = Story.objects.published().filter(topic=found)
    return _page(request, "articles/topic.html", {"topic": found}, stories, Scope.TOPIC, found.pk)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources that have stories, those with the most first."""
    counted = tallies.counts(Scope.SOURCE, timezone.now())
    most = sorted(counted, key=lambda pk: (-counted[pk].stories, pk))[:MOST_SOURCES]
    found = Source.objects.in_bulk(most)
    rows = [(found[pk], counted[pk]) for pk in most]
    return render(request, "articles/sources.html", {"rows": rows})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Source, slug=slug)
    stories = Story.objects.published().filter(source=found)
    context = {"source": found}
    return _page(request, "articles/source.html", context, stories, Scope.SOURCE, found.pk)


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    stories: StoryQuerySet,
    scope: Scope,
    pk: int,
) -> HttpResponse:
    page = requested_page(request, for_cards(stories))
    counted = tallies.counts(scope, timezone.now(), [pk]).get(pk, Counted())
    return render(request, template, context | {"counted": counted} | list_context(page))
