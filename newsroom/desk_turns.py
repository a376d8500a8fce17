"""The desk's pages are made one after the other in each process, so that readers pass them by.

A page of the desk computes for some 60 ms, a reader's for 3 to 10, and all threads of a process
share one interpreter. Four pages of the desk at once are ready no sooner than one by one; but a
reader would have a fifth of the processor beside them instead of a half.
"""

from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

DESK = reverse_lazy("admin:index")
# Seconds after which nobody waits any longer: whoever has the turn may be waiting themselves, for
# a lock of the database or for a picture that comes over a slow line.
PATIENCE = 1.0


class DeskTurnsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.turn = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_of_the_desk(request):
            return self.get_response(request)
        is_mine = self.turn.acquire(timeout=PATIENCE)
        try:
            return self.get_response(request)
        finally:
            if is_mine:
                self.turn.release()

    def is_of_the_desk(self, request: HttpRequest) -> bool:
        """Whoever has no session is only shown the login, and may not hold anybody up."""
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        return has_session and request.path_info.startswith(str(DESK))
