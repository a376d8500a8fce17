"""Sitemaps by blocks of ids, so that a million stories are found without being counted.

A block of ids never changes its place, and most blocks never change at all once they are full.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import StringIO

from django.conf import settings
from django.db import connections
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles.models import Event, Policy, Source, Story, Topic
from articles.syndication import wire
from articles.syndication.moments import moment

# The protocol allows 50,000 addresses and 50 MB a file; this many of 300 bytes are 3 MB.
BLOCK = 10_000
MOST_ADDRESSES = 50_000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Google reads the last two days, and a thousand addresses at most.
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_SPAN = timedelta(days=2)
MOST_NEWS = 1000
CONTENT_TYPE = "application/xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The other sitemaps, one for each block of ids that has something public."""
    addresses = [reverse("sitemap-pages"), reverse("sitemap-news")]
    addresses += _block_addresses("sitemap-stories", Story.objects.published())
    addresses += _block_addresses("sitemap-events", Event.objects.visible())
    places = [{"loc": address} for address in addresses[:MOST_ADDRESSES]]
    return _answer(request, "sitemapindex", "sitemap", places)


def _block_addresses(name: str, rows: QuerySet) -> list[str]:
    return [reverse(name, args=[block]) for block in blocks(rows)]


def blocks(rows: QuerySet) -> list[int]:
    """The numbers of the blocks that hold one of the rows.

    One query, which looks into the index once for each block, whatever the blocks hold.
    """
    connection = connections[rows.db]
    ids = rows.order_by("pk").values_list("pk")
    following = ids.filter(pk__gte=RawSQL(f"(found.pk / {BLOCK} + 1) * {BLOCK}", ()))
    (first, values), (after, values_after) = (
        some[:1].query.get_compiler(connection=connection).as_sql() for some in (ids, following)
    )
    sql = (
        f"WITH RECURSIVE found(pk) AS (SELECT ({first}) UNION ALL"
        f" SELECT ({after}) FROM found WHERE found.pk IS NOT NULL)"
        f" SELECT pk / {BLOCK} FROM found WHERE pk IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *values_after])
        return [block for (block,) in cursor.fetchall()]


@require_safe
def stories(request: HttpRequest, block: int) -> HttpResponse:
    rows = Story.objects.published().only("pk", "slug", *Story.UPDATED_BY)
    found = _in_block(rows, block)
    return _answer(request, "urlset", "url", [_place(row, row.updated_at()) for row in found])


@require_safe
def events(request: HttpRequest, block: int) -> HttpResponse:
    found = _in_block(Event.objects.visible().only("pk", "slug"), block)
    return _answer(request, "urlset", "url", [_place(row) for row in found])


def _in_block(rows: QuerySet, block: int) -> list:
    """The rows of a block. Raises Http404 for one that is empty, or beyond every id."""
    first = block * BLOCK
    if first >= 2**63 - BLOCK:
        raise Http404
    found = list(rows.filter(pk__gte=first, pk__lt=first + BLOCK).order_by("pk"))
    if not found:
        raise Http404
    return found


def _place(row: Model, changed_at: datetime | None = None) -> dict[str, str]:
    place = {"loc": row.get_absolute_url()}
    return place | {"lastmod": moment(changed_at)} if changed_at else place


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are no story: lists, and the sections and sources with something to read."""
    places = [{"loc": reverse(name)} for name in ("home", "events", "corrections", "policies")]
    places += [_place(policy, policy.changed_at) for policy in Policy.objects.order_by("pk")]
    places += [_place(topic) for topic in _with_stories(Topic, "topic")]
    places += [_place(source) for source in _with_stories(Source, "source")]
    return _answer(request, "urlset", "url", places[:MOST_ADDRESSES])


def _with_stories(model: type[Model], field: str) -> Iterable[Model]:
    published = Story.objects.published().filter(**{field: OuterRef("pk")})
    return model.objects.filter(Exists(published)).order_by("pk")[:MOST_ADDRESSES]


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """For Google News: what has been published, and reported, within two days."""
    since = timezone.now() - NEWS_SPAN
    rows = Story.objects.published().filter(dated_at__gte=since, published_at__gte=since)
    # A received text that gives no day may be years old: it is offered to no one as news.
    rows = rows.exclude(seed_file__isnull=False, original_date__isnull=True)
    rows = rows.only("pk", "slug", "headline", "original_date", "published_at")
    with translation.override(settings.LANGUAGE_CODE):
        site_name = str(settings.NEWSROOM_NAME)
    places = [_news_place(row, site_name) for row in rows.newest_first()[:MOST_NEWS]]
    return _answer(request, "urlset", "url", places)


def _news_place(story: Story, site_name: str) -> dict[str, object]:
    publication = {"news:name": site_name, "news:language": settings.LANGUAGE_CODE}
    day = story.original_date
    return {
        "loc": story.get_absolute_url(),
        "news:news": {
            "news:publication": publication,
            "news:publication_date": day.isoformat() if day else moment(story.published_at),
            "news:title": story.headline,
        },
    }


def _answer(
    request: HttpRequest, root: str, element: str, places: list[dict[str, object]]
) -> HttpResponse:
    stream = StringIO()
    writer = SimplerXMLGenerator(stream, "utf-8")
    writer.startDocument()
    writer.startElement(root, {"xmlns": SITEMAP, "xmlns:news": NEWS})
    origin = wire.origin_of(request)
    for place in places:
        _write(writer, element, place, origin)
    writer.endElement(root)
    writer.endDocument()
    return wire.answer(request, stream.getvalue().encode(), CONTENT_TYPE)


def _write(writer: SimplerXMLGenerator, name: str, value: object, origin: str) -> None:
    """An element with a text or, from a dict, with elements; `origin` completes an address."""
    if not isinstance(value, dict):
        writer.addQuickElement(name, origin + value if name == "loc" else wire.sendable(value))
        return
    writer.startElement(name, {})
    for child, inner in value.items():
        _write(writer, child, inner, origin)
    writer.endElement(name)
