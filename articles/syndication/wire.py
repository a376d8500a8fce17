"""What leaves for other machines: text that no parser chokes on, whole addresses, one answer."""

import hashlib
import re
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

# What XML 1.0 (section 2.2) has no way to write, and the bidi controls that reorder a line.
UNSENDABLE = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")')


def origin_of(request: HttpRequest) -> str:
    """The site's own address without a slash at its end; asked once, it costs a page nothing."""
    return request.build_absolute_uri("/")[:-1]


def sendable(text: str) -> str:
    """The text without control characters, which feeds and sitemaps cannot hold."""
    return UNSENDABLE.sub("", text)


def with_whole_links(markup: str, base: str) -> str:
    """Sanitised markup whose links lead to where they lead on the page at `base`."""
    return _LINK.sub(lambda link: link[1] + urljoin(base, link[2]) + link[3], markup)


def answer(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """The body, or 304 for a client that has the very same bytes.

    The entity tag is made of what may be seen at this moment, so that no client is ever told
    that a withdrawn story still stands as it was.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Content-Language": settings.LANGUAGE_CODE}
    response = HttpResponse(body, content_type=content_type, headers=headers)
    return get_conditional_response(request, etag=tag, response=response)
