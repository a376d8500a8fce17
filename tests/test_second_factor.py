"""The second step at login."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import AuditEntry
from tests.builders import make_user

pytestmark = pytest.mark.django_db

SET_UP, ASK, MANAGE = (f"/desk/second-factor/{part}" for part in ("set-up/", "ask/", ""))
QUEUE = "/desk/comments/comment/queue/"


@pytest.fixture
def editor():
    return make_user("editor")


def code_of(user, later=0):
    """What the person's app shows now, or that many half minutes later."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key) if not later else _shown(device, later):06d}"


def _shown(device, later):
    return totp(device.bin_key, t0=-30 * later)


def wrong(code):
    return f"{(int(code) + 500_000) % 1_000_000:06d}"


def with_second_factor(user, client):
    """Set it up in this browser; the recovery codes."""
    client.get(SET_UP)
    answer = client.post(SET_UP, {"code": code_of(user)})
    return re.findall(r'<code dir="ltr">(\w+)</code>', answer.content.decode())


def calm_down(user):
    """Let the wait after a wrong code pass."""
    long_ago = timezone.now() - timedelta(hours=1)
    TOTPDevice.objects.filter(user=user).update(throttling_failure_timestamp=long_ago)


def test_nobody_is_asked_who_has_not_set_it_up(client_of, editor):
    assert client_of(editor).get("/desk/").status_code == 200


def test_the_picture_is_drawn_here_and_holds_the_secret_that_is_written_below(client_of, editor):
    page = client_of(editor).get(SET_UP)
    assert page.context["picture"].startswith("data:image/svg+xml")
    device = TOTPDevice.objects.get(user=editor)
    assert page.context["key"].replace(" ", "") in device.config_url
    assert not device.confirmed


def test_a_wrong_code_sets_nothing_up(client_of, editor):
    client = client_of(editor)
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": wrong(code_of(editor))}).status_code == 400
    editor.refresh_from_db()
    assert editor.second_factor_at is None
    assert client.get("/desk/").status_code == 200


def test_after_setting_it_up_a_password_alone_opens_nothing(client_of, editor):
    here = client_of(editor)
    assert len(with_second_factor(editor, here)) == 10
    assert here.get("/desk/").status_code == 200
    editor.refresh_from_db()
    elsewhere = client_of(editor)
    for address in ("/desk/", "/desk/articles/story/", SET_UP, MANAGE):
        assert elsewhere.get(address).url.startswith(ASK)
    assert elsewhere.post("/desk/articles/source/add/", {"name": "x"}).url.startswith(ASK)


def test_a_session_from_before_ends_when_the_second_step_comes(client_of, editor):
    here, stolen = client_of(editor), client_of(editor)
    with_second_factor(editor, here)
    assert stolen.get("/desk/").url.startswith("/desk/login/")


def test_the_code_opens_the_page_that_was_asked_for_and_only_once(client_of, editor):
    with_second_factor(editor, client_of(editor))
    editor.refresh_from_db()
    client, code = client_of(editor), code_of(editor, later=1)
    led = client.get("/desk/articles/story/?q=x").url
    assert client.post(led, {"code": f"{code[:3]} {code[3:]}"}).url == "/desk/articles/story/?q=x"
    assert client.get("/desk/").status_code == 200
    again = client_of(editor)
    assert again.post(ASK, {"code": code}).status_code == 400
    assert again.get("/desk/").status_code == 302


def test_a_recovery_code_opens_once(client_of, editor):
    first, *_others = with_second_factor(editor, client_of(editor))
    editor.refresh_from_db()
    assert client_of(editor).post(ASK, {"code": first.upper()}).status_code == 302
    again = client_of(editor).post(ASK, {"code": first})
    assert again.status_code == 400
    assert "سبق استعماله" in again.content.decode()
    assert StaticToken.objects.filter(device__user=editor).count() == 9


def test_who_guesses_codes_waits_even_with_the_right_one(client_of, editor):
    with_second_factor(editor, client_of(editor))
    editor.refresh_from_db()
    client, code = client_of(editor), code_of(editor, later=1)
    client.post(ASK, {"code": wrong(code)})
    client.post(ASK, {"code": wrong(code)})
    refused = client.post(ASK, {"code": code})
    assert "انتظر قليلًا" in refused.content.decode()
    calm_down(editor)
    assert client.post(ASK, {"code": code}).status_code == 302


def test_the_code_of_a_colleague_opens_nothing(client_of, editor):
    colleague = make_user("reporter")
    with_second_factor(colleague, client_of(colleague))
    with_second_factor(editor, client_of(editor))
    editor.refresh_from_db()
    assert client_of(editor).post(ASK, {"code": code_of(colleague, later=1)}).status_code == 400


def test_where_it_is_required_everybody_of_the_staff_is_led_to_set_it_up(
    client_of, editor, settings
):
    settings.NEWSROOM_SECOND_FACTOR = "required"
    client = client_of(editor)
    assert client.get("/desk/").url.startswith(SET_UP)
    assert with_second_factor(editor, client) != []
    assert client.get("/desk/").status_code == 200
    assert b'name="remove"' not in client.get(MANAGE).content
    client.post(MANAGE, {"code": code_of(editor, later=1), "remove": "1"})
    editor.refresh_from_db()
    assert editor.second_factor_at is not None


def test_turning_it_off_takes_a_code_and_is_in_the_log(client_of, editor):
    client = client_of(editor)
    with_second_factor(editor, client)
    assert client.post(MANAGE, {"code": "000000", "remove": "1"}).status_code == 400
    calm_down(editor)
    client.post(MANAGE, {"code": code_of(editor, later=1), "remove": "1"})
    editor.refresh_from_db()
    assert editor.second_factor_at is None
    assert client.get("/desk/").status_code == 200
    changes = [entry.changes["second_factor_at"] for entry in AuditEntry.objects.order_by("pk")]
    assert [[bool(value) for value in change] for change in changes] == [
        [False, True],
        [True, False],
    ]


def test_an_administrator_helps_somebody_whose_telephone_is_lost(client_of, editor, administrator):
    with_second_factor(editor, client_of(editor))
    sent = {"action": "remove_second_factor", "_selected_action": [editor.pk]}
    client_of(administrator).post("/desk/newsroom/user/", sent)
    editor.refresh_from_db()
    assert editor.second_factor_at is None
    assert not TOTPDevice.objects.filter(user=editor).exists()


def test_an_administrator_without_every_right_helps_no_superuser(client_of, administrator):
    with_second_factor(administrator, client_of(administrator))
    sent = {"action": "remove_second_factor", "_selected_action": [administrator.pk]}
    client_of(make_user("administrator", "boss")).post("/desk/newsroom/user/", sent)
    administrator.refresh_from_db()
    assert administrator.second_factor_at is not None


def test_the_next_page_is_never_on_another_site(client_of, editor):
    with_second_factor(editor, client_of(editor))
    editor.refresh_from_db()
    code = code_of(editor, later=1)
    answer = client_of(editor).post(f"{ASK}?next=//example.org/", {"code": code})
    assert answer.url == "/desk/"


def test_no_secret_of_the_second_step_is_shown_in_the_desk(client_of, administrator):
    client = client_of(administrator)
    for model in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert client.get(f"/desk/{model}/").status_code == 404


def test_readers_and_strangers_are_not_asked():
    assert Client().get("/").status_code == 200
    assert Client().get(MANAGE).url.startswith("/desk/login/")
