"""Whose word about a reader's address is taken: that of our own proxies, and nobody else's."""

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REQUEST_ID",
)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxyMiddleware:
    """Make `REMOTE_ADDR` the reader's address, and drop what a stranger says of themselves.

    From a proxy in `TRUSTED_PROXIES` the forwarded addresses are read from the right: the first
    that is none of our proxies is the reader's. Everybody else's `X-Forwarded-…` is forgotten
    before anything looks at it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trusted, meta = settings.TRUSTED_PROXIES, request.META
        if is_in(meta.get("REMOTE_ADDR", ""), trusted):
            said = meta.pop("HTTP_X_FORWARDED_FOR", "")
            meta["REMOTE_ADDR"] = readers_address(said, trusted) or meta["REMOTE_ADDR"]
        else:
            for name in FORWARDED:
                meta.pop(name, None)
        return self.get_response(request)


def readers_address(forwarded: str, trusted: Sequence[Network]) -> str:
    """The rightmost address that is no proxy of ours, "" where there is none."""
    for part in reversed(forwarded.split(",")):
        address = part.strip()
        if not is_address(address):
            return ""
        if not is_in(address, trusted):
            return address
    return ""


def is_in(address: str, networks: Sequence[Network]) -> bool:
    if not networks or not is_address(address):
        return False
    return any(ipaddress.ip_address(address) in network for network in networks)


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
