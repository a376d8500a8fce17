"""What makes no sense is answered beside its field, in Arabic, and nothing of the form is lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles import corrections, revisions, workflow
from articles.importing.reading import SIZE_LIMIT
from articles.models import PreviewLink, Revision, SeedFile, Story
from articles.permissions import NotAllowed
from articles.roles import Role
from tests.builders import make_story, make_user
from tests.desk import changed_form, of_story, page, step

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>نص.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def moment(day, prefix="step-moment"):
    local = timezone.localtime(day)
    return {f"{prefix}_0": f"{local:%Y-%m-%d}", f"{prefix}_1": f"{local:%H:%M}"}


def is_arabic(sentence):
    words = re.sub(r"<[^>]*>|utf-[0-9a-z-]+|encoding", "", str(sentence))
    return bool(re.search(r"[\u0621-\u064a]", words)) and not re.search(r"[A-Za-z]{2}", words)


@pytest.mark.parametrize(
    ("verb", "until"), [("schedule", -DAY), ("embargo", -DAY)], ids=["schedule", "embargo"]
)
def test_a_moment_that_is_over_is_refused_beside_it(client_of, editor, story, verb, until):
    sent = moment(timezone.now() + until)
    form = client_of(editor).post(step(story, verb), sent).context["form"]
    assert form.errors == {"moment": ["اختر موعدًا لم يحن بعد."]}
    assert form["moment"].value() == [sent["step-moment_0"], sent["step-moment_1"]]


def test_an_embargo_beyond_the_publication_is_refused_beside_it(client_of, editor, story):
    now = timezone.now()
    workflow.schedule(story, publish_at=now + DAY, by=editor, at=now, accept_gaps=True)
    form = client_of(editor).post(step(story, "embargo"), moment(now + 2 * DAY)).context["form"]
    assert list(form.errors) == ["moment"]
    assert form.errors["moment"][0].endswith(": يجب أن ينتهي الحظر عنده أو قبله.")
    assert Story.objects.get().embargo_until is None


@pytest.mark.parametrize("given", [("2026-02-30", "10:00"), ("2026-02-20", "25:99"), ("x", "")])
@pytest.mark.parametrize("verb", ["schedule", "embargo"])
def test_a_moment_that_there_is_not_is_refused_beside_it(client_of, editor, story, verb, given):
    sent = {"step-moment_0": given[0], "step-moment_1": given[1]}
    form = client_of(editor).post(step(story, verb), sent).context["form"]
    assert list(form.errors) == ["moment"]
    assert all(map(is_arabic, form.errors["moment"]))
    assert form["moment"].value() == list(given)


def test_a_link_that_ends_on_no_day_keeps_the_readers_name(client_of, editor, story):
    sent = {"reader_name": "محامية", "expires_at_0": "2026-13-01", "expires_at_1": "10:00"}
    form = client_of(editor).post(of_story("links", story), sent).context["form"]
    assert list(form.errors) == ["expires_at"]
    assert form["reader_name"].value() == "محامية"
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "---"),
        ("slug", "،؟!"),
        ("original_date", "2016-02-30"),
        ("original_date", "0001-01-01"),
        ("original_date", "غدا"),
        ("headline", "ع" * 301),
        ("body", f"<p>{'ن' * 2_000_000}</p>"),
        ("source", "999"),
        ("topic", "x"),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_field_of_a_story_says_in_arabic_what_is_wrong(
    client_of, editor, story, field, value, is_new
):
    client = client_of(editor)
    address = reverse("admin:articles_story_add") if is_new else page(story)
    sent = changed_form(client, address, **{"headline": "ما كتبته", field: value})
    response = client.post(address, sent)
    form = response.context["adminform"].form
    assert list(form.errors) == [field]
    assert all(map(is_arabic, form.errors[field]))
    assert form["headline"].value() == (value if field == "headline" else "ما كتبته")
    assert (response.status_code, Revision.objects.count()) == (200, 1)


def test_an_address_may_be_written_as_words(client_of, editor, story):
    client = client_of(editor)
    client.post(page(story), changed_form(client, page(story), slug="قوافل، إلى حلب!"))
    assert revisions.newest(story).content()["slug"] == "قوافل-إلى-حلب"


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"\x00" * 90, b"a\n" * SIZE_LIMIT])
def test_an_upload_that_is_no_text_says_so_beside_the_file(client_of, editor, raw):
    sent = {"file": SimpleUploadedFile("a.txt", raw), "encoding": "utf-8"}
    form = client_of(editor).post(reverse("admin:articles_seedfile_add"), sent).context["form"]
    assert list(form.errors) == ["file"]
    assert all(map(is_arabic, form.errors["file"]))
    assert not SeedFile.objects.exists()


def test_a_step_that_the_state_forbids_does_not_speak_of_roles(editor):
    draft = make_story(status=Story.Status.DRAFT)
    with pytest.raises(NotAllowed) as refused:
        corrections.ask_correction(draft, "خطأ", by=editor, at=timezone.now())
    assert str(refused.value) == "الخطوة «طلب تصويب» غير ممكنة والخبر في حالة «مسودة»."
