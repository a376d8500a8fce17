"""How fast the desk's lists search: python -m tests.benchmarks.desk_search [COMMENTS] [STORIES]

Makes so many comments of thirty words (500,000), stories and received texts of 265 (100,000), and
opens the lists with a search: for one and two of a text's words, for the commonest, a phrase and
the beginning of a word; all of the list, and those of one status. Prints the middle and the
slowest twentieth of whole pages in milliseconds, what the index costs a comment that is imported,
and every big table that a search reads from end to end.

Runs in a test database of its own (DATABASE_URL says on which server) and leaves nothing.
"""

import os
import random
import sys
from functools import partial
from hashlib import sha256
from itertools import islice

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from articles import arabic, bulk
from articles.models import SeedFile, Story
from articles.search import backends
from articles.search.rebuilding import rebuild
from articles.search.rows import newest_holding
from comments.models import Comment
from tests.benchmarks import search_speed
from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import LAST_DAY, stories
from tests.benchmarks.search_speed import of_times, timed
from tests.builders import make_story, make_user

BATCH, TRIES, SLOWEST = 2000, 40, 150
WORDS = 30
LISTS = {
    "comments": "comments/comment/?q=",
    "comments of one status": "comments/comment/?status__exact=held&q=",
    "queue": "comments/comment/queue/?q=",
    "received texts": "articles/seedfile/?q=",
    "stories": "articles/story/?q=",
}


def batches(rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def make_comments(count):
    """Fill the comments, one in fifty of them held and one in five hundred waiting."""
    story = make_story()
    made = (_comment(story, n, text.body) for n, text in enumerate(stories(count, WORDS, seed=7)))
    for batch in batches(made):
        bulk.create(batch)


def _comment(story, number, text):
    status = "visible" if number % 50 else "held"
    waits = not number % 500
    queued_at = LAST_DAY if waits else None
    return Comment(story=story, text=text, status=status, is_queued=waits, queued_at=queued_at)


def make_texts(count):
    for batch in batches(enumerate(stories(count, 265, seed=8))):
        bulk.create([_received(number, text) for number, text in batch])


def _received(number, text):
    raw = f"{text.headline}\n\n{text.body}\n".encode()
    name = f"{number}.txt"
    digest = sha256(name.encode()).hexdigest()
    return SeedFile(name=name, path=name, sha256=digest, raw=raw, imported_at=LAST_DAY)


def draws(count):
    """For each kind of search its texts."""
    chance = random.Random(9)
    texts = [arabic.printed_words(text.body) for text in stories(500, WORDS, seed=7)]
    common = search_speed.common_words(texts)
    some = partial(chance.choice, texts)
    words = [chance.choice(some()) for _ in range(count)]
    yield "one word", words
    yield "two words", [" ".join(chance.sample(some(), 2)) for _ in range(count)]
    yield "a common word", [chance.choice(common) for _ in range(count)]
    yield "two common words", [" ".join(chance.sample(common, 2)) for _ in range(count)]
    yield "a phrase", [f"«{' '.join(some()[:2])}»" for _ in range(count)]
    yield "a beginning", [f"{word[:4]}*" for word in words]


def opened(client, address, text):
    assert client.get(f"/desk/{address}{text}").status_code == 200


def list_figures(tries):
    for name, address in LISTS.items():
        client = Client()
        client.force_login(make_user("moderator" if "omm" in address else "editor", name))
        task = partial(opened, client, address)
        for kind, texts in draws(tries):
            times = search_speed.milliseconds(task, texts)
            yield from of_times(f"{name}: {kind}", times, slowest=SLOWEST)


def cost_figures(count):
    """What a comment more costs with and without the index, in a part of the whole."""
    story, index = Story.objects.first(), backends.of_rows("comments_comment")
    texts = [text.body for text in stories(count, WORDS, seed=10)]

    def write():
        for batch in batches(texts):
            bulk.create([Comment(story=story, text=text) for text in batch])

    _wall, with_index = timed(write)
    index.drop()
    _wall, without = timed(write)
    each = f"{1e6 * with_index / count:.0f} with it"
    yield Figure("index of a comment", 1e6 * (with_index - without) / count, "µs", beside=each)


def scanned(tries):
    """The big tables that a search of comments or texts reads from end to end."""
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        for _kind, texts in draws(tries):
            for text in texts:
                list(newest_holding(Comment.objects.order_by("-pk"), text)[:25])
                list(newest_holding(SeedFile.objects.order_by("-pk"), text).only("name")[:25])
    return {table for sql, params in statements for table in search_speed.scans(sql, params)}


def all_figures(comments, texts, tries):
    setup_test_environment()
    make_comments(comments)
    make_texts(texts)
    search_speed.make(texts, 265)
    list(rebuild())
    search_speed.settle()
    yield from list_figures(tries)
    tables = scanned(min(tries, 5))
    yield Figure(
        "big tables read from end to end", len(tables), beside=", ".join(tables), at_most=0
    )
    yield from cost_figures(max(comments // 50, BATCH))


def figures(*, short: bool) -> list[Figure]:
    """Searches of the desk's lists; `--long` takes the numbers that the aims name."""
    sizes = (2000, 300, 3) if short else (500_000, 100_000, TRIES)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return list(all_figures(*sizes))
    finally:
        teardown_databases(databases, verbosity=0)


def main(comments=500_000, texts=100_000):
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"{comments} comments, {texts} stories and received texts on {connection.vendor}")
        for figure in all_figures(comments, texts, TRIES):
            name, value, unit, beside, _ratio, aim = figure.cells()
            print(f"  {name:<44} {value:>8} {unit:<4} {aim:<14} {beside}", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
