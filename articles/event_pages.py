"""What readers see of events: the list, and one event as several sources tell it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.events.choosing import (
    Choice,
    chosen,
    figures_shown,
    voices_shown,
    words_shown,
)
from articles.events.comparing import ComparedEvent, compared, digest, kept
from articles.events.exports import TABLES, as_csv, as_json
from articles.events.figures import shown_rows
from articles.events.shared import shown_passages
from articles.events.voices import shown_voices
from articles.events.words import BY_COUNT, BY_TERM, uses_of, word_tables
from articles.models import Event
from articles.views import requested_page

MOST_PASSAGES = 50  # the longest ones; the data hold them all
TABLE_LABELS = {
    "words": _("Words"),
    "figures": _("Figures"),
    "voices": _("Voices"),
    "shared": _("Shared text"),
}


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    page = requested_page(request, Event.objects.visible())
    context = {"events": page.rows, "next_cursor": page.next_cursor}
    return render(request, "articles/events.html", context)


@require_safe
def event(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One event side by side; another slug than its own redirects to its address."""
    found = visible_event(pk)
    if slug != found.slug:
        return redirect(found, permanent=True)
    side_by_side = compared(found)
    order = request.GET.get("order", BY_COUNT)
    choice = chosen(side_by_side.columns, request.GET.getlist("story"), request.GET.get("from", ""))
    context = {
        "event": found,
        "choice": choice,
        "columns": choice.shown,
        "order": order if order in orders_of(side_by_side) else "",
        "timeline": sorted(side_by_side.columns, key=lambda column: column.story.dated_at),
        "comparison": comparison(side_by_side, order, choice),
    }
    return render(request, "articles/event.html", context)


@require_safe
def event_term(request: HttpRequest, pk: int, slug: str, term: str) -> HttpResponse:
    """Every use of a term by the stories of an event, each in its sentence."""
    found = visible_event(pk)
    referents = uses_of(compared(found), term)
    if not referents:
        raise Http404
    return render(request, "articles/event_term.html", {"event": found, "referents": referents})


@require_safe
def event_voices(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """All that the stories of an event let somebody say."""
    found = visible_event(pk)
    context = {"event": found, "voices": shown_voices(compared(found))}
    return render(request, "articles/event_voices.html", context)


@require_safe
def event_json(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """All that the page shows, with every sentence, for a program."""
    side_by_side = compared(visible_event(pk))
    content = as_json(side_by_side, request.build_absolute_uri)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


@require_safe
def event_csv(request: HttpRequest, pk: int, slug: str, table: str) -> HttpResponse:
    """One of the page's tables for a spreadsheet."""
    if table not in TABLES:
        raise Http404
    text = as_csv(TABLES[table](compared(visible_event(pk))))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="event-{pk}-{table}.csv"'
    return response


def visible_event(pk: int) -> Event:
    events = Event.objects.visible().select_related("lexicon")
    return get_object_or_404(events.prefetch_related("lexicon__referents"), pk=pk)


def comparison(side_by_side: ComparedEvent, order: str, choice: Choice) -> SafeString:
    """The tables, kept unless a reader has chosen the columns: there are too many ways to."""
    if choice.is_own:
        return tables(side_by_side, order, choice)
    key = fragment_key(side_by_side, order, choice)
    return kept(key, lambda: tables(side_by_side, order, choice))


def fragment_key(side_by_side: ComparedEvent, order: str, choice: Choice) -> str:
    """Changes with whatever the tables show."""
    edits = [edit.pk for edit in side_by_side.edits]
    heads = [(column.label, column.story.get_absolute_url()) for column in side_by_side.columns]
    # Nobody fills the cache with orders of their own.
    known = order if order in orders_of(side_by_side) else ""
    address = side_by_side.event.get_absolute_url()
    parts = (side_by_side.key, edits, heads, known, choice.places, get_language(), address)
    return digest("event", *parts)


def orders_of(side_by_side: ComparedEvent) -> set[str]:
    return {BY_COUNT, BY_TERM, *(str(column.story.pk) for column in side_by_side.columns)}


def tables(side_by_side: ComparedEvent, order: str, choice: Choice) -> SafeString:
    """The four comparisons as markup, which takes longer to write than all else on the page."""
    passages = shown_passages(side_by_side)
    context = {
        "event": side_by_side.event,
        "choice": choice,
        "columns": choice.shown,
        "order": order,
        "by_count": BY_COUNT,
        "by_term": BY_TERM,
        "word_tables": words_shown(word_tables(side_by_side, order), choice),
        "figure_rows": figures_shown(shown_rows(side_by_side), choice),
        "voices": voices_shown(shown_voices(side_by_side), choice),
        "passages": passages[:MOST_PASSAGES],
        "more_passages": max(0, len(passages) - MOST_PASSAGES),
        "tables": [{"name": name, "label": TABLE_LABELS[name]} for name in TABLES],
    }
    return render_to_string("articles/_event_tables.html", context)
