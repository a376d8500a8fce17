"""How fast search indexes and finds: python -m tests.benchmarks.search_speed [STORIES] [WORDS]

Makes so many stories (100,000 of 265 words, see made_up.py), stored in the order of their times as
a newsroom's are or, with `--shuffled`, in any order, builds the index as
`manage.py rebuild_search` does, saves some of them again, and searches for one, two and three
words: drawn from the stories' texts as readers would draw them, and from the commonest words.
Prints the middle and the slowest twentieth in milliseconds, by the clock and of the processors
(PostgreSQL's too where it runs on this machine), and every table of more than 1,000 rows that a
search reads from end to end.

Runs in a test database of its own (DATABASE_URL says on which server) and leaves nothing.
"""

import contextlib
import os
import random
import re
import resource
import statistics
import sys
import time
from functools import partial
from itertools import islice
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection

from articles import arabic
from articles.body import Sanitised
from articles.models import Source, Story
from articles.search.facets import facets
from articles.search.indexing import index_stories
from articles.search.rebuilding import rebuild
from articles.search.searching import restrict, search_stories
from articles.search.suggesting import corrected, suggestions
from tests.benchmarks.databases import own_database
from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import stories

TRIES = 100
BATCH = 2000
SAVED = 200
COMMON = 40  # of so many words the common ones are drawn; each stands in a fifth or more
SMALL = 1000  # rows: reading such a table from end to end costs nothing
SOURCES = 20


def make(count, words, *, shuffled=False):
    """Fill the database; one story in twenty stays a draft."""
    sources = [Source.objects.create(name=f"صحيفة {number}") for number in range(SOURCES)]
    made = enumerate(stories(count, words, shuffled=shuffled))
    while batch := list(islice(made, BATCH)):
        Story.objects.bulk_create(_story(story, number, sources) for number, story in batch)


def _story(made, number, sources):
    is_draft = number % 20 == 0
    return Story(
        status="draft" if is_draft else "published",
        headline=made.headline,
        body=Sanitised(f"<p>{made.body}</p>"),
        source=sources[number % SOURCES],
        published_at=None if is_draft else made.published_at,
        original_date=made.original_date,
    )


def processors():
    """Seconds that this process, and the database's where it runs here, have worked so far."""
    return time.process_time() + (server_worked() if connection.vendor == "postgresql" else 0)


def server_worked():
    with contextlib.suppress(OSError):
        pid = connection.connection.info.backend_pid
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return 0


def timed(task):
    connection.ensure_connection()
    began, worked = time.perf_counter(), processors()
    task()
    return time.perf_counter() - began, processors() - worked


def milliseconds(task, arguments):
    """Middle and slowest twentieth of the task's times, by the clock and of the processors.

    Of each argument the best of three counts. The first of them reads what no search has read
    before; the best is what the search itself takes on a machine that does other things too.
    """
    best = [
        [min(column) * 1000 for column in zip(*tries, strict=True)]
        for tries in ([timed(partial(task, argument)) for _ in range(3)] for argument in arguments)
    ]
    return [(statistics.median(c), sorted(c)[len(c) * 95 // 100]) for c in zip(*best, strict=True)]


def of_times(name, times, middle=None, slowest=None):
    """The two figures of a task, or the second alone where only it has an aim."""
    (p50, p95), (worked_p50, worked_p95) = times
    if middle:
        beside = f"{worked_p50:.1f} of processors"
        yield Figure(f"{name}, p50", p50, "ms", beside=beside, at_most=middle)
    beside = f"{worked_p95:.1f} of processors"
    yield Figure(f"{name}, p95", p95, "ms", beside=beside, at_most=slowest)


def draws(count, words):
    """For each kind of query its texts."""
    chance = random.Random(6)
    texts = [arabic.printed_words(story.body) for story in stories(500, words)]
    common = common_words(texts)
    for size in (1, 2, 3):
        drawn = [" ".join(chance.sample(chance.choice(texts), size)) for _ in range(count)]
        yield f"{size} of a story's words", drawn
        yield f"{size} common words", [" ".join(chance.sample(common, size)) for _ in range(count)]


def common_words(texts):
    held = {}
    for text in texts:
        for word in {arabic.stem(arabic.fold(word)): word for word in text}.values():
            held[word] = held.get(word, 0) + 1
    return sorted(held, key=held.get, reverse=True)[:COMMON]


def scanned(text):
    """The big tables that any statement of a search reads from end to end."""
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        for order in ("relevance", "newest"):
            facets(search_stories(text, order=order).keys)
    return sorted({table for sql, params in statements for table in scans(sql, params)})


def scans(sql, params):
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql, params)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
        for table in re.findall(r"(?:Seq Scan on|^SCAN) (\w+)(?! VIRTUAL TABLE)\b", plan, re.M):
            if table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT count(*) FROM {table}")
                if cursor.fetchone()[0] > SMALL:
                    yield table


def search_figures(count, words):
    for name, texts in draws(count, words):
        for order, middle, slowest in (("newest", 10, 150), ("relevance", 60, 150)):
            task = lambda text, order=order: search_stories(text, order=order)  # noqa: E731
            yield from of_times(f"{name}, {order}", milliseconds(task, texts), middle, slowest)


def other_figures(count, words):
    texts = dict(draws(count, words))
    one, two = texts["1 of a story's words"], texts["2 of a story's words"]
    desk = lambda text: list(restrict(Story.objects.order_by("-pk"), text)[:50])  # noqa: E731
    for name, task, arguments, aim in (
        ("suggestions for three letters", suggestions, [word[:3] for word in one], 20),
        (
            "another spelling",
            lambda w: corrected(w, found_any=False),
            [f"{w}غ" for w in one],
            20,
        ),
        ("facets", lambda text: facets(search_stories(text).keys), two, None),
        ("desk list", desk, [*two, *texts["1 common words"]], 150),
    ):
        yield from of_times(name, milliseconds(task, arguments), slowest=aim)


def index_figures(count, processes):
    read = readers_worked()
    wall, worked = timed(lambda: list(rebuild(processes=processes)))
    each = f"{1e6 * (worked + readers_worked() - read) / count:.0f} µs of processors a story"
    aim = 5000 if connection.vendor == "sqlite" else 3000
    yield Figure("rebuild", count / wall, "stories/s", beside=each, at_least=aim)
    yield Figure("rebuild, of the writer's processor", count / worked, "stories/s")
    ids = list(Story.objects.order_by("pk").values_list("pk", flat=True)[:SAVED])
    yield from of_times("one story saved", milliseconds(lambda pk: index_stories([pk]), ids))


def readers_worked():
    """Seconds that the rebuild's other processes have worked, those that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def settle():
    """What PostgreSQL does by itself a minute after many rows were written, if it is let to."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def all_figures(count, words, tries, processes, *, shuffled=False):
    make(count, words, shuffled=shuffled)
    settle()
    yield from index_figures(count, processes)
    settle()
    yield from search_figures(tries, words)
    yield from other_figures(tries, words)


def figures(*, short: bool):
    """Speed of both orders on few stories; `--long` takes the number that the aims name."""
    count, tries = (1000, 10) if short else (100_000, TRIES)
    with own_database():
        return list(all_figures(count, 265, tries, 0 if short else os.cpu_count()))


def main(count=100_000, words=265, *, shuffled=False):
    with own_database():
        order = "any order" if shuffled else "the order of their times"
        print(f"{count} stories of {words} words in {order} on {connection.vendor}")
        for figure in all_figures(count, words, TRIES, os.cpu_count(), shuffled=shuffled):
            name, value, unit, beside, _ratio, aim = figure.cells()
            print(f"  {name:<42} {value:>8} {unit:<10} {aim:<14} {beside}", flush=True)
        texts = dict(draws(5, words))
        asked = [text for kind in texts.values() for text in kind]
        tables = {table for text in asked for table in scanned(text)}
        print("  big tables read from end to end:", ", ".join(sorted(tables)) or "none")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(*numbers, shuffled="--shuffled" in sys.argv)
