"""How well search finds: python -m tests.benchmarks.search DOCS QUERIES

DOCS and QUERIES are JSON lines: {"id", "text"} and {"text", "rel": [ids]}. Quality is the mean
reciprocal rank within ten, beside what each database does with the same texts by itself:
FTS5's own words and bm25, or to_tsvector('arabic') with ts_rank_cd; then once more with the
questions respelt as other newspapers and readers write. search_speed.py says how fast it is.

Runs in a test database of its own (DATABASE_URL says on which server) and leaves nothing.
"""

import json
import os
import statistics
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, transaction

from articles.models import Story
from articles.search.indexing import index_stories
from articles.search.searching import search_stories
from tests.benchmarks.databases import own_database
from tests.respelling import RESPELLINGS

TOP = 10
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
    """Published and indexed stories of these texts; their ids."""
    rows = [
        Story(
            status="published",
            headline="-",
            body=f"<p>{text}</p>",
            published_at=NOW - timedelta(minutes=number),
        )
        for number, text in enumerate(texts)
    ]
    ids = [story.pk for story in Story.objects.bulk_create(rows)]
    index_stories(ids)
    return ids


def reciprocal_rank(found, wanted):
    return next((1 / rank for rank, pk in enumerate(found, 1) if pk in wanted), 0.0)


def mean_rank(queries, numbers, ask, respell=str):
    ranks = [
        reciprocal_rank(ask(respell(query["text"])), {numbers[name] for name in query["rel"]})
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
    ids = make_stories([doc["text"] for doc in docs])
    numbers = dict(zip((doc["id"] for doc in docs), ids, strict=True))
    create, insert, _select = RAW[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(create)
        rows = zip(ids, (doc["text"] for doc in docs), strict=True)
        cursor.executemany(insert, list(rows))
    print(f"{len(docs)} texts, {len(queries)} questions, MRR@{TOP} on {connection.vendor}")
    print(f"  {'questions written':<20} {'ours':>6}  the database's own")
    for name, respell in {"as given": str, **RESPELLINGS}.items():
        ours = mean_rank(queries, numbers, ask_ours, respell)
        print(f"  {name:<20} {ours:6.4f}  {mean_rank(queries, numbers, ask_raw, respell):6.4f}")


def main(docs, queries):
    with own_database(), transaction.atomic():
        print_quality(read(docs), read(queries))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
