from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import revisions, workflow
from articles.models import AuditEntry, Photo, RecordIsFinal, Revision, Story
from articles.permissions import NotAllowed
from articles.revisions import EditConflict, save_revision, snapshot_of
from articles.roles import Role
from tests.builders import MORNING, make_photo, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

Status = Story.Status
NOON = MORNING + timedelta(hours=4)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def save(story, *, by, base="newest", **changes):
    """Save the story's newest text with some fields changed."""
    newest = revisions.newest(story)
    content = newest.content() if newest else snapshot_of(story)
    base = newest if base == "newest" else base
    return save_revision(story, content | changes, base=base, by=by, at=NOON)


def text_of(story):
    return revisions.canonical(snapshot_of(Story.objects.get(pk=story.pk)))


def test_a_new_draft_has_its_first_version(editor):
    snapshot = snapshot_of(Story(headline="عنوان", body="<p>نص</p>"))
    story = workflow.create(snapshot, by=editor, at=NOON)
    first = story.revisions.get()
    assert (first.number, first.base, first.created_by) == (1, None, editor)
    assert (story.status, story.created_by, text_of(story)) == (
        Status.DRAFT,
        editor,
        first.snapshot,
    )
    assert [entry.verb for entry in story.audit_entries.all()] == [AuditEntry.Verb.CREATE]


def test_a_moderator_makes_no_story():
    with pytest.raises(workflow.TransitionNotAllowed):
        workflow.create(snapshot_of(Story()), by=make_user(Role.MODERATOR), at=NOON)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_saving_a_story_in_preparation_changes_its_row(editor, status):
    story = make_story(status=status)
    revision = save(story, by=editor, headline="عنوان آخر")
    assert (revision.number, revision.live_at) == (2, None)
    assert Story.objects.get().headline == "عنوان آخر"
    assert text_of(story) == revision.snapshot


@pytest.mark.parametrize("published_at", [MORNING, NOON + timedelta(hours=1)])
def test_saving_a_published_story_prepares_a_version_that_readers_do_not_see(editor, published_at):
    story = make_story(published_at=published_at)
    make_photo(story, caption="الشرح")
    before = text_of(story)
    revision = save(story, by=editor, headline="عنوان آخر", photos=[])
    assert text_of(story) == before
    assert revisions.next_version(story) == revision


def test_publishing_a_version_makes_it_the_one_that_readers_see(editor):
    story = make_story(dateline="حلب")
    revision = save(story, by=editor, dateline="دمشق")
    story = workflow.publish_revision(story, revision, by=editor, at=NOON, correction="تصويب")
    assert text_of(story) == revision.snapshot
    assert revisions.live(story) == revision
    assert revisions.next_version(story) is None
    entry = story.audit_entries.newest_first().first()
    assert (entry.verb, entry.changes["revision"]) == ("publish_revision", [1, 2])


def test_publishing_a_version_twice_changes_nothing(editor):
    story = make_story()
    revision = save(story, by=editor, summary="سطر")
    for _ in range(2):
        workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert story.audit_entries.filter(verb="publish_revision").count() == 1


def test_a_version_that_is_not_the_newest_is_not_published(editor):
    story = make_story()
    older = save(story, by=editor, summary="سطر")
    save(story, by=editor, summary="سطران")
    with override("en"), pytest.raises(workflow.TransitionNotAllowed, match="a newer version"):
        workflow.publish_revision(story, older, by=editor, at=NOON)


@pytest.mark.parametrize("gone", ["headline", "body"])
def test_a_version_without_headline_or_text_is_not_published(editor, gone):
    story = make_story()
    revision = save(story, by=editor, **{gone: ""})
    with override("en"), pytest.raises(workflow.TransitionNotAllowed, match="A story needs"):
        workflow.publish_revision(story, revision, by=editor, at=NOON)


def test_a_story_is_unscheduled_although_its_newest_text_lost_its_headline(editor):
    story = make_story(published_at=NOON + timedelta(hours=1))
    save(story, by=editor, headline="")
    story = workflow.unschedule(story, by=editor, at=NOON)
    assert (story.status, story.headline) == (Status.SUBMITTED, "")


def test_a_step_changes_the_moment_of_the_text_only_with_the_text(editor):
    story = make_story(changed_at=MORNING)
    revision = save(story, by=editor, summary="سطر")
    assert workflow.retract(story, by=editor, at=NOON, reason="سبب").changed_at == MORNING
    workflow.reinstate(story, by=editor, at=NOON, reason="سبب")
    story = workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert Story.objects.get().changed_at == NOON


def test_a_version_of_another_story_is_not_published(editor):
    story, other = make_story(), make_story()
    save(story, by=editor, summary="سطر")
    foreign = save(other, by=editor, summary="سطر")
    with pytest.raises(workflow.TransitionNotAllowed):
        workflow.publish_revision(story, foreign, by=editor, at=NOON)


def test_the_same_text_is_not_saved_twice(editor):
    story = make_story(status=Status.DRAFT)
    first = save(story, by=editor, headline="عنوان آخر")
    again = save(story, by=make_user(Role.EDITOR, "colleague"), headline="عنوان آخر")
    assert again == first
    assert story.audit_entries.count() == 1


def test_two_editors_who_save_lose_neither_text(editor):
    story = make_story(status=Status.DRAFT)
    base = save(story, by=editor, headline="الأساس")
    theirs = save(story, by=editor, base=base, headline="نصهم")
    mine = base.content() | {"headline": "نصي"}
    with pytest.raises(EditConflict) as conflict:
        save_revision(story, mine, base=base, by=make_user(Role.EDITOR, "second"), at=NOON)
    assert (conflict.value.base, conflict.value.theirs) == (base, theirs)
    assert conflict.value.mine == mine
    assert Story.objects.get().headline == "نصهم"


def test_two_editors_who_write_the_same_do_not_disagree(editor):
    story = make_story(status=Status.DRAFT)
    base = save(story, by=editor, headline="الأساس")
    theirs = save(story, by=editor, base=base, headline="سواء")
    assert save(story, by=make_user(Role.EDITOR, "second"), base=base, headline="سواء") == theirs


def test_who_opened_a_story_without_versions_may_save_it(editor):
    story = make_story(status=Status.DRAFT)
    revision = save(story, by=editor, base=None, headline="جديد")
    assert [found.number for found in story.revisions.newest_first()] == [2, 1]
    assert revision.base.created_by is None


HANDED_OVER = {
    Status.SUBMITTED: "The step “edit” is open to you only on your own drafts.",
    Status.PUBLISHED: "The step “edit” is open to you only on your own drafts.",
    Status.KILLED: "The step “edit” is not possible while the story is “killed”.",
}


@pytest.mark.parametrize("status", HANDED_OVER)
def test_a_reporter_does_not_change_what_has_left_their_hands(status):
    reporter = make_user(Role.REPORTER)
    story = make_story(status=status, created_by=reporter)
    with override("en"), pytest.raises(NotAllowed) as refused:
        save(story, by=reporter, headline="غيره")
    assert str(refused.value) == HANDED_OVER[status]
    assert not story.revisions.exists()


def test_the_log_says_what_an_edit_changed(editor):
    story = make_story(status=Status.DRAFT, headline="قديم", body="<p>قديم</p>")
    save(story, by=editor, headline="جديد", body="<p>جديد</p>")
    entry = story.audit_entries.get()
    body = [revisions.digest_of(f'"<p>{word}</p>"')[:12] for word in ("قديم", "جديد")]
    assert entry.changes == {"revision": [1, 2], "headline": ["قديم", "جديد"], "body": body}


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
PHOTOS = st.lists(
    st.fixed_dictionaries({"caption": WORDS, "after_block": st.integers(0, 9)}), max_size=4
)
TEXTS = st.fixed_dictionaries(
    {
        "headline": WORDS,
        "summary": WORDS,
        "byline": WORDS,
        "dateline": WORDS,
        "body": WORDS.map(lambda words: f"<p>{words}</p>"),
        "original_date": st.none() | st.dates(date(1800, 1, 1), date(2199, 12, 31)),
        "credits": st.lists(st.fixed_dictionaries({"agency": WORDS, "evidence": WORDS})),
    }
)


@given(texts=st.lists(st.tuples(TEXTS, PHOTOS), min_size=2, max_size=4), data=st.data())
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_restoring_a_version_gives_back_its_exact_bytes(texts, data):
    with transaction.atomic():
        editor = make_user(Role.EDITOR)
        story = make_story(status=Status.DRAFT)
        for fields, photos in texts:
            draft = [Photo(**values) for values in photos]
            snapshot = snapshot_of(Story(**fields, slug="slug"), draft)
            save_revision(story, snapshot, base=revisions.newest(story), by=editor, at=NOON)
        old = data.draw(st.sampled_from(list(story.revisions.all())))
        restored = revisions.restore(story, old, by=editor, at=NOON)
        stored = Revision.objects.get(pk=restored.pk)
        assert (stored.snapshot, stored.digest) == (old.snapshot, old.digest)
        assert text_of(story) == old.snapshot
        transaction.set_rollback(True)


def test_restoring_a_version_of_a_published_story_waits_to_be_published(editor):
    story = make_story(headline="أول")
    revision = save(story, by=editor, headline="ثان")
    workflow.publish_revision(story, revision, by=editor, at=NOON, correction="تصويب")
    first = story.revisions.get(number=1)
    restored = revisions.restore(story, first, by=editor, at=NOON, reason="خطأ")
    assert (restored.number, restored.snapshot, restored.reason) == (3, first.snapshot, "خطأ")
    assert Story.objects.get().headline == "ثان"
    assert revisions.next_version(story) == restored


def test_restoring_the_newest_version_changes_nothing(editor):
    story = make_story(status=Status.DRAFT)
    newest = save(story, by=editor, headline="جديد")
    assert revisions.restore(story, newest, by=editor, at=NOON) == newest


def test_a_version_of_another_story_is_not_restored(editor):
    foreign = save(make_story(status=Status.DRAFT), by=editor, headline="غريب")
    with pytest.raises(ValueError, match="another story"):
        revisions.restore(make_story(status=Status.DRAFT), foreign, by=editor, at=NOON)


def test_a_reporter_does_not_restore_what_is_published():
    reporter = make_user(Role.REPORTER)
    story = make_story(created_by=reporter)
    first = revisions.ensure_revision(story, at=NOON)
    with pytest.raises(NotAllowed):
        revisions.restore(story, first, by=reporter, at=NOON)


def test_photos_keep_their_order_when_some_come_and_go(editor):
    story = make_story(status=Status.DRAFT)
    for number in range(3):
        make_photo(story, caption=str(number))
    content = snapshot_of(story)
    last_first = content | {"photos": [content["photos"][2], content["photos"][0]]}
    save_revision(story, last_first, base=None, by=editor, at=NOON)
    assert [photo.caption for photo in story.photos.in_order()] == ["2", "0"]
    save_revision(story, content, base=revisions.newest(story), by=editor, at=NOON)
    assert [photo.caption for photo in story.photos.in_order()] == ["0", "1", "2"]


def test_a_version_can_be_looked_at_without_being_saved(editor):
    source = make_source("الأول")
    story = make_story(headline="الحي", source=source)
    make_photo(story, caption="الحية")
    next_photo = snapshot_of(story)["photos"][0] | {"caption": "القادمة"}
    revision = save(
        story, by=editor, headline="القادم", source_id=make_source("الثاني").pk, photos=[next_photo]
    )
    seen, photos = revisions.seen_as(story, revision)
    assert (seen.headline, seen.source.name) == ("القادم", "الثاني")
    assert [photo.caption for photo in photos] == ["القادمة"]
    assert (story.headline, story.source) == ("الحي", source)
    assert Story.objects.get().headline == "الحي"


def test_readers_history_holds_what_readers_saw(editor):
    story = make_story(status=Status.SUBMITTED, summary="0")
    hour = timedelta(hours=1)
    evening = NOON + 6 * hour
    workflow.schedule(story, publish_at=evening, by=editor, at=NOON, accept_gaps=True)
    for number, at in ((1, NOON), (2, evening + hour), (3, evening + 2 * hour)):
        revision = save(story, by=editor, summary="سطر " * number)
        workflow.publish_revision(story, revision, by=editor, at=at)
    save(story, by=editor, summary="لم ينشر")
    story.refresh_from_db()
    assert [revision.number for revision in revisions.public_versions(story)] == [2, 3, 4]


def test_an_unscheduled_story_has_its_newest_text(editor):
    story = make_story(published_at=NOON + timedelta(hours=1), headline="المجدول")
    save(story, by=editor, headline="الأحدث")
    story = workflow.unschedule(story, by=editor, at=NOON)
    assert story.headline == Story.objects.get().headline == "الأحدث"


def test_imported_stories_have_a_version_that_nobody_made():
    stories = [make_story(headline=str(number)) for number in range(2)]
    photo = make_photo(stories[0])
    revisions.record_import([(stories[0], [photo]), (stories[1], [])], at=NOON)
    first = revisions.newest(stories[0])
    assert (first.number, first.created_by, first.live_at) == (1, None, MORNING)
    assert first.snapshot == text_of(stories[0])
    with override("en"):
        assert first.why() == "imported"
    assert not Revision.objects.by_people().exists()
    assert set(AuditEntry.objects.values_list("story", "verb", "by")) == {
        (story.pk, "import", None) for story in stories
    }


def test_recording_an_import_takes_the_same_queries_for_any_number(django_assert_num_queries):
    one = [(make_story(), [])]
    with CaptureQueriesContext(connection) as taken:
        revisions.record_import(one, at=NOON)
    three = [(make_story(), []) for _ in range(3)]
    with django_assert_num_queries(len(taken)):
        revisions.record_import(three, at=NOON)


def test_every_field_of_a_story_is_in_its_versions_or_named_here():
    own = {
        "id",
        "seed_file_id",
        "created_at",
        "created_by_id",
        "changed_at",
        "dated_at",
        "dated_on",
    }
    state = {*workflow.STATE_FIELDS, "status_changed_at", "corrected_at", "has_next_version"}
    fields = {field.attname for field in Story._meta.concrete_fields}
    assert fields == set(revisions.FIELDS) | own | state


def test_every_field_of_a_photo_is_in_the_versions():
    fields = {field.attname for field in Photo._meta.concrete_fields}
    assert fields == {*revisions.PHOTO_FIELDS, "id", "story_id"}


def test_a_version_is_never_changed(editor):
    revision = save(make_story(status=Status.DRAFT), by=editor, headline="جديد")
    for change in (revision.save, revision.delete, Revision.objects.all().delete):
        with pytest.raises(RecordIsFinal):
            change()
    with pytest.raises(RecordIsFinal):
        Revision.objects.update(snapshot="{}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_revision SET snapshot = '{}'",
        "UPDATE articles_revision SET live_at = NULL",
        "DELETE FROM articles_revision",
    ],
)
def test_the_database_refuses_to_change_a_version(editor, statement):
    story = make_story()
    revisions.ensure_revision(story, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("fields", [{"number": 1}, {"number": 2, "base": None}])
def test_the_database_refuses_a_second_first_version(fields):
    story = make_story()
    first = revisions.ensure_revision(story, at=NOON)
    fields = {"base": first, "digest": "", "snapshot": "{}", "created_at": NOON} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(story=story, **fields)
