"""Writing many rows at once gives what saving each of them gives."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import bulk
from articles.models import NewPhoto, Photo, SeedFile, Source, Story
from comments.models import Comment
from tests.builders import MORNING, make_comment, make_source, make_story

pytestmark = pytest.mark.django_db

STRANGE = "«عنوان»\t\\N \\. \"'\r\n,;|\u200c\U0001f54a"


def a_story(**fields):
    fields = {"headline": "عنوان", "slug": "عنوان", "body": "<p>نص.</p>", **fields}
    return Story(status=Story.Status.PUBLISHED, published_at=MORNING, **fields)


def test_rows_come_back_as_they_went(django_assert_num_queries):
    made = bulk.create(
        [
            a_story(
                headline=STRANGE,
                credits=[{"agency": STRANGE, "evidence": STRANGE}],
                original_date=date(2016, 12, 14),
                source=make_source(),
                changed_at=MORNING + timedelta(microseconds=1),
            ),
            a_story(headline_is_provisional=True),
        ]
    )
    for row in made:
        stored = Story.objects.get(pk=row.pk)
        for field in Story._meta.concrete_fields:
            assert getattr(stored, field.attname) == getattr(row, field.attname), field.name


def test_fields_are_prepared_as_for_a_save():
    (made,) = bulk.create([a_story(body="<p>نص<script>x</script></p>")])
    stored = Story.objects.get()
    assert stored.body == "<p>نص</p>"
    assert stored.dated_at == MORNING
    stored.headline = "آخر"
    stored.save()
    assert Story.objects.get(pk=made.pk).headline == "آخر"


def test_bytes_are_kept():
    raw = bytes(range(256))
    row = SeedFile(name="a", path="a", sha256="0" * 64, raw=raw, lines=[[1, "blank", None]])
    bulk.create([row])
    stored = SeedFile.objects.get()
    assert (bytes(stored.raw), stored.lines) == (raw, [[1, "blank", None]])


def test_ids_follow_those_that_are_there_and_are_left_alone_by_those_that_come():
    before = make_story()
    made = bulk.create([a_story() for _ in range(3)])
    after = make_story()
    pks = [before.pk, *(row.pk for row in made), after.pk]
    assert pks == sorted(set(pks))
    assert Story.objects.count() == 5


def test_rows_may_bring_the_ids_that_were_taken_for_them():
    story = make_story()
    with transaction.atomic():
        first, second = bulk.take_ids(Comment, 2)
        bulk.create(
            [
                Comment(pk=first, story=story, text="سؤال"),
                Comment(pk=second, story=story, text="جواب", parent_id=first, root_id=first),
            ]
        )
    assert Comment.objects.get(parent__isnull=False).parent.text == "سؤال"
    assert make_comment(story).pk > second


def test_the_database_still_refuses_nonsense():
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.create([a_story(), a_story(headline="")])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.create([Source(name="أ", slug="a"), Source(name="ب", slug="a")])
    assert (Story.objects.count(), Source.objects.count()) == (0, 0)


def test_nothing_is_written_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bulk.create([]) == []


def test_a_new_photo_is_written_as_a_saved_one():
    story = make_story()
    with transaction.atomic():
        (pk,) = bulk.take_ids(Photo, 1)
        bulk.insert(Photo, [NewPhoto(pk, story.pk, STRANGE, after_block=2)])
    saved = Photo.objects.create(story=story, caption=STRANGE, after_block=2)
    written, as_saved = Photo.objects.filter(pk__in=(pk, saved.pk)).order_by("pk").values()
    assert written | {"id": saved.pk} == as_saved


def test_nothing_is_inserted_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Photo, [])


def test_it_takes_the_same_queries_for_any_number(django_assert_num_queries):
    story = make_story()
    with CaptureQueriesContext(connection) as taken:
        bulk.create([Photo(story=story, caption="شرح")])
    with django_assert_num_queries(len(taken)):
        bulk.create([Photo(story=story, caption="شرح") for _ in range(3)])
