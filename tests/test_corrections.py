from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles import corrections, revisions, workflow
from articles.corrections import ask_correction, decline_correction
from articles.facts import CorrectionNeeded, FactChange
from articles.models import Correction, CorrectionRequest, RecordIsFinal, Story
from articles.permissions import NotAllowed
from articles.roles import Role
from tests.builders import (
    MORNING,
    make_comment,
    make_photo,
    make_source,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def next_version(story, by, **changes):
    base = revisions.ensure_revision(story, at=MORNING)
    content = base.content() | changes
    return revisions.save_revision(story, content, base=base, by=by, at=NOON)


def test_a_number_that_readers_saw_does_not_change_without_a_correction(editor):
    story = make_story(body="<p>قتل 465 مدنيا.</p>")
    revision = next_version(story, editor, body="<p>قتل 470 مدنيا.</p>")
    with pytest.raises(CorrectionNeeded) as asked:
        workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert asked.value.changes == [FactChange("body", "number", "465", "470")]
    assert Story.objects.get().body == "<p>قتل 465 مدنيا.</p>"


def test_a_name_that_readers_saw_does_not_change_without_a_correction(editor):
    story = make_story(body="<p>قال الوزير سامي نجم إن الطريق فتح.</p>")
    revision = next_version(story, editor, body="<p>قال الوزير سامر نجم إن الطريق فتح.</p>")
    with pytest.raises(CorrectionNeeded) as asked:
        workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert asked.value.changes == [FactChange("body", "name", "سامي", "سامر")]


def test_the_correction_goes_live_with_the_number(editor):
    story = make_story(body="<p>قتل 465 مدنيا.</p>")
    revision = next_version(story, editor, body="<p>قتل 470 مدنيا.</p>")
    text = "ورد أن القتلى 465، والصواب 470."
    workflow.publish_revision(story, revision, by=editor, at=NOON, correction=text)
    given = story.corrections.get()
    assert (given.text, given.revision, given.corrected_by) == (text, revision, editor)
    assert given.corrected_at == NOON
    assert Story.objects.get().body == "<p>قتل 470 مدنيا.</p>"
    entry = story.audit_entries.newest_first().first()
    assert entry.changes == {"revision": [1, 2], "correction": [None, text]}


def test_a_change_that_touches_no_fact_needs_no_correction(editor):
    story = make_story(body="<p>قتل 465 مدنيا.</p>")
    revision = next_version(story, editor, body="<p>قُتل 465 مدنيًا.</p>")
    workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert not story.corrections.exists()


def test_a_number_that_nobody_has_seen_yet_needs_no_correction(editor):
    story = make_story(published_at=NOON + timedelta(hours=1), body="<p>قتل 465.</p>")
    revision = next_version(story, editor, body="<p>قتل 470.</p>")
    workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert Story.objects.get().body == "<p>قتل 470.</p>"


def test_a_fact_counts_wherever_readers_saw_it(editor):
    story = make_story(
        headline="مقتل 3 مدنيين",
        body="<p>قال الرئيس بوتين إن القصف توقف.</p>",
        original_date=MORNING.date(),
        source=make_source("الأولى"),
    )
    make_photo(story, caption="بعد 5 أيام")
    photo = revisions.snapshot_of(story)["photos"][0]
    revision = next_version(
        story,
        editor,
        headline="مقتل 4 مدنيين",
        body="<p>قال الرئيس أردوغان إن القصف توقف.</p>",
        original_date="2026-01-04",
        source_id=make_source("الثانية").pk,
        photos=[photo | {"caption": "بعد 6 أيام"}],
    )
    with pytest.raises(CorrectionNeeded) as asked:
        workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert asked.value.changes == [
        FactChange("source_id", "name", "الأولى", "الثانية"),
        FactChange("original_date", "number", "2026-01-05", "2026-01-04"),
        FactChange("headline", "number", "3", "4"),
        FactChange("body", "name", "بوتين", "أردوغان"),
        FactChange("captions", "number", "5", "6"),
    ]


def test_filling_a_gap_contradicts_nothing_that_readers_saw(editor):
    story = make_story()
    revision = next_version(
        story,
        editor,
        byline="سمير",
        dateline="حلب",
        original_date="2016-12-14",
        source_id=make_source("وكالة").pk,
    )
    workflow.publish_revision(story, revision, by=editor, at=NOON)
    assert Story.objects.get().dateline == "حلب"


def test_a_correction_can_be_given_of_what_stands(editor):
    story = make_story()
    workflow.correct(story, "لم يكن المصدر رسميا.", by=editor, at=NOON)
    given = story.corrections.get()
    assert (given.text, given.revision) == ("لم يكن المصدر رسميا.", revisions.live(story))


def test_a_correction_says_something(editor):
    with override("en"), pytest.raises(workflow.TransitionNotAllowed, match="what is right"):
        workflow.correct(make_story(), " ", by=editor, at=NOON)


def test_the_corrections_page_lists_what_readers_can_open_newest_first(editor):
    stories = [make_story() for _ in range(4)]
    for number, story in enumerate(stories):
        at = NOON + timedelta(minutes=number)
        workflow.correct(story, f"تصويب {number}", by=editor, at=at)
    later = NOON + timedelta(hours=1)
    workflow.retract(stories[1], by=editor, at=later, reason="سبب")
    workflow.kill(stories[2], by=editor, at=later, reason="سبب")
    shown = Correction.objects.public(later).newest_first()
    assert [correction.story for correction in shown] == [stories[3], stories[1], stories[0]]


def test_readers_see_corrections_on_the_story_and_on_their_page(client, editor):
    story = make_story(headline="عنوان الخبر")
    for number in range(2):
        text = f"الصواب <b>{number}</b>"
        workflow.correct(story, text, by=editor, at=NOON + timedelta(hours=number))
    for address in (story.get_absolute_url(), reverse("corrections")):
        page = client.get(address).content.decode()
        assert page.index("الصواب &lt;b&gt;1") < page.index("الصواب &lt;b&gt;0")
    assert "عنوان الخبر" in client.get(reverse("corrections")).content.decode()


def test_the_corrections_page_tells_nothing_of_stories_that_are_not_public(client, editor):
    for fields in ({"embargo_until": timezone.now() + timedelta(hours=1)}, {}):
        story = make_story(headline="سر", **fields)
        corrections.give(revisions.ensure_revision(story, at=NOON), "سر", by=editor, at=NOON)
    workflow.kill(story, by=editor, at=NOON, reason="حكم")
    page = client.get(reverse("corrections"))
    assert (page.status_code, page.context["corrections"]) == (200, [])
    assert "سر" not in page.content.decode()


def test_the_corrections_page_goes_on_after_twenty(client, editor):
    story = make_story()
    for number in range(21):
        workflow.correct(story, f"{number}", by=editor, at=NOON + timedelta(minutes=number))
    first = client.get(reverse("corrections")).context
    second = client.get(reverse("corrections"), {"after": first["next_cursor"]}).context
    shown = [given.text for given in (*first["corrections"], *second["corrections"])]
    assert shown == [f"{number}" for number in reversed(range(21))]
    assert second["next_cursor"] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_corrections_takes_the_same_queries(
    client, editor, django_assert_num_queries, count
):
    for number in range(count):
        workflow.correct(make_story(source=make_source(str(number))), "تصويب", by=editor, at=NOON)
    with django_assert_num_queries(1):
        client.get(reverse("corrections"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_corrected_storys_page_takes_the_queries_of_any_story(
    client, editor, django_assert_num_queries, count
):
    story = make_story()
    make_comment(story)
    for number in range(count):
        at = NOON + timedelta(minutes=number, microseconds=number)
        workflow.correct(story, f"تصويب {number}", by=editor, at=at)
    with django_assert_num_queries(2):
        shown = client.get(story.get_absolute_url()).context["corrections"]
    assert [(given.pk, given.text, given.corrected_at) for given in shown] == list(
        story.corrections.newest_first().values_list("pk", "text", "corrected_at")
    )


def test_a_correction_is_never_changed(editor):
    workflow.correct(make_story(), "تصويب", by=editor, at=NOON)
    given = Correction.objects.get()
    given.text = "غيره"
    for change in (given.save, given.delete, Correction.objects.all().delete):
        with pytest.raises(RecordIsFinal):
            change()


def test_a_reporter_asks_and_an_editor_corrects(editor):
    reporter = make_user(Role.REPORTER)
    story = make_story(created_by=reporter)
    request = ask_correction(story, "العدد خطأ", by=reporter, at=NOON)
    assert list(CorrectionRequest.objects.open()) == [request]
    workflow.correct(story, "الصواب 470.", by=editor, at=NOON, request=request)
    request.refresh_from_db()
    assert (request.settled_by, request.correction) == (editor, story.corrections.get())
    assert not CorrectionRequest.objects.open().exists()


def test_an_editor_declines_a_request_once(editor):
    request = ask_correction(make_story(), "العدد خطأ", by=editor, at=NOON)
    for _ in range(2):
        request = decline_correction(request, by=editor, at=NOON, reason="العدد صحيح")
    assert (request.settled_by, request.correction) == (editor, None)
    verbs = [entry.verb for entry in request.story.audit_entries.order_by("pk")]
    assert verbs == ["ask_correction", "decline_correction"]


def test_a_correction_settles_no_request_about_another_story(editor):
    story, other = make_story(), make_story()
    request = ask_correction(other, "العدد خطأ", by=editor, at=NOON)
    with pytest.raises(ValueError, match="another story"), transaction.atomic():
        workflow.correct(story, "الصواب 470.", by=editor, at=NOON, request=request)
    assert list(CorrectionRequest.objects.open()) == [request]
    assert not story.corrections.exists()


def test_a_request_is_declined_with_a_reason(editor):
    request = ask_correction(make_story(), "العدد خطأ", by=editor, at=NOON)
    with override("en"), pytest.raises(NotAllowed, match="Give a reason"):
        decline_correction(request, by=editor, at=NOON, reason=" ")


def test_a_reporter_asks_about_their_own_public_stories_only():
    reporter = make_user(Role.REPORTER)
    for story in (make_story(), make_story(status=Story.Status.DRAFT, created_by=reporter)):
        with pytest.raises(NotAllowed):
            ask_correction(story, "خطأ", by=reporter, at=NOON)


@pytest.mark.parametrize("text", ["", " "])
def test_a_request_says_what_is_wrong(editor, text):
    with override("en"), pytest.raises(NotAllowed, match="Say what is wrong"):
        ask_correction(make_story(), text, by=editor, at=NOON)


def test_the_database_refuses_a_correction_without_words(editor):
    first = revisions.ensure_revision(make_story(), at=NOON)
    fields = {"story": first.story, "corrected_at": NOON, "corrected_by": editor}
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(revision=first, text="", **fields)


@pytest.mark.parametrize("fields", [{"text": ""}, {"settled_at": NOON}])
def test_the_database_refuses_a_request_that_makes_no_sense(editor, fields):
    fields = {"text": "خطأ", "asked_at": NOON, "asked_by": editor} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.create(story=make_story(), **fields)
