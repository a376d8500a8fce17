"""The story's page in the desk: writing it, and taking it through its life."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import revisions, workflow
from articles.models import AuditEntry, Revision, Story
from articles.roles import Role
from tests.builders import make_source, make_story, make_user
from tests.desk import changed_form, page, step

pytestmark = pytest.mark.django_db

Status = Story.Status


@pytest.fixture
def reporter():
    return make_user(Role.REPORTER)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def draft_of(user, **fields):
    story = Story(headline="عنوان", body="<p>نص أول.</p><p>نص ثان.</p>", **fields)
    return workflow.create(revisions.snapshot_of(story), by=user, at=timezone.now())


def published_by(user, **fields):
    story = draft_of(user, **fields)
    return workflow.publish(story, by=user, at=timezone.now(), accept_gaps=True)


def sentences(response):
    return [str(message) for message in response.context["messages"]]


# Writing


def test_a_reporter_writes_a_draft_and_hands_it_in_with_one_button(client_of, reporter):
    client = client_of(reporter)
    address = reverse("admin:articles_story_add")
    form = changed_form(client, address, headline="جديد", body="<p>نص.</p>", _step="submit")
    response = client.post(address, form, follow=True)
    story = Story.objects.get()
    assert (story.headline, story.status, story.created_by) == ("جديد", "submitted", reporter)
    assert response.redirect_chain == [(page(story), 302)]
    assert sentences(response) == [
        "تم الحفظ.",
        "تم: تقديم للمراجعة. حالة الخبر الآن «مقدَّم للمراجعة».",
    ]


def test_saving_a_draft_makes_a_version_with_its_reason(client_of, reporter):
    story = draft_of(reporter)
    client = client_of(reporter)
    form = changed_form(client, page(story), headline="أدق", reason="صياغة")
    client.post(page(story), form)
    newest = revisions.newest(story)
    assert (newest.number, newest.reason, newest.created_by) == (2, "صياغة", reporter)
    assert Story.objects.get().headline == "أدق"


def test_saving_the_same_text_makes_no_version(client_of, reporter):
    story = draft_of(reporter, credits=[{"agency": "وكالة", "evidence": "قالت وكالة"}])
    client = client_of(reporter)
    client.post(page(story), changed_form(client, page(story)))
    assert Revision.objects.count() == 1


def test_readers_see_the_live_version_until_the_next_is_published(client_of, client, editor):
    story = published_by(editor)
    desk = client_of(editor)
    response = desk.post(page(story), changed_form(desk, page(story), headline="تال"), follow=True)
    assert sentences(response) == ["حُفظت النسخة 2، ولا يزال القراء يرون النسخة المنشورة."]
    assert response.context["adminform"].form["headline"].value() == "تال"
    assert "تال" not in client.get(story.get_absolute_url()).content.decode()
    desk.post(step(story, "publish_revision"), {"step-revision": revisions.newest(story).pk})
    assert "تال" in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"slug": "---"}, "slug", "يحتاج الرابط إلى حرف أو رقم واحد على الأقل."),
        ({"original_date": "2016-02-30"}, "original_date", "أدخل تاريخاً صحيحاً."),
        (
            {"original_date": "1500-01-01"},
            "original_date",
            "يقع تاريخ الخبر بين عامي 1800 و2199.",
        ),
        ({"headline": "ع" * 301}, "headline", None),
        ({"body": f"<p>{'ن' * 1_000_001}</p>"}, "body", None),
    ],
)
def test_a_wrong_field_says_so_beside_it_and_the_form_is_kept(
    client_of, reporter, fields, name, sentence
):
    story = draft_of(reporter)
    client = client_of(reporter)
    form = changed_form(client, page(story), summary="لا يضيع", **fields)
    response = client.post(page(story), form)
    shown = response.context["adminform"].form
    assert list(shown.errors) == [name]
    assert sentence is None or shown.errors[name] == [sentence]
    assert shown["summary"].value() == "لا يضيع"
    assert Revision.objects.count() == 1


def test_a_published_story_cannot_lose_its_headline(client_of, editor):
    story = published_by(editor)
    client = client_of(editor)
    response = client.post(page(story), changed_form(client, page(story), headline=" "))
    assert response.context["adminform"].form.errors == {"headline": ["لا يُنشر خبر بلا عنوان."]}


# Steps


def test_a_gap_asks_for_a_second_click_and_names_itself(client_of, editor):
    story = draft_of(editor, headline_is_provisional=True)
    client = client_of(editor)
    asked = client.post(step(story, "publish"))
    assert [gap.value for gap in asked.context["gaps"]] == ["headline", "source", "date"]
    assert Story.objects.get().status == Status.DRAFT
    client.post(step(story, "publish"), {"step-accept_gaps": "1"})
    assert Story.objects.get().status == Status.PUBLISHED


def test_a_story_without_gaps_is_published_at_once(client_of, editor):
    story = draft_of(editor, source=make_source(), original_date=date(2016, 12, 14))
    client_of(editor).post(step(story, "publish"))
    assert Story.objects.get().status == Status.PUBLISHED


def test_a_story_without_text_says_what_is_missing(client_of, editor):
    story = draft_of(editor)
    Story.objects.update(body="")
    response = client_of(editor).post(step(story, "publish"))
    assert response.context["form"].non_field_errors() == ["لا يُنشر خبر بلا نص."]


def test_a_schedule_in_the_past_is_refused_beside_the_time(client_of, editor):
    story = draft_of(editor)
    sent = {"step-moment_0": "2020-01-01", "step-moment_1": "10:00", "step-accept_gaps": "1"}
    response = client_of(editor).post(step(story, "schedule"), sent)
    assert response.context["form"].errors == {"moment": ["اختر موعدًا لم يحن بعد."]}


def test_a_schedule_before_the_embargo_is_refused_beside_the_time(client_of, editor):
    now = timezone.now()
    story = draft_of(editor)
    workflow.embargo(story, until=now + timedelta(days=2), by=editor, at=now)
    tomorrow = timezone.localtime(now + timedelta(days=1))
    sent = {
        "step-moment_0": tomorrow.strftime("%Y-%m-%d"),
        "step-moment_1": "10:00",
        "step-accept_gaps": "1",
    }
    response = client_of(editor).post(step(story, "schedule"), sent)
    assert list(response.context["form"].errors) == ["moment"]


def test_sending_back_takes_a_note_and_shows_it_to_the_reporter(client_of, editor, reporter):
    story = workflow.submit(draft_of(reporter), by=reporter, at=timezone.now())
    client = client_of(editor)
    missing = client.post(step(story, "send_back"))
    assert missing.context["form"].errors == {"reason": ["هذا الحقل مطلوب."]}
    client.post(step(story, "send_back"), {"step-reason": "أضف المصدر."})
    panel = client_of(reporter).get(page(story)).context["panel"]
    assert (panel.state.value, panel.story.sent_back_reason) == ("sent_back", "أضف المصدر.")


def test_a_number_changed_after_publication_asks_for_a_correction(client_of, editor):
    story = published_by(editor)
    client = client_of(editor)
    client.post(page(story), changed_form(client, page(story), body="<p>نص أول 15.</p>"))
    sent = {"step-revision": revisions.newest(story).pk}
    asked = client.post(step(story, "publish_revision"), sent)
    assert list(asked.context["form"].errors) == ["correction"]
    client.post(step(story, "publish_revision"), sent | {"step-correction": "العدد 15."})
    assert story.corrections.get().text == "العدد 15."


def test_a_killed_story_shows_where_it_stood_and_that_it_is_gone(client_of, editor):
    story = published_by(editor)
    client = client_of(editor)
    before = client.get(step(story, "kill")).context["places"]
    client.post(step(story, "kill"), {"step-reason": "شكوى"})
    after = client.get(page(story)).context["panel"].places
    assert [place.shows_it for place in before] == [True] * len(before)
    assert [place.shows_it for place in after] == [False] * len(after)


def test_the_text_of_a_killed_story_is_not_on_its_page(client_of, editor):
    story = published_by(editor)
    workflow.kill(story, by=editor, at=timezone.now(), reason="شكوى")
    assert "نص أول" not in client_of(editor).get(page(story)).content.decode()


def test_a_step_that_has_become_impossible_leads_back_to_the_story(client_of, editor):
    story = published_by(editor)
    response = client_of(editor).get(step(story, "submit"), follow=True)
    assert sentences(response) == ["لم تعد هذه الخطوة ممكنة: تغيّر الخبر."]


@pytest.mark.parametrize("verb", ["create", "edit", "change", "x"])
def test_what_is_no_step_is_not_found(client_of, editor, verb):
    assert client_of(editor).get(step(draft_of(editor), verb)).status_code == 404


def test_every_time_stands_with_its_zone(client_of, editor, settings):
    settings.TIME_ZONE = "Asia/Beirut"
    story = published_by(editor)
    shown = client_of(editor).get(page(story)).content.decode()
    assert '<bdi class="zone" dir="ltr">UTC+0' in shown


# Reading


def test_a_reporter_reads_what_they_handed_in_but_cannot_change_it(client_of, reporter):
    story = workflow.submit(draft_of(reporter), by=reporter, at=timezone.now())
    client = client_of(reporter)
    shown = client.get(page(story))
    assert '<p id="p1">نص أول.</p>' in shown.content.decode()
    assert "data-body-editor" not in shown.content.decode()
    assert client.post(page(story), {"headline": "تسلل"}).status_code == 403


def test_a_story_of_another_reporter_is_not_found(client_of, reporter):
    story = draft_of(make_user(Role.REPORTER, "colleague"))
    response = client_of(reporter).get(page(story))
    assert response.status_code == 302
    assert client_of(reporter).get(step(story, "submit")).status_code == 404


def test_nobody_deletes_a_story(client_of, administrator):
    story = make_story()
    address = reverse("admin:articles_story_delete", args=[story.pk])
    assert client_of(administrator).post(address, {"post": "yes"}).status_code == 403


def test_saving_is_in_our_log_and_not_in_the_admins(client_of, editor):
    story = draft_of(editor)
    client = client_of(editor)
    client.post(page(story), changed_form(client, page(story), headline="أدق"))
    entry = AuditEntry.objects.newest_first().first()
    assert (entry.verb, entry.by, entry.changes["headline"]) == ("edit", editor, ["عنوان", "أدق"])
    assert editor.logentry_set.count() == 0
