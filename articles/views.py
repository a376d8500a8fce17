from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.front_page import for_cards, front_page
from articles.layout import story_blocks
from articles.models import Correction, Story, StoryQuerySet
from articles.paging import CursorInvalid, Page, newest_page
from articles.prepared import MOMENT, NUMBER, Prepared
from articles.surroundings import surroundings, with_surroundings


def _story(at: datetime, pk: int) -> StoryQuerySet:
    return with_surroundings(Story.objects.released(at).with_origin(), at).filter(pk=pk)


STORY = Prepared(_story, at=MOMENT, pk=NUMBER)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page; with `after`, a plain page of what is older."""
    if request.GET.get("after"):
        page = requested_page(request, for_cards(Story.objects.published()))
        return render(request, "articles/latest.html", list_context(page))
    front = front_page(timezone.now())
    sources = dict.fromkeys(story.source for story in front.page.rows if story.source)
    context = {"front": front, "sources": list(sources), **list_context(front.page)}
    return render(request, "articles/home.html", context)


@require_safe
def story(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One story; another slug than the story's own redirects to its address.

    A retracted story's page says why, a killed one's answers 410.
    """
    at = timezone.now()
    found = next(iter(STORY(at=at, pk=pk)), None)
    if found is None:
        raise Http404
    if found.status == Story.Status.KILLED:
        return killed(request)
    if slug != found.slug:
        return redirect(found, permanent=True)
    around = surroundings(found)
    context = {
        "story": found,
        "blocks": story_blocks(found, around.photos),
        "corrections": around.corrections,
        "around": around,
    }
    return render(request, "articles/story.html", context)


@require_safe
def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The address that is short enough to be read aloud; a killed story's answers 410."""
    found = get_object_or_404(Story.objects.released(), pk=pk)
    if found.status == Story.Status.KILLED:
        return killed(request)
    return redirect(found, permanent=True)


def killed(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/killed.html", status=410)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    given = Correction.objects.public().select_related("story__source")
    page = requested_page(request, given, field="corrected_at")
    context = {"corrections": page.rows, "next_cursor": page.next_cursor}
    return render(request, "articles/corrections.html", context)


def requested_page(request: HttpRequest, rows: QuerySet, *, field: str = "dated_at") -> Page:
    try:
        return newest_page(rows, request.GET.get("after", ""), field=field)
    except CursorInvalid as error:
        raise Http404 from error


def list_context(page: Page) -> dict[str, object]:
    return {"stories": page.rows, "next_cursor": page.next_cursor}
