"""The interface's language: what this person chose, never what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils import translation

DESK = reverse_lazy("admin:index")


class InterfaceLanguageMiddleware:
    """Activate the staff member's language in the desk and the reader's cookie elsewhere.

    The public site never touches the session, so that reading it costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The language code for this request: profile, then cookie, then the site's own."""
    if request.path_info.startswith(str(DESK)) and request.user.is_authenticated:
        return request.user.interface_language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
