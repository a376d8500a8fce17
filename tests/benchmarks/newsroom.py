"""Every kind of page, uncached, in a generated newsroom: python -m tests.benchmarks.newsroom

    python -m tests.benchmarks.newsroom [STORIES COMMENTS]        in a database of its own
    python -m tests.benchmarks.newsroom --here [--plans] [NAME]   in the one of DATABASE_URL

The second way reads a newsroom that `manage.py make_newsroom` has filled, which takes a while
for a million stories. Each page is asked for by one client, without the kept pages. Printed are
the median and the 95th percentile of the wall clock, the processor time of a request on our side
and in PostgreSQL (which says the same on a busy machine, unlike the clock), and the number of
queries; `--plans` adds how PostgreSQL or SQLite carries out the slowest query of each
page, or every query of the page called NAME.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings, setup_test_environment
from django.urls import reverse

from articles.models import Event, Source, Story
from articles.paging import cursor_of
from articles.roles import Role
from comments.models import Comment
from newsroom.models import User
from tests.benchmarks.databases import own_database
from tests.benchmarks.figures import Figure
from tests.builders import make_user

REQUESTS, FEW_REQUESTS = 40, 12  # of each page; few where the run is to be short
AIM = 50.0  # ms at the 95th percentile
SHORT, LONG = (500, 2_500), (20_000, 100_000)


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one page, and its queries as they were sent."""

    middle: float
    p95: float
    processor: float
    database: float
    queries: list[dict[str, str]]


def addresses() -> dict[str, str]:
    """An address for each kind of page, each where there is most to do."""
    published = Story.objects.published()
    newest, oldest = published.newest_first().first(), published.order_by("dated_at", "pk").first()
    busiest = published.get(pk=most_commented())
    last = f"?after={cursor_of(published.order_by('dated_at', 'pk')[25], 'dated_at')}"
    source, topic = newest.source, newest.topic
    day = oldest.dated_on
    event = Event.objects.visible().newest_first().first()
    return {
        "home": "/",
        "home, last page": f"/{last}",
        "story": oldest.get_absolute_url(),
        "story, most comments": busiest.get_absolute_url(),
        "thread, most comments": reverse("thread", args=[busiest.pk]),
        "source": source.get_absolute_url(),
        "source, last page": source.get_absolute_url() + last,
        "sources": reverse("sources"),
        "topic": topic.get_absolute_url(),
        "archive": reverse("archive"),
        "archive, year": reverse("archive-year", args=[day.year]),
        "archive, month": reverse("archive-month", args=[day.year, day.month]),
        "archive, day": f"/archive/{day.year}/{day.month:02}/{day.day:02}/",
        "events": reverse("events"),
        "event": event.get_absolute_url(),
        "search, newest": "/search/?q=حلب&order=newest",
        "search, two words": "/search/?q=الجيش+المعارضة&order=newest",
        "search, relevance": "/search/?q=حلب",
        "RSS": "/rss.xml",
        "source's RSS": source.get_absolute_url() + "rss.xml",
        "ninjs": reverse("ninjs", args=[busiest.pk]),
        "sitemap index": "/sitemap.xml",
        "sitemap of news": "/sitemaps/news.xml",
        "transparency": reverse("transparency"),
    }


def desk_addresses() -> dict[str, str]:
    stories = "/desk/articles/story/"
    return {
        "desk": "/desk/",
        "desk, stories": stories,
        "desk, drafts": f"{stories}?state=draft",
        "desk, published": f"{stories}?state=published",
        "desk, of a source": f"{stories}?source={Source.objects.first().pk}",
        "queue": "/desk/comments/comment/queue/",
        "comments": "/desk/comments/comment/",
    }


def most_commented() -> int:
    """The story with the most of the newest comments."""
    recent = Comment.objects.order_by("-pk").values_list("story", flat=True)[:5_000]
    counted = list(recent) or list(Story.objects.published().values_list("pk", flat=True)[:1])
    return max(set(counted), key=counted.count)


def staff_client() -> Client:
    user = User.objects.filter(username="benchmark").first() or make_user(Role.EDITOR, "benchmark")
    user.is_superuser = True
    user.save()
    client = Client()
    client.force_login(user)
    return client


def measure(client: Client, address: str, requests: int) -> Taken:
    walls = []
    client.get(address)
    ours, theirs = time.process_time(), database_seconds()
    for _ in range(requests):
        began = time.perf_counter()
        response = client.get(address)
        walls.append((time.perf_counter() - began) * 1000)
    each = 1000 / requests
    ours, theirs = (time.process_time() - ours) * each, (database_seconds() - theirs) * each
    assert response.status_code == 200, (address, response.status_code)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return Taken(median(walls), quantiles(walls, n=20)[-1], ours, theirs, list(captured))


def database_seconds() -> float:
    """What PostgreSQL's process for our connection has computed, where it runs on this machine."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure_all(name: str = "", requests: int = REQUESTS) -> Iterator[tuple[str, Taken]]:
    kinds = [(Client(), addresses()), (staff_client(), desk_addresses())]
    for client, pages in kinds:
        for kind, address in pages.items():
            if name in ("", kind):
                yield kind, measure(client, address, requests)


def show(taken: Iterator[tuple[str, Taken]], *, plans: bool, every_plan: bool) -> None:
    size = f"{Story.objects.count():,} stories, {Comment.objects.count():,} comments"
    print(f"{connection.vendor}, {size}")
    print("  median ms   p95 ms   CPU ms  database CPU ms  queries")
    for kind, page in taken:
        missed = "  > 50 ms" if page.p95 > AIM else ""
        print(
            f"{page.middle:>11.1f} {page.p95:>8.1f} {page.processor:>8.1f}"
            f" {page.database:>16.1f} {len(page.queries):>8}  {kind}{missed}"
        )
        if plans and page.queries:
            slowest = max(page.queries, key=lambda query: float(query["time"]))
            for query in page.queries if every_plan else [slowest]:
                print_plan(query)


def print_plan(query: dict[str, str]) -> None:
    """The statement and how it is carried out; only reading ones, which may be run again."""
    sql = query["sql"]
    print(f"    {query['time']} s: {sql[:300]}")
    if sql.startswith("SELECT"):
        is_postgresql = connection.vendor == "postgresql"
        how = "EXPLAIN (ANALYZE, BUFFERS)" if is_postgresql else "EXPLAIN QUERY PLAN"
        with connection.cursor() as cursor:
            cursor.execute(f"{how} {sql}".replace("%", "%%"), [])
            for row in cursor.fetchall():
                print(f"      {row[-1]}")


def in_own_database(stories: int, comments: int, use: Callable[[], object]) -> object:
    setup_test_environment()
    with own_database():
        call_command("make_newsroom", stories=stories, comments=comments, verbosity=0)
        return use()


def figures(*, short: bool) -> list[Figure]:
    stories, comments = SHORT if short else LONG
    requests = FEW_REQUESTS if short else REQUESTS
    taken = in_own_database(stories, comments, lambda: list(measure_all(requests=requests)))
    return [
        Figure(f"{kind}, p95 at {stories:,} stories", page.p95, "ms", at_most=AIM)
        for kind, page in taken
    ]


def main(arguments: list[str]) -> None:
    logging.disable(logging.INFO)  # a line for each request would be in the figures
    plans = "--plans" in arguments
    names = [word for word in arguments if not word.startswith("--")]
    if "--here" in arguments:
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            name = names[0] if names else ""
            show(measure_all(name), plans=plans, every_plan=bool(name))
        return
    stories, comments = map(int, names) if names else LONG
    in_own_database(stories, comments, lambda: show(measure_all(), plans=plans, every_plan=False))


if __name__ == "__main__":
    main(sys.argv[1:])
