"""The log of the program, on the error output: lines for people or objects of JSON for programs.

No e-mail address and nothing that signs in ever gets there: addresses of pages are told without what is secret in
them and without their query, texts of faults are cleaned, and a person is told by their mark in the log of acts.
"""

import datetime as dt
import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

REQUESTS = "drogowskaz.requests"
"""The logger with a line for each answered request."""
SHOWN = frozenset(
    {
        "chapter",
        "check",
        "code",
        "column",
        "earlier",
        "edition",
        "file",
        "lang",
        "offset",
        "older",
        "row",
        "section",
        "year",
    }
)
"""Parts of addresses that are nobody's secret. Whatever else a route takes as text is not told."""
HIDDEN = "…"
E_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")
TOKEN = re.compile(r"(?<![\w-])(?=[\w:-]*[a-z])(?=[\w:-]*[A-Z])(?=[\w:-]*\d)[\w:-]{22,}", re.ASCII)
"""What looks like a key or a token: long, with small and great letters and digits."""


@dataclass(frozen=True)
class Asked:
    """The request in hand: its name in the log and when it came."""

    id: str
    request: HttpRequest
    since: float


_in_hand: ContextVar[Asked | None] = ContextVar("request in hand", default=None)


def configuration(form: str, requests: bool) -> dict[str, Any]:
    """Django's LOGGING for `line` or `json`, with a line for each request where that is wanted."""
    if form not in ("line", "json"):
        raise ImproperlyConfigured(f"DROGOWSKAZ_LOG must be line or json, not {form!r}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "drogowskaz.config.logs.Line"},
            "json": {"()": "drogowskaz.config.logs.Object"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {REQUESTS: {"level": "INFO" if requests else "WARNING"}},
    }


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives each request a name, sends it back in X-Request-ID, and writes its line; files of the pages have none."""
    log = logging.getLogger(REQUESTS)

    def answer(request: HttpRequest) -> HttpResponse:
        asked = Asked(uuid4().hex, request, time.perf_counter())
        token = _in_hand.set(asked)
        try:
            response = get_response(request)
            response["X-Request-ID"] = asked.id
            if log.isEnabledFor(logging.INFO) and not request.path.startswith(settings.STATIC_URL):
                told = {
                    "status": response.status_code,
                    "duration_ms": round(1000 * (time.perf_counter() - asked.since), 1),
                    "account": _mark(request),
                }
                log.info("%s %s %s", request.method, shown_path(request), response.status_code, extra={"told": told})
            return response
        finally:
            _in_hand.reset(token)

    return answer


def _mark(request: HttpRequest) -> str | None:
    """The mark of the signed-in person in the log of acts; asked for only where the page knew the person."""
    from django.db import DatabaseError  # noqa: PLC0415  (the settings read this module before there is a database)

    person = getattr(request, "_cached_user", None)
    if person is None or not person.is_authenticated:
        return None
    from drogowskaz.audit.queries import mark_of  # noqa: PLC0415  (the same, of models)

    try:
        return mark_of(person.pk)
    except DatabaseError:
        return None


def shown_path(request: HttpRequest) -> str:
    """The address of the page without its query and without the parts that may be secret."""
    match, path = request.resolver_match, str(request.path)
    if match is None:
        first, rest = path.lstrip("/").partition("/")[::2]
        return f"/{first}/{HIDDEN}" if rest else f"/{clean(first)}"
    for name, value in match.kwargs.items():
        if name not in SHOWN and isinstance(value, str) and value:
            path = path.replace(value, HIDDEN)
    return path


def clean(text: str, request: HttpRequest | None = None) -> str:
    """A text without e-mail addresses, without tokens and without the address of the page as it was asked."""
    if request is not None:
        for written in (request.get_full_path(), request.path):
            text = text.replace(written, shown_path(request))
    return TOKEN.sub(HIDDEN, E_MAIL.sub(HIDDEN, text))


def _request_of(record: logging.LogRecord) -> HttpRequest | None:
    asked = _in_hand.get()
    given = getattr(record, "request", None)
    if isinstance(given, HttpRequest):
        return given
    return asked.request if asked else None


class Line(logging.Formatter):
    """A line for people, with the name of the request where there is one; a traceback follows."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        asked = _in_hand.get()
        text = clean(super().format(record), _request_of(record))
        first, rest = text.partition("\n")[::2]
        named = f"{first} [{asked.id}]" if asked else first
        return f"{named}\n{rest}" if rest else named


class Object(logging.Formatter):
    """One object of JSON on one line."""

    def format(self, record: logging.LogRecord) -> str:
        asked, request = _in_hand.get(), _request_of(record)
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(record.getMessage(), request),
        }
        if asked:
            told["request_id"] = asked.id
        if request is not None:
            told |= {"method": request.method, "path": clean(shown_path(request))}
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["fault"] = clean(self.formatException(record.exc_info), request)
        return json.dumps(told, ensure_ascii=False)
