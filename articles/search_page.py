"""The reader's search: a page that needs no script, and its results as a feed and as JSON."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.filters import SearchFilter
from articles.front_page import for_cards
from articles.models import Story
from articles.paging import CursorInvalid
from articles.search.facets import facets
from articles.search.query import MOST_LETTERS, MOST_TERMS
from articles.search.searching import ENOUGH, NEWEST, RELEVANCE, SearchResult, search_stories
from articles.search.suggesting import corrected, suggestions
from articles.syndication.wire import sendable

LATEST = 5  # stories offered where nothing was found
SUGGESTIONS_KEPT = 60  # seconds, in which a retracted story's words may still be offered


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
        context |= {"result": result} | _beside(request, result, chosen)
    return render(request, "articles/search.html", context)


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """A page of results: headlines with their addresses, and where the next page begins."""
    result = _result(request, SearchFilter(request.GET, Story.objects.published()))
    found = {
        "query": _text(request),
        "did_you_mean": corrected(_text(request), found_any=bool(result.total)) or None,
        "total": result.total,
        "has_more": result.has_more,
        "next_cursor": result.next_cursor,
        "stories": [_as_json(request, hit) for hit in result.hits],
    }
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    """What the reader may be about to type, for the script of the search form."""
    response = JsonResponse(
        {"suggestions": suggestions(request.GET.get("q", "").replace("\x00", "").lstrip())},
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = f"public, max-age={SUGGESTIONS_KEPT}"
    return response


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


def _beside(request, result: SearchResult, chosen) -> dict[str, object]:
    """What stands beside the results, or in their place."""
    offers = _offers(request, result, chosen)
    if result.total:
        return offers | {"facets": [_linked(request, facet) for facet in facets(result.keys)]}
    latest = for_cards(Story.objects.published()).newest_first()
    return offers | {"latest": latest[:LATEST], "is_narrowed": bool(_narrowing(request))}


def _offers(request, result, chosen):
    """Other searches, where this one has found little: never made unless the reader asks."""
    if result.total >= ENOUGH and not result.is_loose:
        return {}
    offers = {"better": _offer(request, corrected(_text(request), found_any=bool(result.total)))}
    if not result.total:
        plain = result.query.plain
        looser = plain != _text(request) and search_stories(plain, among=_among(chosen), limit=1)
        offers["looser"] = _offer(request, plain if looser and looser.total else "")
        offers["wider"] = _address(request, **dict.fromkeys(SearchFilter.base_filters))
    return offers


def _offer(request, text):
    return {"text": text, "address": _address(request, q=text)} if text else None


def _narrowing(request):
    return [name for name in SearchFilter.base_filters if request.GET.get(name)]


def _linked(request, facet):
    """A facet with the address of each of its options."""
    chosen = request.GET.get(facet.name, "")
    options = [
        {
            "label": option.label,
            "stories": option.stories,
            "is_chosen": option.value == chosen,
            "address": _address(request, **{facet.name: option.value}),
        }
        for option in facet.options
    ]
    back = _address(request, **{facet.name: None}) if chosen else ""
    return {"facet": facet, "options": options, "back": back}


def _address(request, **changes):
    """This search with other values, from its first page; None takes a value out."""
    asked = request.GET.copy()
    for name, value in (changes | {"after": None}).items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = value
    return f"?{asked.urlencode()}"


def _as_json(request, hit):
    return {
        "headline": hit.story.headline,
        "url": request.build_absolute_uri(hit.story.get_absolute_url()),
        "source": hit.story.source.name if hit.story.source else None,
        "published_at": hit.story.published_at.isoformat(),
        "snippet": "".join(piece.text for piece in hit.snippet),
        "score": hit.score,
    }
