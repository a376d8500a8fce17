"""The desk's lists find with the analyser, among the rows that their user may see."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.importing.files import find_files
from articles.models import SeedFile, Source, Story
from articles.search.indexing import index_stories
from articles.search.searching import search_stories
from comments import posting
from newsroom.seed_import import import_seeds
from tests.builders import make_comment, make_source, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of):
    return client_of(make_user("editor"))


@pytest.fixture
def moderator(client_of):
    return client_of(make_user("moderator"))


def listed(client, model, text, **filters):
    response = client.get(reverse(f"admin:{model}_changelist"), {"q": text, **filters})
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def indexed(**fields):
    story = make_story(**fields)
    index_stories([story.pk])
    return story


def test_an_editor_finds_drafts_that_no_reader_finds(editor):
    draft = indexed(status=Story.Status.DRAFT, headline="للإنسحاب من المدينه")
    indexed(headline="غيره")
    assert listed(editor, "articles_story", "انسحاب المدينة") == [draft]
    assert search_stories("انسحاب المدينة").hits == []


def test_a_reporter_finds_what_the_list_shows_and_no_draft_of_others(client_of):
    me, other = make_user("reporter", "me"), make_user("reporter", "other")
    own = indexed(status=Story.Status.DRAFT, headline="هدنة", created_by=me)
    theirs = indexed(status=Story.Status.DRAFT, headline="هدنة", created_by=other)
    found = listed(client_of(me), "articles_story", "هدنة")
    assert own in found
    assert theirs not in found


def test_a_search_keeps_to_the_lists_filters(editor):
    draft = indexed(status=Story.Status.DRAFT, headline="هدنة")
    indexed(headline="هدنة")
    assert listed(editor, "articles_story", "هدنة", state="draft") == [draft]


def test_a_source_is_found_by_its_words_and_by_the_beginning_of_one(editor):
    source = make_source("وكالة الأنباء السورية")
    make_source("صحيفة الأفق")
    for text in ("سوريا", "الانباء", "وكا", "أنبا", "سوري وكالة"):
        assert listed(editor, "articles_source", text) == [source], text
    assert listed(editor, "articles_source", "في") == []


def test_a_renamed_source_is_found_by_its_new_name(editor):
    source = make_source("النهار")
    source.name = "الأفق"
    source.save()
    assert listed(editor, "articles_source", "الافق") == [source]
    assert listed(editor, "articles_source", "النهار") == []


def test_the_story_form_completes_the_name_of_a_source(editor):
    source = make_source("وكالة الأنباء")
    response = editor.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "story", "field_name": "source", "term": "الانب"},
    )
    assert [row["text"] for row in response.json()["results"]] == [source.name]


def test_a_moderator_finds_comments_in_any_spelling(moderator):
    story = make_story()
    comment = make_comment(story, text="الســوريون يستحقّون الأفضل", author_name="أحمد")
    held = make_comment(story, text="سوريا", status="held")
    make_comment(story, text="غيره")
    assert listed(moderator, "comments_comment", "السورى") == [held, comment]
    assert listed(moderator, "comments_comment", "احمد") == [comment]
    assert listed(moderator, "comments_comment", "«يستحقون الأفضل» سوري") == [comment]
    assert listed(moderator, "comments_comment", "سوريا -افضل") == [held]


def test_a_comment_is_found_by_the_text_it_was_changed_to(moderator):
    at = timezone.now()
    comment = make_comment(make_story(), text="هدنة", reader_key="reader", created_at=at)
    posting.edit(comment, "معركة", reader_key="reader", at=at)
    assert listed(moderator, "comments_comment", "معركة") == [comment]
    assert listed(moderator, "comments_comment", "هدنة") == []


def test_a_received_text_is_found_by_its_words_and_by_its_name(editor):
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    seed = SeedFile.objects.get(name__startswith="004")
    words = " ".join(seed.story.body_text().split()[:6])
    assert seed in listed(editor, "articles_seedfile", words)
    assert listed(editor, "articles_seedfile", seed.name) == [seed]
    assert listed(editor, "articles_seedfile", "زرافة") == []


@pytest.mark.parametrize("text", ["%", "'; --", "«", "-حلب", "\x00", "*" * 600, "_"])
def test_whatever_is_typed_is_answered(editor, moderator, text):
    Source.objects.create(name="النهار", slug="x")
    for model in ("articles_story", "articles_source", "articles_seedfile"):
        assert listed(editor, model, text) is not None
    assert listed(moderator, "comments_comment", text) is not None
