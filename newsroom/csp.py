"""Content-Security-Policy under the names that Django 6 has for it.

At the upgrade this module goes: `CSP` comes from `django.utils.csp`, the middleware from
`django.middleware.csp`, the context processor from `django.template.context_processors`.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

Directives = Mapping[str, Iterable[str] | str | bool | None]


class CSP(StrEnum):
    """Header names and the values that a directive may have, as Django 6 spells them."""

    HEADER_ENFORCE = "Content-Security-Policy"
    HEADER_REPORT_ONLY = "Content-Security-Policy-Report-Only"
    NONE = "'none'"
    SELF = "'self'"
    NONCE = "<CSP_NONCE_SENTINEL>"


class LazyNonce(SimpleLazyObject):
    """A nonce that is made when a template first asks for it: pages without one stay cacheable."""

    def __init__(self) -> None:
        super().__init__(lambda: secrets.token_urlsafe(16))

    def __bool__(self) -> bool:
        return self._wrapped is not empty


class ContentSecurityPolicyMiddleware:
    """Send the policies of `SECURE_CSP` and `SECURE_CSP_REPORT_ONLY`, unless a view sent its own.

    Django's own pages for a fault in development style themselves inline, and go without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request._csp_nonce = LazyNonce()
        response = self.get_response(request)
        if settings.DEBUG and response.status_code in (404, 500):
            return response
        for header, directives in (
            (CSP.HEADER_ENFORCE, settings.SECURE_CSP),
            (CSP.HEADER_REPORT_ONLY, settings.SECURE_CSP_REPORT_ONLY),
        ):
            if directives and header not in response.headers:
                response.headers[str(header)] = build_policy(directives, request._csp_nonce)
        return response


def build_policy(directives: Directives, nonce: LazyNonce) -> str:
    """The header's value; the nonce stands in it only where a template has asked for it."""
    written = (_written(name, values, nonce) for name, values in directives.items())
    return "; ".join(directive for directive in written if directive)


def _written(name: str, values: Iterable[str] | str | bool | None, nonce: LazyNonce) -> str:
    if values is None or values is False:
        return ""
    if values is True:
        return name
    listed = [values] if isinstance(values, str) else list(values)
    allowed = [
        f"'nonce-{nonce}'" if value == CSP.NONCE else value
        for value in listed
        if nonce or value != CSP.NONCE
    ]
    return " ".join([name, *allowed])


def csp(request: HttpRequest) -> dict[str, object]:
    """`csp_nonce`, for the templates that need an inline script or style."""
    return {"csp_nonce": getattr(request, "_csp_nonce", None)}
