"""Answers an anonymous reader from the pages that are kept, before anything else is done."""

import time
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

from articles.ingredients import Ingredients, model_tables, noting
from newsroom.logs import HEADER as REQUEST_ID
from newsroom.pages.files import Files
from newsroom.pages.freshness import Freshness
from newsroom.pages.keeper import Keeper
from newsroom.pages.memory import Key, Memory
from newsroom.pages.page import Page, make_page, without_body
from newsroom.pages.remaking import Remaking
from newsroom.pages.shared import Shared
from newsroom.pages.watching import watched_tables
from newsroom.replica import Replica

KEPT_STATUSES = (200, 301, 410)
# What `newsroom.views.failed` answers where a database cannot be had.
FAILED = 503
FORBIDS = ("private", "no-store", "no-cache")
LARGEST = 2**20
# How long a reader waits for another one's page to be finished before making their own.
PATIENCE = 1.0
LOCKS = 64


class AskedCookies(dict):
    """A request's cookies that remember which of them were asked for."""

    def __init__(self, cookies: dict[str, str]):
        super().__init__(cookies)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: str | None = None) -> str | None:
        self.asked.add(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)


class PageCacheMiddleware:
    """Keeps what is the same for everybody who has none of the cookies that its making read.

    A page is kept unless it says otherwise (`never_cache`), sets a cookie, has a nonce, was made
    by writing, or reads a table whose changes nobody records. HEAD is answered from what GET made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)
        self.memory = Memory()
        self.replica = Replica()
        self.freshness = Freshness(self.memory.give_up, self.replica)
        self.shared = Shared(settings.CACHE_URL)
        self.files = Files(settings.PAGES_ROOT)
        if settings.PAGES_ROOT:
            Keeper(self.files).start()
        self.locks = [Lock() for _ in range(LOCKS)]
        self.remaking = Remaking(self.make_in_turn)
        self.language_cookie = settings.LANGUAGE_COOKIE_NAME
        self.languages = dict(settings.LANGUAGES)
        # The CSRF cookie is read for every request; a page with a token in it sets the cookie.
        self.harmless = {self.language_cookie, settings.CSRF_COOKIE_NAME}
        self.personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        self.unwatched = model_tables() - watched_tables()
        self.elsewhere = tuple(
            prefix if prefix.startswith("/") else f"/{prefix}"
            for prefix in (settings.STATIC_URL, settings.MEDIA_URL, reverse("admin:index"))
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.KEEPS_PAGES or request.path_info.startswith(self.elsewhere):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return self.written(request)
        if "HTTP_AUTHORIZATION" in request.META:
            return self.get_response(request)
        key = self.key_of(request)
        page = self.kept(request, key)
        if page is None:
            page = self.last(request, key)
        if page is None:
            return self.make_in_turn(request, key)
        response = page.answer(request)
        return without_body(response) if request.method == "HEAD" else response

    def written(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        self.freshness.hurry()
        return response

    def key_of(self, request: HttpRequest) -> Key:
        """What pages differ by. A host that is not ours is refused while its page is made."""
        meta = request.META
        language = ""
        if "HTTP_COOKIE" in meta:
            language = request.COOKIES.get(self.language_cookie, "")
        return (
            request.path_info,
            meta.get("QUERY_STRING", ""),
            meta.get("HTTP_HOST", ""),
            language if language in self.languages else settings.LANGUAGE_CODE,
            request.scheme,
        )

    def kept(self, request: HttpRequest, key: Key) -> Page | None:
        """The page for this reader, if there is one that holds, or did when the database went."""
        if self.freshness.ask() is None and not self.freshness.is_away:
            return None
        page = self.memory.get(key)
        if page is None or time.time() >= page.expires_at:
            return None
        return page if self.is_for(request, page) else None

    def last(self, request: HttpRequest, key: Key) -> Page | None:
        """The page as it was a moment ago, which is being made anew meanwhile.

        Only for who has no cookie, and so cannot have written anything themselves.
        """
        page = self.memory.last(key)
        if page is None or request.COOKIES.keys() - {self.language_cookie}:
            return None
        if self.freshness.snapshot is None or time.time() >= page.expires_at:
            return None
        if request.method == "GET":
            self.remaking.ask(request, key)
        return page

    def is_for(self, request: HttpRequest, page: Page) -> bool:
        return "HTTP_COOKIE" not in request.META or page.asked.isdisjoint(request.COOKIES)

    def make_in_turn(self, request: HttpRequest, key: Key) -> HttpResponse:
        """Make the page, or wait for who makes it already: after a change many ask at once."""
        if request.method == "HEAD" or self.is_personal(request):
            return self.get_response(request)
        lock = self.locks[hash(key) % LOCKS]
        is_mine = lock.acquire(timeout=PATIENCE)
        try:
            page = self.kept(request, key) or self.shared_page(request, key)
            return page.answer(request) if page else self.make(request, key)
        finally:
            if is_mine:
                lock.release()

    def is_personal(self, request: HttpRequest) -> bool:
        return bool(request.COOKIES) and not self.personal.isdisjoint(request.COOKIES)

    def shared_page(self, request: HttpRequest, key: Key) -> Page | None:
        page = self.shared.get(key)
        if page is None or not self.freshness.holds(page) or not self.is_for(request, page):
            return None
        if self.keep(key, page):
            self.write_file(key, page)
        return page

    def make(self, request: HttpRequest, key: Key) -> HttpResponse:
        snapshot, began = self.freshness.ask(), time.time()
        next_release = self.freshness.next_release
        cookies = request.COOKIES = AskedCookies(request.COOKIES)
        # It is compressed here, once, and better.
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        with noting() as made_of:
            response = self.made(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        asked = frozenset(cookies.asked - self.harmless)
        is_common = asked.isdisjoint(request.COOKIES.keys())
        if snapshot is None or not is_common or not self.may_keep(response, made_of):
            return self.gzip.process_response(request, response)
        page = make_page(
            response,
            made_of,
            asked=asked,
            snapshot=snapshot,
            began=began,
            next_release=next_release,
        )
        if self.keep(key, page):
            self.shared.put(key, page)
            self.write_file(key, page)
        answer = page.answer(request)
        if REQUEST_ID in response.headers:
            answer.headers[REQUEST_ID] = response.headers[REQUEST_ID]
        return answer

    def made(self, request: HttpRequest) -> HttpResponse:
        """The response, from the replica where the reader cannot have written anything."""
        is_common = not request.COOKIES.keys() - {self.language_cookie}
        with self.replica.reading(is_common=is_common) as is_copy:
            response = self.get_response(request)
        if is_copy and response.status_code == FAILED:
            self.replica.rest("a page could not be made")
            return self.get_response(request)
        return response

    def may_keep(self, response: HttpResponse, made_of: Ingredients) -> bool:
        if response.streaming or response.status_code not in KEPT_STATUSES or response.cookies:
            return False
        if made_of.has_written or not self.unwatched.isdisjoint(made_of.tables):
            return False
        control = response.headers.get("Cache-Control", "")
        if any(word in control for word in FORBIDS) or len(response.content) > LARGEST:
            return False
        has_nonce = "'nonce-" in response.headers.get("Content-Security-Policy", "")
        return not has_nonce and not response.has_header("Content-Encoding")

    def keep(self, key: Key, page: Page) -> bool:
        """Keep it; whether it holds. Looked at last, or a change could slip in between."""
        self.memory.put(key, page)
        if not self.freshness.holds(page):
            self.memory.remove(key)
            return False
        return True

    def write_file(self, key: Key, page: Page) -> None:
        """Let the web server send it, if it holds at the moment when it is written."""
        place = self.files.place_of(key, page)
        if place is None:
            return
        with self.files.writing():
            self.freshness.hurry()
            self.freshness.ask()
            if self.freshness.holds(page):
                self.files.write(place, page)
