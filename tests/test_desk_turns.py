"""The desk's pages take turns within a process, and readers pass them by."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.desk_turns import PATIENCE, DeskTurnsMiddleware

SEVERAL = 4


def request_of(path, **cookies):
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return request


def of_the_desk():
    return request_of("/desk/articles/story/", **{settings.SESSION_COOKIE_NAME: "anything"})


def test_pages_of_the_desk_are_made_one_by_one(monkeypatch):
    monkeypatch.setattr("newsroom.desk_turns.PATIENCE", 60)
    inside, alone = Lock(), []

    def make(request):
        alone.append(inside.acquire(blocking=False))
        time.sleep(0.01)
        inside.release()
        return HttpResponse()

    middleware = DeskTurnsMiddleware(make)
    with ThreadPoolExecutor(SEVERAL) as people:
        list(people.map(lambda _: middleware(of_the_desk()), range(SEVERAL)))
    assert alone == [True] * SEVERAL


@pytest.mark.parametrize("path", ["/", "/desk/login/"])
def test_who_has_no_session_waits_for_nobody(path):
    together = Barrier(SEVERAL, timeout=60)

    def make(request):
        together.wait()
        return HttpResponse()

    middleware = DeskTurnsMiddleware(make)
    with ThreadPoolExecutor(SEVERAL) as people:
        answers = list(people.map(lambda _: middleware(request_of(path)), range(SEVERAL)))
    assert [answer.status_code for answer in answers] == [200] * SEVERAL


def test_a_page_that_lasts_holds_nobody_up_for_long():
    begun, is_over = Event(), Event()

    def make(request):
        if not begun.is_set():
            begun.set()
            is_over.wait(60 * PATIENCE)
        return HttpResponse()

    middleware = DeskTurnsMiddleware(make)
    with ThreadPoolExecutor(1) as colleague:
        slow = colleague.submit(middleware, of_the_desk())
        begun.wait(60)
        assert middleware(of_the_desk()).status_code == 200
        assert not slow.done()
        is_over.set()


def test_a_page_that_fails_gives_its_turn_back():
    def make(request):
        raise ZeroDivisionError

    middleware = DeskTurnsMiddleware(make)
    for _again in range(2):
        with pytest.raises(ZeroDivisionError):
            middleware(of_the_desk())
    assert not middleware.turn.locked()
