"""Print how the desk's lists fare at 1,000 and at 100,000 stories: time, ratio, queries.

    python -m tests.benchmarks.desk_lists [LARGE]

Builds a test database of its own on SQLite or, with DATABASE_URL, on PostgreSQL, and throws it
away. Each figure is the fastest of fifteen requests of one editor, so that other work on the
machine does not count; the aim is a ratio below 1.5.
"""

import os
import sys
import time
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone

from articles import revisions
from articles.models import AuditEntry, Coverage, Event, Source, Story, Topic
from articles.roles import Role
from tests.benchmarks.databases import own_database
from tests.benchmarks.figures import Figure
from tests.builders import make_user

SMALL, LARGE = 1_000, 100_000
SHORT = (1_000, 2_000, 3)  # stories, stories, requests
REQUESTS = 15
BODY = "<p>" + "قالت الوزارة إن العمل مستمر في المدينة. " * 60 + "</p>"
STORIES = "/desk/articles/story/"
PAGES = [
    "/desk/",
    STORIES,
    f"{STORIES}?p=20",
    f"{STORIES}?state=submitted",
    f"{STORIES}?state=sent_back",
    f"{STORIES}?state=today",
    f"{STORIES}?state=published",
    f"{STORIES}?state=killed",
    f"{STORIES}?state=next_version",
    f"{STORIES}?state=correction",
    f"{STORIES}?gap=headline",
    f"{STORIES}?gap=source",
    f"{STORIES}?gap=date",
    f"{STORIES}?source={{source}}",
    f"{STORIES}?created_by={{editor}}",
    f"{STORIES}?topic={{topic}}",
    f"{STORIES}?event={{event}}",
    f"{STORIES}?on=2016",
    f"{STORIES}?on=2016-12",
    f"{STORIES}?on=2016-12-14&state=submitted",
    "/desk/articles/auditentry/",
    "/desk/articles/auditentry/?verb=kill",
]


def story(number, sources, topic, editor):
    now = timezone.now()
    status = Story.Status.PUBLISHED
    if number % 100 == 1:
        status = Story.Status.SUBMITTED
    elif number % 100 == 2:
        status = Story.Status.DRAFT
    is_public = status == Story.Status.PUBLISHED
    return Story(
        status=status,
        headline=f"عنوان الخبر رقم {number}",
        slug=f"s-{number}",
        body=BODY,
        source=sources[number % len(sources)] if number % 5 else None,
        topic=topic if number % 4 else None,
        headline_is_provisional=number % 2 == 0,
        original_date=date(2000, 1, 1) + timedelta(days=number * 37 % 9000) if number % 3 else None,
        published_at=now - timedelta(minutes=number) if is_public else None,
        sent_back_reason="سبب" if number % 500 == 2 else "",
        created_by=editor if number % 10 == 0 else None,
        has_next_version=number % 400 == 3,
    )


def fill(total, sources, topic, event, editor):
    """Bring the stories up to `total`, each with its first version and log entry."""
    have = Story.objects.count()
    for start in range(have, total, 2_000):
        stories = Story.objects.bulk_create(
            story(number, sources, topic, editor)
            for number in range(start, min(start + 2_000, total))
        )
        covering = [Coverage(event=event, story=row) for row in stories[::100]]
        Coverage.objects.bulk_create(covering)
        revisions.record_import([(row, []) for row in stories], at=timezone.now())
    last = Story.objects.newest_first().first()
    AuditEntry.objects.create(
        verb="kill", by=editor, happened_at=timezone.now(), story=last, reason="سبب"
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def clock():
    """Seconds of the processor where the database works in our process, else of the wall."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def measure(client, address, requests):
    taken = []
    for _ in range(requests):
        began = clock()
        response = client.get(address)
        taken.append(clock() - began)
    assert response.status_code == 200, address
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return min(taken) * 1000, len(queries)


def run(small, large, requests=REQUESTS):
    editor = make_user(Role.EDITOR)
    sources = Source.objects.bulk_create(Source(name=f"مصدر {n}", slug=f"m-{n}") for n in range(40))
    topic, event = Topic.objects.create(name="محليات"), Event.objects.create(name="حدث")
    client = Client()
    client.force_login(editor)
    taken = {}
    for total in (small, large):
        fill(total, sources, topic, event, editor)
        for address in PAGES:
            named = address.format(
                source=sources[1].pk, topic=topic.pk, event=event.pk, editor=editor.pk
            )
            taken.setdefault(address, []).append(measure(client, named, requests))
    return taken


def run_in_own_database(*sizes):
    setup_test_environment()
    with own_database():
        return run(*sizes)


def figures(*, short: bool) -> list[Figure]:
    """Each list at the larger number beside the same list at the smaller one."""
    sizes = SHORT if short else (SMALL, LARGE)
    return [
        Figure(f"{address}, {sizes[1]:,}", big, "ms", small, f"ms at {sizes[0]:,}", at_most=1.5)
        for address, ((small, _), (big, _queries)) in run_in_own_database(*sizes).items()
    ]


def main(arguments):
    large = int(arguments[0]) if arguments else LARGE
    taken = run_in_own_database(SMALL, large)
    print(f"{connection.vendor}: ms at {SMALL:,}, ms at {large:,}, ratio, queries")
    for address, ((small, _), (big, queries)) in taken.items():
        print(f"{small:>8.1f} {big:>8.1f} {big / small:>7.2f} {queries:>4}  {address}")


if __name__ == "__main__":
    main(sys.argv[1:])
