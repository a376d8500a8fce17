"""The index follows every change of a story, and can be built anew while it is in use."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import revisions, workflow
from articles.importing.files import find_files
from articles.models import Story, Topic
from articles.search import backends, checks, keys, rebuilding
from articles.search.documents import documents, documents_at_hand
from articles.search.indexing import index_stories
from articles.search.searching import restrict, search_stories
from newsroom.seed_import import import_seeds
from tests.builders import MORNING, make_photo, make_source, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return make_user("editor")


def snapshot(headline, text="نص"):
    story = Story(headline=headline, body=f"<p>{text}</p>")
    return revisions.snapshot_of(story, [])


def written(editor, headline):
    return workflow.create(snapshot(headline), by=editor, at=MORNING)


def published(editor, headline):
    story = written(editor, headline)
    return workflow.publish(story, by=editor, at=MORNING, accept_gaps=True)


def found(text):
    return [hit.story for hit in search_stories(text).hits]


def on_the_desk(text):
    return list(restrict(Story.objects.all(), text))


def next_version(story, editor, headline):
    base = revisions.newest(story)
    return revisions.save_revision(story, snapshot(headline), base=base, by=editor, at=MORNING)


def test_a_draft_is_found_by_the_desk_alone(editor):
    story = written(editor, "هدنة")
    assert (found("هدنة"), on_the_desk("هدنة")) == ([], [story])
    next_version(story, editor, "معركة")
    assert (on_the_desk("هدنة"), on_the_desk("معركة")) == ([], [story])


def test_a_story_is_found_from_its_publication_on(editor):
    story = published(editor, "هدنة")
    assert found("هدنة") == [story]


def test_the_next_version_is_found_once_it_is_what_readers_see(editor):
    story = published(editor, "هدنة")
    revision = next_version(story, editor, "معركة")
    assert (found("هدنة"), found("معركة")) == ([story], [])
    workflow.publish_revision(story, revision, by=editor, at=MORNING, correction="تصويب")
    assert (found("هدنة"), found("معركة")) == ([], [story])


def test_a_killed_story_is_found_by_nobody(editor):
    story = published(editor, "هدنة")
    workflow.kill(story, by=editor, at=MORNING, reason="أمر محكمة")
    assert (found("هدنة"), on_the_desk("هدنة")) == ([], [])


def test_a_retracted_story_is_found_again_when_reinstated(editor):
    story = published(editor, "هدنة")
    workflow.retract(story, by=editor, at=MORNING, reason="خطأ")
    assert found("هدنة") == []
    workflow.reinstate(story, by=editor, at=MORNING, reason="صح")
    assert found("هدنة") == [story]


def test_imported_stories_are_found():
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    assert len(on_the_desk("حلب")) == Story.objects.count() == 5


def offered(text):
    return [word for word, _folded, _stories in backends.live().words_from(text, 9)]


def test_words_are_offered_from_the_moment_that_readers_see_them():
    in_an_hour = timezone.now() + timedelta(hours=1)
    story = make_story(headline="هدنة", published_at=in_an_hour)
    held = make_story(headline="هدايا", embargo_until=in_an_hour)
    index_stories([story.pk, held.pk, make_story(headline="هدوء", status="draft").pk])
    assert offered("هد") == []
    # The hour passes for one of them; then anything at all is written.
    Story.objects.filter(pk=story.pk).update(published_at=MORNING)
    index_stories([make_story(headline="معركة").pk])
    assert offered("هد") == ["هدنة"]
    Story.objects.filter(pk=held.pk).update(embargo_until=MORNING)
    index_stories([])
    index_stories([])
    assert backends.live().words_from("هد", 9) == [("هدايا", "هدايا", 1), ("هدنة", "هدنه", 1)]


def test_a_story_is_read_alike_alone_and_among_many():
    in_an_hour = timezone.now() + timedelta(hours=1)
    source, topic = make_source("وكالة حلب"), Topic.objects.create(name="سياسة")
    for fields in ({}, {"status": "draft"}, {"embargo_until": in_an_hour}, {"source": source}):
        story = make_story(headline="هدنة", body="<p>في حمص، 250 خروجًا</p>", **fields)
        make_photo(story, caption="صورة من إدلب")
    Story.objects.filter(pk=story.pk).update(topic=topic, credits=[{"agency": "الأفق"}])
    stories, at = Story.objects.order_by("pk"), timezone.now()
    assert list(map(sorted_words, documents(stories, at))) == list(
        map(sorted_words, documents_at_hand(stories, at))
    )


def sorted_words(document):
    words = document.words and tuple(sorted(document.words))
    return replace(document, words=words)


@given(
    st.datetimes(datetime(1800, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)),
    st.integers(1, keys.ID_MASK),
    st.booleans(),
)
def test_a_key_names_its_story_its_second_and_whether_it_shows(moment, story_id, is_shown):
    key = keys.key_of(moment, story_id, is_shown=is_shown)
    assert keys.FIRST <= key < keys.LAST
    assert keys.story_of(key) == story_id
    assert keys.moment_of(key) == moment.replace(microsecond=0)
    assert (key >= keys.FIRST_SHOWN) == is_shown
    later = keys.key_of(moment + timedelta(seconds=1), 1, is_shown=is_shown)
    assert later > key


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
def test_a_moment_beyond_all_reports_counts_as_the_outermost(moment):
    key = keys.key_of(moment.replace(tzinfo=UTC), 7, is_shown=True)
    assert keys.FIRST_SHOWN <= key < keys.LAST
    with pytest.raises(OverflowError):
        keys.key_of(MORNING, keys.ID_MASK + 1, is_shown=True)


def ranked(text):
    return [(hit.story.pk, hit.score) for hit in search_stories(text).hits]


def test_indexing_a_story_again_changes_nothing():
    stories = [make_story(headline=f"هدنة {word}") for word in ("حلب", "حمص", "حماة")]
    index_stories(story.pk for story in stories)
    once = ranked("هدنة حلب")
    for _ in range(3):
        index_stories([stories[0].pk])
    assert ranked("هدنة حلب") == once


ROWS = "0 comments, received texts and sources {}\n"


def test_a_rebuild_gives_the_same_index(capsys):
    stories = [make_story(headline=f"هدنة {word}") for word in ("حلب", "حمص", "حماة")]
    index_stories(story.pk for story in stories)
    before = ranked("هدنة حلب")
    call_command("rebuild_search")
    assert capsys.readouterr().out == "3 stories indexed\n" + ROWS.format("read")
    assert ranked("هدنة حلب") == before
    call_command("rebuild_search", dry_run=True)
    assert capsys.readouterr().out == "3 stories to index\n" + ROWS.format("to read")


def test_a_rebuild_goes_on_where_it_was_cut_off_and_misses_no_change(editor):
    stories = [published(editor, f"هدنة {word}") for word in ("حلب", "حمص", "حماة")]
    halted = rebuilding.rebuild(size=1)
    assert next(halted) == 1
    revision = next_version(stories[0], editor, "معركة")
    workflow.publish_revision(stories[0], revision, by=editor, at=MORNING, correction="تصويب")
    later = published(editor, "هدنة إدلب")
    assert found("معركة") == [stories[0]]
    assert rebuilding.left_to_rebuild() == 3
    assert list(rebuilding.rebuild(size=2)) == [2, 1]
    assert found("معركة") == [stories[0]]
    assert set(found("هدنة")) == {*stories[1:], later}
    assert not backends.next_one().exists()


def test_the_check_asks_for_a_rebuild_after_the_analyser_has_changed(monkeypatch):
    assert checks.check_index(databases=["default"]) == []
    monkeypatch.setattr(checks, "ANALYSER", "ar2")
    (warning,) = checks.check_index(databases=["default"])
    assert "rebuild_search" in warning.hint


def test_a_rebuild_of_another_analyser_begins_anew(monkeypatch):
    make_story(headline="هدنة")
    make_story(headline="هدنة")
    next(rebuilding.rebuild(size=1))
    monkeypatch.setattr(rebuilding, "ANALYSER", "ar2")
    assert rebuilding.left_to_rebuild() == 2
    list(rebuilding.rebuild(size=1))
    assert backends.live().analyser() == "ar2"
    assert len(found("هدنة")) == 2


def renamed(client_of, page, thing, **fields):
    client = client_of(make_user("editor"))
    address = reverse(f"admin:articles_{page}_change", args=[thing.pk])
    return client.post(address, {"name": "الأفق", "slug": thing.slug} | fields)


def test_stories_are_found_by_the_new_name_of_their_source(client_of):
    source = make_source("النهار")
    story = make_story(source=source)
    index_stories([story.pk])
    assert found("النهار") == [story]
    assert renamed(client_of, "source", source, kind="newspaper").status_code == 302
    assert (found("النهار"), found("الأفق")) == ([], [story])


def test_stories_are_found_by_the_new_name_of_their_section(client_of):
    topic = Topic.objects.create(name="النهار")
    story = make_story(topic=topic)
    index_stories([story.pk])
    assert found("النهار") == [story]
    assert renamed(client_of, "topic", topic, order=0).status_code == 302
    assert (found("النهار"), found("الأفق")) == ([], [story])


def test_several_processes_build_what_one_does(transactional_db):
    for word in ("حلب", "حمص", "حماة"):
        make_story(headline=f"هدنة {word}")
    built = []
    for processes in (0, 1):
        assert sum(rebuilding.rebuild(size=2, processes=processes)) == 3
        built.append((ranked("هدنة حلب"), backends.live().words_from("حم", 9)))
    assert built[0] == built[1]
    assert built[0][1] == [("حماة", "حماه", 1), ("حمص", "حمص", 1)]
