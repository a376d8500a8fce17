"""The token that a comment form carries: for which story it was made, when, and a number.

A script that posts without reading the form has none; one that sends a form in no time, or a
form again, is found out.
"""

import secrets
from datetime import timedelta

from django.core import signing

SALT = "comments.form"
LIFETIME = timedelta(days=1)
# Nobody writes and sends a comment faster than this.
QUICKEST = timedelta(seconds=2)


class TokenInvalid(Exception):
    """Forged, for another story, too old or too quick."""


def issue(story_pk: int) -> str:
    return signing.dumps([story_pk, secrets.token_hex(16)], salt=SALT)


def accept(token: str, story_pk: int) -> str:
    """The form's number. Raises TokenInvalid."""
    try:
        made_for, number = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TokenInvalid from error
    if made_for != story_pk or _is_too_quick(token):
        raise TokenInvalid
    return number


def _is_too_quick(token: str) -> bool:
    try:
        signing.loads(token, salt=SALT, max_age=QUICKEST)
    except signing.SignatureExpired:
        return False
    return True
