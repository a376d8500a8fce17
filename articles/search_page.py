"""The reader's search: a page that needs no script, and its results as a feed and as JSON."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.filters import SearchFilter
from articles.models import Story
from articles.paging import CursorInvalid
from articles.search import facets
from articles.search.query import MOST_LETTERS, MOST_TERMS
from articles.search.searching import NEWEST, RELEVANCE, SearchResult, search_stories
from articles.syndication.wire import sendable

LATEST = 5  # stories offered where nothing was found


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what was found once something was asked."""
    text = _text(request)
    chosen = SearchFilter(request.GET, Story.objects.published())
    context = {
        "text": text,
        "order": _order(request),
        "longest": MOST_LETTERS,
        "most_terms": MOST_TERMS,
        "chosen": chosen.form,
    }
    if text:
        result = _result(request, chosen)
        context |= {"result": result} | _beside(result)
    return render(request, "articles/search.html", context)


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """A page of results: headlines with their addresses, and where the next page begins."""
    result = _result(request, SearchFilter(request.GET, Story.objects.published()))
    found = {
        "query": _text(request),
        "total": result.total,
        "has_more": result.has_more,
        "next_cursor": result.next_cursor,
        "stories": [_as_json(request, hit) for hit in result.hits],
    }
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


class SearchFeed(Feed):
    """The newest stories that a search finds, as RSS."""

    def get_object(self, request):
        return request

    def title(self, request):
        return _("Search: %(text)s") % {"text": _text(request)}

    def link(self, request):
        return f"{reverse('search')}?{request.GET.urlencode()}"

    def description(self, request):
        return _("The newest stories with these words")

    def items(self, request):
        chosen = SearchFilter(request.GET, Story.objects.published())
        return search_stories(_text(request), among=_among(chosen), order=NEWEST).hits

    def item_title(self, hit):
        return sendable(hit.story.headline)

    def item_description(self, hit):
        return sendable("".join(piece.text for piece in hit.snippet))

    def item_link(self, hit):
        return hit.story.get_absolute_url()

    def item_pubdate(self, hit):
        return hit.story.published_at


def _text(request):
    # PostgreSQL takes no NUL, a feed no control character, and no reader types one.
    return sendable(request.GET.get("q", "")).strip()


def _order(request):
    return NEWEST if request.GET.get("order") == NEWEST else RELEVANCE


def _among(chosen):
    return chosen.qs if chosen.is_valid() else chosen.queryset.none()


def _result(request, chosen) -> SearchResult:
    try:
        return search_stories(
            _text(request),
            among=_among(chosen),
            order=_order(request),
            after=request.GET.get("after", ""),
        )
    except CursorInvalid as error:
        raise Http404 from error


def _beside(result: SearchResult) -> dict[str, object]:
    """What stands beside the results, or in their place."""
    if result.total:
        return {"sources": facets.by_source(result.keys), "years": facets.by_year(result.keys)}
    latest = Story.objects.published().select_related("source").newest_first()
    return {"latest": latest[:LATEST]}


def _as_json(request, hit):
    return {
        "headline": hit.story.headline,
        "url": request.build_absolute_uri(hit.story.get_absolute_url()),
        "source": hit.story.source.name if hit.story.source else None,
        "published_at": hit.story.published_at.isoformat(),
        "snippet": "".join(piece.text for piece in hit.snippet),
        "score": hit.score,
    }
