"""Print what readers' pages cost where none is kept: processor, queries, first and last page.

    python -m tests.benchmarks.public_pages [LARGE]

Builds a test database of its own on SQLite or, with DATABASE_URL, on PostgreSQL, with 1,000 and
with 100,000 stories, and throws it away. Each figure is the fastest of thirty requests, so that
other work on the machine does not count. Limits: a story with 20 comments 3 ms and three
queries, the home page 4 ms and three; a last page twice its first; at 100,000 stories all of it
no dearer than at 1,000 (1.5 times is taken for noise).
"""

import os
import sys
import time
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone, translation

from articles.models import Related, Source, Story, Topic
from articles.paging import cursor_of
from comments.models import Comment
from tests.benchmarks.databases import own_database
from tests.benchmarks.figures import Figure
from tests.builders import make_event

SMALL, LARGE, SHORT = 1_000, 100_000, 4_000
REQUESTS = 30
COMMENTS = 20
PARAGRAPH = "<p>" + "قالت الوزارة إن العمل مستمر في المدينة حتى نهاية الأسبوع. " * 6 + "</p>"
BODY = PARAGRAPH * 8
FIRST_DAY = date(2000, 1, 1)
LISTS = ("home", "source", "section", "year")
STORY_MS, HOME_MS, QUERIES, LAST_TO_FIRST, GROWTH = 3, 4, 3, 2, 1.5


def story(number, sources, topics):
    return Story(
        status=Story.Status.PUBLISHED,
        headline=f"عنوان الخبر رقم {number} في الصفحة الأولى",
        slug=f"s-{number}",
        summary="سطر أول من الملخص\nسطر ثان من الملخص",
        body=BODY,
        source=sources[number % len(sources)] if number % 5 else None,
        topic=topics[number % len(topics)],
        original_date=FIRST_DAY + timedelta(days=number * 7 % 6000) if number % 3 else None,
        published_at=timezone.now() - timedelta(minutes=number),
    )


def fill(total, sources, topics):
    for start in range(Story.objects.count(), total, 2_000):
        Story.objects.bulk_create(
            story(number, sources, topics) for number in range(start, min(start + 2_000, total))
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def busy_story(total):
    """A story in the middle of all, with comments, relatives and an event."""
    middle = Story.objects.order_by("pk")[total // 2 : total // 2 + 6]
    found, *others = middle
    make_event(found, *others[:3], name=f"حدث {total}")
    Related.objects.bulk_create(Related(story=found, other=row, score=0.5) for row in others)
    Comment.objects.bulk_create(
        Comment(story=found, text="رأي في الخبر من قارئ هادئ.", author_name="ليلى")
        for _ in range(COMMENTS)
    )
    return found


def pages(total):
    """The address of every kind of page; "last" has the cursor of the oldest stories."""
    newest = Story.objects.published()
    source, topic = Source.objects.get(name="مصدر 1"), Topic.objects.get(name="قسم 1")
    lists = {
        "home": (reverse("home"), newest),
        "source": (source.get_absolute_url(), newest.filter(source=source)),
        "section": (topic.get_absolute_url(), newest.filter(topic=topic)),
        "year": (
            reverse("archive-year", args=[2008]),
            newest.filter(dated_at__year=2008),
        ),
    }
    found = {"story": busy_story(total).get_absolute_url(), "archive": reverse("archive")}
    for name, (address, stories) in lists.items():
        oldest = stories.order_by("dated_at", "pk")[15:16].get()
        found[name] = address
        found[f"{name}, last page"] = f"{address}?after={cursor_of(oldest, 'dated_at')}"
    return found


def measure(address):
    """Milliseconds of the view and number of queries, past the middleware that keeps pages.

    The processor's time where the database works in our process, else that of the wall.
    """
    request = RequestFactory(SERVER_NAME="localhost").get(address)
    view, args, kwargs = resolve(request.path_info)
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    taken = []
    for _ in range(REQUESTS):
        began = clock()
        response = view(request, *args, **kwargs)
        taken.append(clock() - began)
    assert response.status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        view(request, *args, **kwargs)
    return min(taken) * 1000, len(queries)


def run(sizes):
    """Milliseconds and queries of each page by the number of stories."""
    sources = Source.objects.bulk_create(Source(name=f"مصدر {n}", slug=f"m-{n}") for n in range(40))
    topics = Topic.objects.bulk_create(Topic(name=f"قسم {n}", slug=f"t-{n}") for n in range(6))
    found = {}
    for total in sizes:
        fill(total, sources, topics)
        found[total] = {name: measure(address) for name, address in pages(total).items()}
    return found


def measured(sizes):
    with own_database(), translation.override("ar"):
        return run(sizes)


def figures(*, short: bool) -> list[Figure]:
    large = SHORT if short else LARGE
    found = measured([SMALL, large])
    small, big = found[SMALL], found[large]
    costs = {"story": STORY_MS, "home": HOME_MS}
    return [
        *(Figure(f"{name}, made anew", big[name][0], "ms", at_most=costs[name]) for name in costs),
        *(Figure(f"{name}, queries", big[name][1], at_most=QUERIES) for name in costs),
        *(
            Figure(f"{name} at {large:,}", took, "ms", small[name][0], "at 1,000", at_most=GROWTH)
            for name, (took, _queries) in big.items()
        ),
        *(
            Figure(
                f"last page of {name}",
                big[f"{name}, last page"][0],
                "ms",
                big[name][0],
                "its first",
                at_most=LAST_TO_FIRST,
            )
            for name in LISTS
        ),
    ]


def main(large):
    found = measured([SMALL, large])
    print(f"{'page':24}{SMALL:>10,}{large:>12,}{'growth':>9}{'queries':>9}")
    for name, (before, _queries) in found[SMALL].items():
        after, queries = found[large][name]
        print(f"{name:24}{before:>7.2f} ms{after:>9.2f} ms{after / before:>9.2f}{queries:>9}")
    for name in LISTS:
        ratio = found[large][f"{name}, last page"][0] / found[large][name][0]
        print(f"last page of {name}: {ratio:.2f} times its first")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
