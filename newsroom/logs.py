"""Logs: a line of JSON for each request and each fault, by which nobody can be recognised.

A line says when, which request, which page (its pattern, never the address, which may hold what
a reader typed), how it ended and how long it took. Of an exception it has the kind and the place,
never the words: a database says in them what was to be stored.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

HEADER = "X-Request-ID"
# What a proxy of ours may give; of strangers none has come this far.
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
OURS = ("newsroom", "articles", "comments")
NO_REQUEST = ""
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}

logger = logging.getLogger("newsroom.requests")
request_id: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


class RequestLogMiddleware:
    """Give every request an id, say it in the answer, and write one line when it has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        token = request_id.set(given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8))
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id.get()
            logger.info("request", extra={"facts": facts(request, response, began)})
            return response
        finally:
            request_id.reset(token)


def facts(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, object]:
    return {
        "method": request.method if request.method in METHODS else "other",
        "page": pattern(request),
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }


def pattern(request: HttpRequest) -> str | None:
    """The page's pattern; a page that was kept has been answered before anybody looked."""
    try:
        match = getattr(request, "resolver_match", None) or resolve(request.path_info)
    except Resolver404:
        return None
    return match.route


class JsonFormatter(logging.Formatter):
    """One line for each record; what others log is cut down to what says nothing of anybody."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
            "request_id": request_id.get() or None,
        } | getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def message_of(record: logging.LogRecord) -> str:
    """Our own messages whole; of others' the pattern, as their values may be a reader's."""
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    return str(record.msg) if record.args else ""


def places(tb) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(tb)]


def configuration(*, requests: bool) -> dict[str, object]:
    """For LOGGING: everything to the standard error, as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "newsroom.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "newsroom": {"level": "INFO"},
            "newsroom.requests": {"level": "INFO" if requests else "WARNING"},
        },
    }
