"""The second step at login: a code from an authenticator app, or one of ten codes on paper."""

from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import audit
from articles.models import AuditEntry
from newsroom.models import User

RECOVERY_CODES = 10
APP_DIGITS = 6
NAME = "desk"


class CodeRefused(Exception):
    """A code that opens nothing; says why."""


def is_due(user: Any) -> bool:
    """Whether this person has to give a code, or set the second step up, before they go on."""
    if not user.is_authenticated or user.is_verified():
        return False
    return bool(user.second_factor_at) or settings.NEWSROOM_SECOND_FACTOR == "required"


def planned(user: User) -> TOTPDevice:
    """The secret that the person is about to take into their app; the same until it is used."""
    device, _is_new = TOTPDevice.objects.get_or_create(user=user, confirmed=False, name=NAME)
    return device


def qr_code(device: TOTPDevice) -> str:
    """The secret as a picture for the app's camera, drawn here, as an address of its own."""
    drawn = segno.make(device.config_url, error="m")
    return drawn.svg_data_uri(scale=5, border=4, light="#fff", dark="#000")


def written_key(device: TOTPDevice) -> str:
    """The secret in groups of four letters, to be typed where there is no camera."""
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@transaction.atomic
def set_up(user: User, code: str, *, at: datetime) -> list[str]:
    """Begin to ask for codes; the recovery codes, which are shown this once.

    Every other session of the person ends. Raises CodeRefused.
    """
    device = TOTPDevice.objects.select_for_update().get(pk=planned(user).pk)
    if not device.verify_token(_plain(code)):
        raise CodeRefused(_("This code is not the one that the app shows now. Try the next one."))
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save()
    _note(user, at, by=user, what=[None, at.isoformat()])
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes in place of the old ones; each opens once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=NAME)
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def check(user: User, code: str) -> Device:
    """The device whose code this is. Raises CodeRefused; each mistake doubles the wait."""
    code = _plain(code)
    kind = TOTPDevice if len(code) == APP_DIGITS and code.isdecimal() else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        is_allowed = device is not None and device.verify_is_allowed()[0]
        is_right = is_allowed and device.verify_token(code)
    if device is not None and not is_allowed:
        raise CodeRefused(_("Too many wrong codes. Wait a little, then try again."))
    if not is_right:
        raise CodeRefused(_("This code is wrong or was used before."))
    return device


@transaction.atomic
def remove(user: User, *, by: User, at: datetime) -> None:
    """Stop asking the person for codes, after they asked for it or lost their telephone."""
    before = user.second_factor_at
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if before:
        _note(user, None, by=by, what=[before.isoformat(), None], happened_at=at)


def _note(
    user: User, since: datetime | None, *, by: User, what: list, happened_at: datetime | None = None
) -> None:
    user.second_factor_at = since
    user.save(update_fields=["second_factor_at"])
    audit.record(
        AuditEntry.Verb.CHANGE,
        by=by,
        at=happened_at or since,
        subject=f"{User._meta.verbose_name}: {user}"[:300],
        changes={"second_factor_at": what},
    )


def _plain(code: str) -> str:
    """The code without the blanks that apps show in it."""
    return "".join(code.split()).lower()[:64]
