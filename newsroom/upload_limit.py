"""How much anybody may send at once, checked before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.middleware import DESK


class UploadLimitMiddleware:
    """Answer 413 to a request whose body is longer than readers, or in the desk staff, may send.

    Without it a file field that no form has would still be written to the disk, whole.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = announced_length(request)
        if length > settings.LARGEST_FROM_READERS and length > limit(request):
            return render(request, "413.html", status=413)
        return self.get_response(request)


def announced_length(request: HttpRequest) -> int:
    """The body's length in bytes as its sender names it: Django reads no more than that."""
    named = request.META.get("CONTENT_LENGTH") or ""
    return int(named[:18]) if named.isdecimal() else 0


def limit(request: HttpRequest) -> int:
    """The most bytes of a long body; only for one that goes to the desk is the session asked."""
    is_at_desk = request.path_info.startswith(str(DESK))
    is_staff = is_at_desk and request.user.is_authenticated and request.user.is_staff
    return settings.LARGEST_FROM_STAFF if is_staff else settings.LARGEST_FROM_READERS
