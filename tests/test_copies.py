"""Text that stands in several stories: found by the index, kept in step, shown to whom it may."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.copies.backends import copy_index
from articles.copies.finding import AT_ONCE, copies_of
from articles.copies.indexing import fingerprints_of, index_copies
from articles.models import AuditEntry, Story
from articles.roles import Role
from tests.builders import make_photo, make_story, make_user

pytestmark = pytest.mark.django_db

COPIED = (
    "وصلت قافلة المساعدات إلى البلدة المحاصرة مساء أمس بعد أن سمحت السلطات المحلية بدخولها "
    "وحملت مواد غذائية وأدوية تكفي السكان لمدة شهر واحد"
)
OTHER = (
    "أعلنت وزارة النقل فتح الطريق الساحلي أمام الشاحنات الثقيلة ابتداء من صباح الأحد المقبل "
    "بعد انتهاء أعمال الصيانة التي استمرت أربعة أشهر كاملة"
)
VERB = AuditEntry.Verb


def told(*paragraphs, **fields):
    story = make_story(body="".join(f"<p>{text}</p>" for text in paragraphs), **fields)
    index_copies([story.pk])
    return story


def holders(story, among=None):
    found = copies_of(story, Story.objects.published() if among is None else among)
    return [copy.story for copy in found.near_copies]


def test_a_paragraph_is_found_in_the_stories_that_hold_it():
    story = told("بداية قصيرة.", f"{COPIED}.", f"{OTHER}.")
    both = told(f"{OTHER}، كما {COPIED}.")
    one = told(f"نص آخر. {COPIED}، ونص بعده.")
    told("لا شيء منه هنا.")
    copies = copies_of(story, Story.objects.published())
    assert [copy.story for copy in copies.near_copies] == [both, one]
    assert [(paragraph.line.anchor, paragraph.stories) for paragraph in copies.paragraphs()] == [
        ("p2", [both, one]),
        ("p3", [both]),
    ]
    assert copies.is_complete


def test_a_passage_is_found_although_some_words_differ():
    words = (COPIED + " " + OTHER).split()
    words[20] = "غيرها"
    story, other = told(f"{COPIED} {OTHER}."), told(" ".join(words) + ".")
    (copy,) = copies_of(story, Story.objects.published()).near_copies
    assert copy.story == other
    assert copy.percent >= 95


def test_a_set_phrase_is_no_copy():
    phrase = "قال وزير الخارجية في مؤتمر صحفي مشترك عقد مساء أمس في العاصمة"
    told(f"{phrase} إن الاتفاق قريب جدا من التوقيع عليه هذا الأسبوع.")
    assert holders(told(f"{phrase} إن الحدود ستبقى مغلقة حتى إشعار آخر من الحكومة.")) == []


def test_a_caption_counts_as_text():
    story = told("نص.")
    make_photo(story, caption=COPIED)
    index_copies([story.pk])
    other = told(f"{COPIED}.")
    assert holders(other) == [story]


def test_a_story_that_changes_is_found_by_its_new_text_only():
    story = told(f"{COPIED}.")
    other = told(f"{OTHER}.")
    Story.objects.filter(pk=story.pk).update(body=f"<p>{OTHER}.</p>")
    index_copies([story.pk])
    assert holders(other) == [story]
    assert copy_index().sharing(fingerprints_of(COPIED)) == []


def test_every_step_of_a_story_keeps_the_index():
    editor, at = make_user(Role.EDITOR), timezone.now()
    snapshot = {"headline": "عنوان", "body": f"<p>{COPIED}.</p>", "photos": []}
    story = workflow.create(snapshot, by=editor, at=at)
    fingerprints = fingerprints_of(COPIED)
    assert copy_index().sharing(fingerprints) == [story.pk]
    workflow.kill(story, by=editor, at=at, reason="سبب")
    assert copy_index().sharing(fingerprints) == []


def test_a_rebuild_finds_what_was_written_past_the_index():
    story, other = told(f"{COPIED}."), make_story(body=f"<p>{COPIED}.</p>")
    assert holders(story) == []
    call_command("rebuild_copies")
    assert holders(story) == [other]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Story.Status.DRAFT},
        {"status": Story.Status.SUBMITTED},
        {"status": Story.Status.RETRACTED},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
)
def test_readers_are_shown_published_stories_only(client, fields):
    story = told(f"{COPIED}.")
    hidden = told(f"{COPIED}. سر.", headline="سر", **fields)
    address = reverse("story-copies", args=[story.pk, story.slug])
    page = client.get(address)
    assert page.status_code == 200
    assert "سر" not in page.content.decode()
    assert holders(story, Story.objects.all()) == [hidden]
    hidden_address = reverse("story-copies", args=[hidden.pk, hidden.slug])
    assert client.get(hidden_address).status_code == 404


def test_hidden_stories_that_share_more_do_not_crowd_out_a_published_one():
    story, copy = told(f"{COPIED}. {OTHER}."), told(f"{OTHER}.")
    fingerprints = fingerprints_of(f"{COPIED}. {OTHER}.")
    drafts = Story.objects.bulk_create(
        Story(status="draft", headline="-", slug="s") for _ in range(AT_ONCE + 1)
    )
    copy_index().write({draft.pk: fingerprints for draft in drafts})
    assert holders(story) == [copy]


def test_the_page_says_in_how_many_other_stories_a_paragraph_stands(client):
    story = told(f"{COPIED}.", headline="الأول")
    told(f"{COPIED}.", headline="الثاني")
    told(f"{COPIED}.", headline="الثالث")
    address = reverse("story-copies", args=[story.pk, story.slug])
    assert address in client.get(story.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert "في خبرين آخرين" in page
    assert "الثاني" in page
    assert "الثالث" in page


def test_the_page_takes_the_same_queries_for_any_number(client):
    story = told(f"{COPIED}.")
    address = reverse("story-copies", args=[story.pk, story.slug])

    def queries_beside(number):
        for _ in range(number):
            told(f"{COPIED}.")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert queries_beside(1) == queries_beside(2)
