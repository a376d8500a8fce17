"""Words that the desk holds for one: who searches for one of them finds them all."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import AuditEntry, Synonym
from articles.search.indexing import index_stories
from articles.search.query import Phrase, parse
from articles.search.searching import search_stories
from articles.search.synonyms import expand, known
from tests.builders import make_story, make_user

pytestmark = pytest.mark.django_db


def indexed(headline):
    story = make_story(headline=headline)
    index_stories([story.pk])
    return story


def found(text):
    return [hit.story for hit in search_stories(text, order="newest").hits]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("كانون الأول", "هدنة في ديسمبر"),
        ("ديسمبر", "هدنة في كانون الأول"),
        ("الأميركية", "السفارة الأمريكية"),
        ("الثلثاء", "مساء الثلاثاء"),
        ("مائة قتيل", "مئة قتيل"),
        ("جوجل", "شركة غوغل"),
        ("إنكلترا", "في إنجلترا"),
        ("التلفاز", "التلفزيون الرسمي"),
    ],
)
def test_the_defaults_find_what_other_newspapers_write(typed, printed):
    story = indexed(printed)
    indexed("خبر عن غيرها")
    assert found(typed) == [story]


def test_both_are_marked_in_what_is_found():
    indexed("من نيسان إلى أبريل")
    (hit,) = search_stories("نيسان").hits
    assert [piece.text for piece in hit.headline if piece.is_hit] == ["نيسان", "أبريل"]


def test_a_phrase_must_stand_together_where_it_is_an_entry():
    groups = expand(parse("هدنة تشرين الثاني"), known()).groups
    assert groups[0] == (Phrase(("هدنه",)),)
    assert groups[1][0] == Phrase(("تشرين", "ثاني"))
    assert Phrase(("نوفمبر",)) in groups[1]


def test_marks_minus_and_or_mean_what_they_say():
    for text in ("«في ديسمبر الماضي»", "هدنة -ديسمبر", "ديسمبر OR نيسان"):
        query = parse(text)
        assert expand(query, known()) == query


def test_an_editors_entry_is_known_to_the_next_search(client_of):
    story = indexed("مشفى المدينة")
    assert found("مستشفى") == []
    editor = make_user("editor")
    page = client_of(editor)
    page.post(reverse("admin:articles_synonym_add"), {"forms": "مستشفى\nمشفى"})
    assert found("مستشفى") == [story]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.by, entry.changes) == (editor, {"forms": [None, "مستشفى\nمشفى"]})


def test_a_reporter_reads_the_list_and_changes_nothing(client_of):
    page = client_of(make_user("reporter"))
    assert page.get(reverse("admin:articles_synonym_changelist")).status_code == 200
    assert page.get(reverse("admin:articles_synonym_add")).status_code == 403


@pytest.mark.parametrize("forms", ["وحيدة", "كلمة\nفي من", "\n".join(map(str, range(9)))])
def test_a_list_that_search_cannot_use_is_refused(forms):
    with pytest.raises(ValidationError):
        Synonym(forms=forms).full_clean()


def test_an_entry_without_words_is_refused_by_the_database():
    with transaction.atomic(), pytest.raises(IntegrityError):
        Synonym.objects.create(forms="")
