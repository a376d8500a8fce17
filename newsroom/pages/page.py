"""One finished page: its bytes in every coding, its headers, and what it was made of."""

import gzip
import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe

from articles.ingredients import Ingredients
from newsroom.logs import HEADER as REQUEST_ID
from newsroom.pages.changes import Snapshot, parts

# Seconds. What says "an hour ago" may be wrong by so much, and nothing else waits for it.
LONGEST_LIFE = 60
# Brotli's best takes forty times as long for a tenth less; a page lives for a minute.
BROTLI_QUALITY = 6
SHORTEST_COMPRESSED = 200
# Seconds until a time of whole seconds tells two versions apart, whichever process made them.
DATED_AFTER = 2
# What an answer gets of its own, each time.
OWN_HEADERS = {
    "content-length",
    "content-encoding",
    "vary",
    "cache-control",
    "etag",
    "last-modified",
    REQUEST_ID.lower(),
}
# In the order of preference: the smaller first.
CODINGS = ("br", "gzip")
REFUSED = re.compile(r"\b(br|gzip)\s*;\s*q=0(\.0*)?\s*(,|$)")


@dataclass(frozen=True, slots=True)
class Page:
    """`parts` are the changes' keys that concern it; `asked` the cookies that its making read.

    `bodies` has gzip and Brotli where the page is long enough, else the plain bytes.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    etag: str
    parts: frozenset[str]
    asked: frozenset[str]
    snapshot: Snapshot
    made_at: float
    expires_at: float
    # Headers by coding once they change no more until the page's end.
    settled: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def plain(self) -> bytes:
        return self.bodies[""] if "" in self.bodies else gzip.decompress(self.bodies["gzip"])

    def coding_for(self, accepted: str) -> str:
        """The best coding that the browser takes and the page has; "" for plain bytes."""
        refused = {found[0] for found in REFUSED.findall(accepted)} if "q=0" in accepted else ()
        for coding in CODINGS:
            if coding in accepted and coding in self.bodies and coding not in refused:
                return coding
        return ""

    def answer(self, request: HttpRequest) -> HttpResponse:
        meta, now = request.META, time.time()
        if self._is_known(meta, now):
            return self._response(HttpResponseNotModified(), self._headers("", now))
        coding = self.coding_for(meta.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(content_type="", status=self.status)
        response.content = self.bodies[coding] if coding else self.plain()
        headers = self._headers(coding, now)
        if not coding:
            headers["content-length"] = ("Content-Length", str(len(response.content)))
        return self._response(response, headers)

    def _response(self, response: HttpResponse, headers: dict) -> HttpResponse:
        # Setting sixteen headers one by one takes longer than all the rest of the answer.
        response.headers._store = headers
        return response

    def _headers(self, coding: str, now: float) -> dict[str, tuple[str, str]]:
        """The headers by their names in small letters, ready for one response."""
        is_dated = now - self.made_at >= DATED_AFTER
        is_settled = is_dated and self.expires_at - now > 2 * settings.PROXY_SECONDS
        if is_settled and coding in self.settled:
            return self.settled[coding].copy()
        headers = dict(self.headers)
        if coding:
            headers["Content-Encoding"] = coding
            headers["Content-Length"] = str(len(self.bodies[coding]))
        headers["ETag"] = self.etag
        headers["Vary"] = "Accept-Encoding, Cookie"
        headers["Cache-Control"] = cache_control(self.expires_at - now)
        if is_dated:
            headers["Last-Modified"] = http_date(self.made_at)
        ready = {name.lower(): (name, value) for name, value in headers.items()}
        if is_settled:
            self.settled[coding] = ready.copy()
        return ready

    def _is_known(self, meta: dict[str, str], now: float) -> bool:
        """Whether the browser says that it has these very bytes."""
        tags, since = meta.get("HTTP_IF_NONE_MATCH"), meta.get("HTTP_IF_MODIFIED_SINCE")
        if self.status != 200 or not (tags or since):
            return False
        if tags:
            return self.etag.removeprefix("W/") in tags or tags.strip() == "*"
        asked = parse_http_date_safe(since)
        is_dated = asked is not None and now - self.made_at >= DATED_AFTER
        return is_dated and int(self.made_at) <= asked <= now

    def to_bytes(self) -> bytes:
        """The page for another process: a line of JSON, then the bodies one after the other."""
        head = {name: getattr(self, name) for name in PLAIN_FIELDS}
        head |= {"parts": sorted(self.parts), "asked": sorted(self.asked)}
        head |= {"lengths": {coding: len(body) for coding, body in self.bodies.items()}}
        seen = self.snapshot
        head["snapshot"] = [seen.finished, seen.begun, seen.running]
        return b"\n".join([json.dumps(head).encode(), b"".join(self.bodies.values())])

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Page":
        """Raises ValueError or KeyError for what no `to_bytes` wrote."""
        line, _, rest = stored.partition(b"\n")
        bodies, start = {}, 0
        for coding, length in json.loads(line)["lengths"].items():
            bodies[coding] = rest[start : start + length]
            start += length
        if start != len(rest):
            raise ValueError("a body is cut off")
        return cls.from_head(line, bodies)

    @classmethod
    def from_head(cls, line: bytes, bodies: dict[str, bytes] | None = None) -> "Page":
        """The page that the first line of `to_bytes` tells of."""
        head = json.loads(line)
        finished, begun, running = head["snapshot"]
        return cls(
            **{name: head[name] for name in PLAIN_FIELDS},
            bodies=bodies or {},
            parts=frozenset(head["parts"]),
            asked=frozenset(head["asked"]),
            snapshot=Snapshot(finished, begun, tuple(running)),
        )


PLAIN_FIELDS = ("status", "headers", "etag", "made_at", "expires_at")


def cache_control(remaining: float) -> str:
    """How long a browser (not at all) and a proxy between us may keep it.

    A proxy asks again after `PROXY_SECONDS`, and answers while it asks, but never past the
    moment at which the page changes by itself.
    """
    whole = max(int(remaining), 0)
    kept = min(settings.PROXY_SECONDS, whole)
    stale = min(settings.PROXY_SECONDS, whole - kept)
    return f"public, max-age=0, s-maxage={kept}, stale-while-revalidate={stale}"


def make_page(
    response: HttpResponse,
    made_of: Ingredients,
    *,
    asked: frozenset[str],
    snapshot: Snapshot,
    began: float,
    next_release: datetime | None,
) -> Page:
    """The finished page of a response that may be kept, as of the moment that its making began."""
    body = response.content
    headers = tuple(pair for pair in response.items() if pair[0].lower() not in OWN_HEADERS)
    digest = blake2b(repr((response.status_code, headers)).encode() + body, digest_size=12)
    changing = made_of.moments | ({next_release} if next_release else set())
    coming = [moment.timestamp() for moment in changing if moment.timestamp() > began]
    return Page(
        status=response.status_code,
        headers=(*headers, ("Surrogate-Key", surrogate_keys(made_of))),
        bodies=_coded(body),
        etag=f'W/"{digest.hexdigest()}"',
        parts=parts(made_of.tables),
        asked=asked,
        snapshot=snapshot,
        made_at=began,
        expires_at=min([began + LONGEST_LIFE, *coming]),
    )


def surrogate_keys(made_of: Ingredients) -> str:
    """By what a proxy may be told to purge it: the stories that it shows, and all pages at once."""
    return " ".join(["page", *(f"story-{pk}" for pk in sorted(made_of.stories))])


def _coded(body: bytes) -> dict[str, bytes]:
    if len(body) < SHORTEST_COMPRESSED:
        return {"": body}
    return {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, 9, mtime=0),
    }


def without_body(response: HttpResponse) -> HttpResponse:
    """The answer to HEAD: everything but the bytes."""
    length = response.headers.get("Content-Length")
    response.content = b""
    if length:
        response.headers["Content-Length"] = length
    return response
