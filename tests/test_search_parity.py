"""Both databases give the lists that the formula gives: the same ids in the same order."""

import random
from datetime import timedelta

import pytest
from django.conf import settings

from articles import arabic
from articles.models import Story
from articles.search import backends
from articles.search.backends.base import Sql, Wanted
from articles.search.indexing import index_stories
from articles.search.query import parse
from articles.search.searching import search_stories
from articles.search.synonyms import expand, known
from tests.builders import MORNING, make_photo, make_source, make_story
from tests.search_reference import Reference

STORIES, QUERIES, LONGEST_LIST = 60, 420, 200
LINES = sorted(
    {
        line.strip()
        for seed in (settings.BASE_DIR / "seeds").iterdir()
        for line in seed.read_text().splitlines()
        if len(line.split()) > 2
    }
)


def some_lines(chance, most):
    return " ".join(chance.choice(LINES) for _ in range(chance.randint(1, most)))


def write_stories(chance):
    """Stories of shuffled lines: many ties in date, many words in common."""
    source = make_source("وكالة حلب للأنباء")
    for _ in range(STORIES):
        story = make_story(
            headline=chance.choice(LINES)[:120],
            summary=chance.choice(["", some_lines(chance, 1)]),
            body=f"<p>{some_lines(chance, 6)}</p>",
            source=chance.choice([None, source]),
            published_at=MORNING - timedelta(days=chance.randint(0, 9)),
        )
        if chance.random() < 0.3:
            make_photo(story, caption=some_lines(chance, 1))
    index_stories(Story.objects.values_list("pk", flat=True))


def as_documents():
    stories = Story.objects.select_related("source").prefetch_related("photos")
    return {story.pk: (story.dated_at, fields_of(story)) for story in stories}


def fields_of(story):
    rest = [photo.caption for photo in story.photos.all()]
    rest += [story.source.name] if story.source else []
    texts = (story.headline, story.summary, story.body_text(), " ".join(rest))
    return [arabic.terms(text) for text in texts]


def some_words(chance, count):
    words = chance.choice(LINES).split()
    start = chance.randrange(max(len(words) - count, 1))
    return words[start : start + count]


def make_query(chance, number):
    """One of the forms that readers write, in turn."""
    first, second, third = (some_words(chance, 1)[0] for _ in range(3))
    forms = (
        first,
        " ".join(some_words(chance, 2)),
        " ".join(some_words(chance, 3)),
        f"{first} {second} {third}",
        f"«{' '.join(some_words(chance, 2))}»",
        f"{first} -{second}",
        f"{first} OR {second}",
        f"{first} أو “{' '.join(some_words(chance, 2))}” {third}",
        f"{first[:4]}*",
        chance.choice(LINES),
    )
    return forms[number % len(forms)]


@pytest.mark.django_db
def test_more_than_three_hundred_queries_find_what_the_formula_finds():
    chance = random.Random(2016)
    write_stories(chance)
    reference, synonyms = Reference(as_documents()), known()
    queries = {make_query(chance, number) for number in range(QUERIES)}
    found = {query: (listed(query, "relevance"), listed(query, "newest")) for query in queries}
    assert len([query for query in queries if found[query][0]]) > 300
    assert found == {query: reference.search(expand(parse(query), synonyms)) for query in queries}


def listed(query, order):
    hits = search_stories(query, order=order, limit=LONGEST_LIST).hits
    return [hit.story.pk for hit in hits]


@pytest.mark.django_db
@pytest.mark.parametrize("few", [1, 3])
def test_few_stories_are_the_newest_of_many_with_the_same_scores(few):
    # PostgreSQL reads its rows by date where few are wanted, and else by the index of words.
    chance = random.Random(10)
    write_stories(chance)
    shown = Sql(*Story.objects.published().order_by().values("id").query.sql_with_params())
    parsed = [parse(make_query(chance, number)) for number in range(QUERIES // 4)]
    queries = [query for query in parsed if not query.problem]
    found = [(few_of(query, shown, few), few_of(query, shown, STORIES)) for query in queries]
    assert [first for first, _all in found] == [all_of[:few] for _first, all_of in found]
    assert sum(len(all_of) > few for _first, all_of in found) > QUERIES // 10


def few_of(query, shown, limit):
    wanted = Wanted(query.groups, query.excluded)
    return list(backends.live().ranked(wanted, shown, query.terms(), limit).items())


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_pages_follow_one_another_without_gap_or_repeat(order):
    chance = random.Random(6)
    write_stories(chance)
    whole = search_stories("حلب", order=order, limit=LONGEST_LIST)
    pages, cursor = [], ""
    while True:
        page = search_stories("حلب", order=order, limit=7, after=cursor)
        pages += [hit.story.pk for hit in page.hits]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(pages) == whole.total > 20
    assert pages == [hit.story.pk for hit in whole.hits]
