"""What was sent from a form of the desk after its login had ended: kept for its writer.

Each form says in `writer`, signed, whose page it is. What they sent waits in the browser's
session until that person has logged in again, and nobody else is ever shown it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

KEY = "kept_forms"
SALT = "articles.writer"
# A page may have stood open over a holiday.
LONGEST_OPEN = timedelta(days=30)
# Of each browser; each may be as large as a request.
MOST_FORMS = 5
SHOW_AGAIN = "_kept"
NOT_WRITTEN = ("csrfmiddlewaretoken", REDIRECT_FIELD_NAME)
SECRET = "password"
# The forms that show their text again themselves; for the others `page` asks first.
SHOW_THEIRS = ("articles_story_add", "articles_story_change")


def writer_of(user: Any) -> str:
    """Signed, for the field `writer` of a form that this user has before them."""
    return signing.dumps(user.pk, salt=SALT)


def is_stale(request: HttpRequest) -> bool:
    """Whether a form with a wrong token is an older page of this site and of this very user.

    Logging in again in another window makes the tokens of open pages worthless. A form on
    another site has another origin, and no signature of the user's.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return is_ours and (request.user.is_anonymous or written_by(request) == request.user.pk)


def written_by(request: HttpRequest) -> int | None:
    """Whose form was sent; None where it does not say so in a way that we would."""
    try:
        return signing.loads(request.POST.get("writer", ""), salt=SALT, max_age=LONGEST_OPEN)
    except signing.BadSignature:
        return None


def keep(request: HttpRequest) -> bool:
    """Keep what was sent to this address for whoever wrote it; whether it could be done."""
    writer = written_by(request)
    if writer is None:
        return False
    kept = request.session.get(KEY, {})
    kept.pop(request.get_full_path(), None)
    kept[request.get_full_path()] = [writer, _written(request.POST)]
    request.session[KEY] = dict(list(kept.items())[-MOST_FORMS:])
    if request.user.is_anonymous:
        messages.warning(request, _("Your login had ended. What you wrote is kept: log in."))
    return True


def _written(sent: QueryDict) -> dict[str, list[str]]:
    return {
        name: values
        for name, values in sent.lists()
        if name not in NOT_WRITTEN and SECRET not in name
    }


def take(request: HttpRequest) -> QueryDict | None:
    """What this user had sent to this address, which is kept no longer."""
    kept = request.session.get(KEY, {})
    if request.get_full_path() not in kept:
        return None
    writer, fields = kept.pop(request.get_full_path())
    request.session[KEY] = kept
    return _as_sent(fields) if writer == request.user.pk else None


def _as_sent(fields: dict[str, list[str]]) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in fields.items():
        sent.setlist(name, values)
    return sent


def given_back(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, and before it what its user had sent there when their login had ended."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        is_asked = request.method == "GET" and request.resolver_match.url_name not in SHOW_THEIRS
        kept = take(request) if is_asked else None
        return page(request, kept) if kept else view(request, *args, **kwargs)

    return inner


def show_again(request: HttpRequest, sent: QueryDict) -> None:
    """Make the request one that sends this only to be shown."""
    # Django reads a request's files together with its POST, which would be empty again.
    _files = request.FILES
    sent[SHOW_AGAIN] = "1"
    request.method, request.POST = "POST", sent


def page(request: HttpRequest, sent: QueryDict) -> HttpResponse:
    """Show what was sent, and ask whether to send it now."""
    context = admin.site.each_context(request) | {
        "title": _("What you sent has been kept"),
        "address": request.get_full_path(),
        "fields": [
            {"name": name, "value": value, "is_prose": len(value.split()) > 1}
            for name, values in sent.lists()
            for value in values
        ],
    }
    return TemplateResponse(request, "admin/kept.html", context)
