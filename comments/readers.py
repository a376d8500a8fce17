"""Who a reader is: a random number in a signed cookie, and keyed hashes of it and of the address.

No account, no e-mail, no raw address: what is stored says whether two comments came from the
same place, and nothing about the place.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "reader"
YEAR = 365 * 24 * 3600


def known_reader(request: HttpRequest) -> str:
    """The key of the reader whose cookie came along, or "" for somebody new."""
    number = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    return reader_key(number) if number else ""


def greeted_reader(request: HttpRequest) -> tuple[str, str]:
    """The reader's number and key; a new number for somebody who has none."""
    number = request.get_signed_cookie(COOKIE, default="", salt=COOKIE) or secrets.token_hex(16)
    return number, reader_key(number)


def reader_key(number: str) -> str:
    return _hashed("comments.reader", number)


def address_key(request: HttpRequest) -> str:
    """The keyed hash of the address that the request came from."""
    return _hashed("comments.address", request.META.get("REMOTE_ADDR", ""))


def remember(response: HttpResponse, number: str) -> None:
    """Give the reader the cookie by which their own comments are known."""
    response.set_signed_cookie(
        COOKIE,
        number,
        salt=COOKIE,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _hashed(salt: str, value: str) -> str:
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()
