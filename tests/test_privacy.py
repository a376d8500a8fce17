"""What is kept of readers, what they can take along, and what is left when they erase it."""

import json
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from comments import moderation, posting
from comments.models import Appeal, Comment, CommentText, Decision, Flag, Report
from comments.posting import Posting
from comments.privacy import KEPT
from comments.readers import reader_key
from tests.builders import make_comment, make_story, make_user

pytestmark = pytest.mark.django_db

NUMBER = "a" * 32
SECRET = "سرّي"
FIRST = f"أنت حمار يا {SECRET}"
# Columns of these names hold what is of a person, in whatever model of comments.
PERSONAL = (
    "reader_key",
    "address_key",
    "form_key",
    "author_name",
    "text",
    "evidence",
    "spans",
    "note",
)


@pytest.fixture
def reader():
    """Somebody's browser, with the cookie that knows their comments."""
    client = Client()
    story = make_story()
    client.get(f"/stories/{story.pk}/comments/new/")
    return client


def key_of(client):
    number = client.cookies["reader"].value.split(":")[0]
    return reader_key(number)


def written(client, text, **more):
    story = make_story()
    sent = Posting(
        text=text, author_name=SECRET, reader_key=key_of(client), address_key="x", **more
    )
    return posting.post(story, sent, at=timezone.now())


def everything():
    """All that the tables of the comments hold, as one text."""
    models = apps.get_app_config("comments").get_models()
    return str([list(model._base_manager.values()) for model in models])


def test_every_column_that_holds_something_of_a_person_is_on_the_page():
    told = {column for kind in KEPT for column in kind.columns}
    held = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("comments").get_models()
        for field in model._meta.concrete_fields
        if field.name in PERSONAL
    }
    assert told == held


def test_the_page_says_what_is_kept_and_how_long(client):
    page = client.get("/your-data/").content.decode()
    assert [str(kind.how_long) for kind in KEPT if str(kind.how_long) not in page] == []
    assert "أربعة عشر يومًا" in page
    assert "csrfmiddlewaretoken" not in page
    assert client.cookies.get("reader") is None


def test_a_reader_takes_all_of_theirs_and_nothing_of_others(reader):
    comment = written(reader, FIRST)
    posting.edit(comment, "نص أهدأ", reader_key=key_of(reader), at=timezone.now())
    make_comment(make_story(), text="لغيره", reader_key="other")
    posting.report(
        make_comment(make_story()),
        "spam",
        text="إعلان",
        reader_key=key_of(reader),
        address_key="x",
        at=timezone.now(),
    )
    answer = reader.post("/your-data/take/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="your-data.json"'
    taken = json.loads(answer.content)
    (one,) = taken["comments"]
    assert (one["text"], one["earlier_texts"], one["name"]) == ("نص أهدأ", [FIRST], SECRET)
    assert [report["text"] for report in taken["reports"]] == ["إعلان"]
    assert "لغيره" not in answer.content.decode()
    assert key_of(reader) not in answer.content.decode()


def test_somebody_without_a_cookie_gets_nothing_of_anybody(client):
    make_comment(make_story(), text="نص", reader_key="")
    Report.objects.create(comment=make_comment(make_story()), reason="spam", reader_key="")
    assert client.post("/your-data/take/").json() == {"comments": [], "reports": []}
    client.post("/your-data/erase/", {"sure": "yes"})
    assert Comment.objects.count() == 2
    assert Report.objects.get().reader_key == ""


def test_what_nobody_answered_goes_without_a_trace(reader):
    comment = written(reader, FIRST)
    answer = written(reader, "رد على نفسي")
    Comment.objects.filter(pk=answer.pk).update(story=comment.story, parent=comment, root=comment)
    answer = reader.post("/your-data/erase/", {"sure": "yes"})
    assert answer.status_code == 200
    assert answer.cookies["reader"]["max-age"] == 0
    assert Comment.objects.count() == CommentText.objects.count() == Flag.objects.count() == 0
    assert SECRET not in everything()


def test_what_others_answered_leaves_an_empty_place(reader):
    comment = written(reader, "رأيي في الأمر")
    make_comment(comment.story, text="جواب غيره", parent=comment, root=comment)
    address = f"/stories/{comment.story.pk}/comments/"
    assert "رأيي في الأمر" in Client().get(address).content.decode()
    reader.post("/your-data/erase/", {"sure": "yes"})
    page = Client().get(address).content.decode()
    assert "رأيي في الأمر" not in page
    assert "جواب غيره" in page
    assert SECRET not in everything()


def test_what_was_decided_on_stays_in_the_log_and_leads_to_nobody(reader):
    comment, key = written(reader, FIRST), key_of(reader)
    moderator, at = make_user("moderator"), timezone.now()
    moderation.reject(comment, by=moderator, at=at, reason="insult", seen=comment.version)
    posting.appeal(Comment.objects.get(), f"أنا {SECRET}", reader_key=key, at=at)
    reader.post("/your-data/erase/", {"sure": "yes"})
    left = Comment.objects.get()
    assert (left.text, left.author_name, left.reader_key, left.address_key) == ("…", "", "", "")
    assert left.status == Comment.Status.REJECTED
    assert Appeal.objects.get().text == "…"
    assert Decision.objects.get(verb="reject").text == FIRST
    assert key not in everything()


def test_a_report_stays_without_its_reporter(reader):
    comment = make_comment(make_story())
    for number in range(2):
        posting.report(
            make_comment(make_story()) if number else comment,
            "spam",
            text=SECRET,
            reader_key=key_of(reader),
            address_key="x",
            at=timezone.now(),
        )
    key = key_of(reader)
    reader.post("/your-data/erase/", {"sure": "yes"})
    assert Report.objects.filter(comment=comment).count() == 1
    assert not [word for word in (key, SECRET) if word in everything()]


def test_nothing_is_erased_without_a_tick(reader):
    written(reader, FIRST)
    assert reader.post("/your-data/erase/").status_code == 302
    assert Comment.objects.get().text == FIRST


def test_what_is_kept_of_a_reader_is_not_erased_by_a_link(reader):
    written(reader, FIRST)
    assert reader.get("/your-data/erase/?sure=yes").status_code == 405
    assert Comment.objects.get().text == FIRST


def test_the_newsroom_can_do_it_for_who_asks_by_letter(reader):
    comment, out = written(reader, FIRST), StringIO()
    call_command("reader_data", comment.pk, stdout=out)
    assert [one["text"] for one in json.loads(out.getvalue())["comments"]] == [FIRST]
    call_command("reader_data", comment.pk, "--erase", stdout=out)
    assert out.getvalue().endswith("1 comments deleted, 0 emptied.\n")
    with pytest.raises(CommandError, match="leads to no reader"):
        call_command("reader_data", comment.pk)


def test_the_nightly_command_forgets_failed_logins_and_ended_sessions(client):
    client.post("/desk/login/", {"username": "x", "password": "y"})
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(hours=1))
    Session.objects.create(session_key="old", expire_date=timezone.now())
    out = StringIO()
    call_command("purge_personal_data", stdout=out)
    assert out.getvalue().endswith("1 failed logins and 1 sessions forgotten.\n")
    assert AccessAttempt.objects.count() == Session.objects.count() == 0
