"""What PostgreSQL reads of a story's row is what was meant, whatever the numbers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Story
from articles.search import backends
from articles.search.documents import documents
from articles.search.indexing import index_stories
from tests.builders import make_story

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the other database has no COPY"),
]


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("INDEX", backends.live().name))
        return cursor.fetchall()


def test_a_row_holds_each_term_once_with_its_weight():
    body = "هدنة " * 20_000 + "حلب حمص حلب"
    story = make_story(headline="حلب", body=f"<p>{body}</p>")
    index_stories([story.pk])
    held = dict(
        rows(
            "SELECT term, half FROM INDEX, unnest(terms, halves) AS held (number, half)"
            " JOIN INDEX_terms USING (number)"
        )
    )
    (document,) = documents(Story.objects.all(), timezone.now())
    terms = [field.split() for field in document.fields]
    assert held.keys() == {term for field in terms for term in field}
    (headline,), body = terms[0], terms[2]
    assert held[headline] == 6 + 2 * body.count(headline)
    assert held[body[0]] == 2**15 - 1
    assert rows("SELECT key, story_id, length FROM INDEX") == [
        (document.key, story.pk, document.length)
    ]


def test_the_numbers_of_a_row_are_sorted_and_its_texts_are_in_order():
    story = make_story(headline="هدنة في حلب", body="<p>حمص قبل حلب، 250 خروجًا</p>")
    index_stories([story.pk])
    ((terms,),) = rows("SELECT terms FROM INDEX")
    assert terms == sorted(set(terms))
    (document,) = documents(Story.objects.all(), timezone.now())
    ((text, words),) = rows("SELECT text, words FROM INDEX_texts")
    assert text == f" {' | '.join(document.fields)} "
    assert set(words.split()) == set(document.words)


def test_a_story_without_a_word_and_one_that_waits_have_their_rows():
    killed = make_story(headline="", body="", status="killed")
    waiting = make_story(embargo_until=timezone.now() + timedelta(hours=1))
    index_stories([killed.pk, waiting.pk])
    by_story = (
        "SELECT story_id, terms = '{}', words IS NULL FROM INDEX JOIN INDEX_texts USING (key)"
    )
    assert sorted(rows(by_story)) == [(killed.pk, True, False), (waiting.pk, False, True)]
