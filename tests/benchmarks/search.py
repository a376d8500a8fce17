"""How well and how fast search finds: python -m tests.benchmarks.search DOCS QUERIES [STORIES]

DOCS and QUERIES are JSON lines: {"id", "text"} and {"text", "rel": [ids]}. Quality is the mean
reciprocal rank within ten, beside what each database does with the same texts by itself:
FTS5's own words and bm25, or to_tsvector('arabic') with ts_rank_cd. With STORIES, so many
stories are made of the texts' paragraphs, and times are printed in milliseconds and as ratios
to one look-up by primary key in the same run, with the plans that scan a whole table.

Runs in a test database of its own (DATABASE_URL says on which server) and leaves nothing.
"""

import json
import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases

from articles.models import Story
from articles.search.indexing import index_stories
from articles.search.query import parse
from articles.search.searching import find, search_stories

TOP = 10
BATCH = 500
TRIES = 60
NOW = datetime(2026, 1, 5, tzinfo=UTC)

RAW = {
    "sqlite": (
        "CREATE VIRTUAL TABLE raw USING fts5(text)",
        "INSERT INTO raw (rowid, text) VALUES (%s, %s)",
        f"SELECT rowid FROM raw WHERE raw MATCH %s ORDER BY bm25(raw) LIMIT {TOP}",
    ),
    "postgresql": (
        "CREATE TABLE raw (id bigint, text tsvector)",
        "INSERT INTO raw VALUES (%s, to_tsvector('arabic', %s))",
        "SELECT id FROM raw, to_tsquery('arabic', %s) AS asked WHERE text @@ asked"
        f" ORDER BY ts_rank_cd(text, asked) DESC, id LIMIT {TOP}",
    ),
}
JOINED = {"sqlite": " OR ", "postgresql": " | "}


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def make_stories(texts):
    """Published stories of these texts; their ids, and stories indexed in a second."""
    made, seconds = [], 0.0
    for start in range(0, len(texts), BATCH):
        rows = [
            Story(
                status="published",
                headline=headline or "-",
                body=f"<p>{body}</p>",
                published_at=NOW - timedelta(minutes=start + number),
            )
            for number, (headline, body) in enumerate(texts[start : start + BATCH])
        ]
        ids = [story.pk for story in Story.objects.bulk_create(rows)]
        begin = time.perf_counter()
        index_stories(ids)
        seconds += time.perf_counter() - begin
        made += ids
    return made, len(made) / seconds


def reciprocal_rank(found, wanted):
    return next((1 / rank for rank, pk in enumerate(found, 1) if pk in wanted), 0.0)


def mean_rank(queries, numbers, ask):
    ranks = [
        reciprocal_rank(ask(query["text"]), {numbers[name] for name in query["rel"]})
        for query in queries
    ]
    return statistics.fmean(ranks)


def ask_ours(text):
    return [hit.story.pk for hit in search_stories(text, limit=TOP).hits]


def ask_raw(text):
    words = "".join(char if char.isalnum() else " " for char in text).split()
    quote = {"sqlite": '"{}"', "postgresql": "{}"}[connection.vendor]
    asked = JOINED[connection.vendor].join(map(quote.format, words))
    with connection.cursor() as cursor:
        cursor.execute(RAW[connection.vendor][2], [asked])
        return [pk for (pk,) in cursor.fetchall()]


def print_quality(docs, queries):
    ids, _speed = make_stories([("", doc["text"]) for doc in docs])
    numbers = dict(zip((doc["id"] for doc in docs), ids, strict=True))
    create, insert, _select = RAW[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(create)
        rows = zip(ids, (doc["text"] for doc in docs), strict=True)
        cursor.executemany(insert, list(rows))
    print(f"{len(docs)} texts, {len(queries)} questions, MRR@{TOP} on {connection.vendor}")
    print(f"  ours                {mean_rank(queries, numbers, ask_ours):.4f}")
    print(f"  the database's own  {mean_rank(queries, numbers, ask_raw):.4f}")


def milliseconds(task, arguments):
    times = []
    for argument in arguments:
        begin = time.perf_counter()
        task(argument)
        times.append((time.perf_counter() - begin) * 1000)
    return sorted(times)


def print_speed(docs, count):
    chance = random.Random(6)
    parts = [part for doc in docs for part in doc["text"].split(". ") if len(part) > 40]
    texts = [
        (chance.choice(parts)[:100], ". ".join(chance.choices(parts, k=9))) for _ in range(count)
    ]
    _ids, speed = make_stories(texts)
    print(f"{count} stories of {statistics.fmean(len(b.split()) for _h, b in texts):.0f} words")
    print(f"  indexed: {speed:.0f} stories/s, analyser and reading of the rows included")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    words = [word for part in parts for word in part.split()]
    one_row = milliseconds(lambda pk: Story.objects.only("pk").get(pk=pk), _ids[:TRIES])
    floor = statistics.median(one_row)
    for size in (1, 2, 3):
        queries = [" ".join(chance.sample(words, size)) for _ in range(TRIES)]
        for order in ("relevance", "newest"):
            times = milliseconds(
                lambda text, order=order: search_stories(text, order=order), queries
            )
            p50, p95 = times[TRIES // 2], times[TRIES * 95 // 100]
            print(
                f"  {size} words, {order:<9} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms"
                f"  {p50 / floor:5.1f} ×"
            )
    print_plan(" ".join(chance.sample(words, 2)))


def print_plan(text):
    match = find(parse(text), Story.objects.published())
    plan = match.stories.newest_first()[:20].explain()
    scans = [
        line.strip() for line in plan.splitlines() if "Seq Scan" in line or line.startswith("SCAN")
    ]
    print("  whole tables scanned:", "; ".join(scans) or "none")


def main(docs, queries, count=0):
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with transaction.atomic():
            print_quality(read(docs), read(queries))
            transaction.set_rollback(True)
        if count:
            print_speed(read(docs), int(count))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
