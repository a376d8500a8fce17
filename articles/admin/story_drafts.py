"""Drafts of the form, which its page keeps in the browser until what was written is saved.

Each form has a name of its own, made by the page, in `writing`. Once its text is saved, the next
page of the desk that knows drafts is told the name, and forgets the draft.
"""

import re

from django.http import HttpRequest

KEY = "saved_writings"
NAME = re.compile(r"[0-9a-f-]{1,36}")
MOST_NAMES = 20


def writing(request: HttpRequest) -> str:
    """The name of the form that was sent; "" for none, or for what no page of ours makes."""
    name = request.POST.get("writing", "")
    return name if NAME.fullmatch(name) else ""


def note_saved(request: HttpRequest) -> None:
    name = writing(request)
    if name:
        names = [*request.session.get(KEY, []), name]
        request.session[KEY] = names[-MOST_NAMES:]


def take_saved(request: HttpRequest) -> list[str]:
    """The names that were noted since the last page took them."""
    return request.session.pop(KEY, [])
