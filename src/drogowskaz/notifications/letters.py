"""The table of every letter and every news, filled in `config/letters.py`, and how their texts are made."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import BadHeaderError
from django.db.models import Q
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import override

from drogowskaz.engine.words import _
from drogowskaz.notifications.enums import MANDATORY, Kind

Context = Mapping[str, Any]


def about_nothing(_context: Context) -> str:
    """For letters that concern a person only."""
    return ""


@dataclass(frozen=True)
class Letter:
    """One letter of the catalogue. `when` and `who` are marked sentences: what it tells, and who gets it.

    The texts lie in `<area>/mail/<what>_subject.txt`, `_reason.txt` (why the reader got it), `_text.txt` and, where
    there is one, `_text.html`, for the event `area.what`. `example` gives an invented context for the preview; `about`
    the path of the thing a letter with this context concerns.
    """

    event: str
    kind: Kind
    when: str
    who: str
    example: Callable[[], dict[str, Any]]
    about: Callable[[Context], str] = about_nothing

    @property
    def mandatory(self) -> bool:
        """Whether nobody can stop it."""
        return self.kind in MANDATORY


@dataclass(frozen=True)
class Tidings:
    """One kind of news of a thing. Its sentence is `<area>/news/<what>.txt`; `when` is a marked sentence."""

    event: str
    when: str
    example: Mapping[str, Any]


@dataclass(frozen=True)
class Thing:
    """A thing that can be followed, in the language of the moment."""

    name: str
    url: str


Naming = Callable[[Collection[str]], dict[str, Thing]]
"""Finds things by their paths in a fixed number of queries; what is not there is left out."""
Reach = Callable[[Any, dt.datetime], Q | None]
"""Which letters of the log a person may know of; None for none of them."""


@dataclass
class Catalogue:
    """What the areas above told: letters and news by event, who names things by the word before their last
    key, who reads the log."""

    letters: dict[str, Letter] = field(default_factory=dict)
    news: dict[str, Tidings] = field(default_factory=dict)
    namings: dict[str, Naming] = field(default_factory=dict)
    reach: Reach | None = None

    def declare(self, letters: Iterable[Letter] = (), news: Iterable[Tidings] = ()) -> None:
        """Add an area's part of the table; the same part twice counts once."""
        self.letters.update({one.event: one for one in letters})
        self.news.update({one.event: one for one in news})

    def named(self, things: Iterable[str]) -> dict[str, Thing]:
        """The things that are there, by path."""
        by_word: dict[str, list[str]] = {}
        for thing in dict.fromkeys(things):
            words = thing.split("/")
            if len(words) % 2 == 0:
                by_word.setdefault(words[-2], []).append(thing)
        found: dict[str, Thing] = {}
        for word, paths in by_word.items():
            if word in self.namings:
                found.update(self.namings[word](paths))
        return found


catalogue = Catalogue()
"""The one catalogue of the program."""


def written(event: str, language: str, context: Context) -> dict[str, str]:
    """The subject, reason and bodies of a letter in a language. Raises BadHeaderError for a line break in the subject.

    `change`, `stop` and `stop_all` of the context are addresses for the foot; `mandatory` says there are none.
    """
    area, what = event.split(".")
    base = f"{area}/mail/{what}"
    with override(language):
        # A template ends with a line break of its own; one inside is somebody's attempt to add a header.
        subject = render_to_string(f"{base}_subject.txt", dict(context)).strip()
        reason = render_to_string(f"{base}_reason.txt", dict(context)).strip()
        refuse_header(subject)
        letter = {**context, "subject": subject, "reason": reason}
        said = str(render_to_string(f"{base}_text.txt", letter)).strip()
        text = str(render_to_string("notifications/letter.txt", {**letter, "text": said})).strip() + "\n"
        try:
            html = str(render_to_string(f"{base}_text.html", letter))
        except TemplateDoesNotExist:
            html = ""
    return {"subject": subject[:200], "reason": reason[:300], "text": text, "html": html}


def refuse_header(value: str) -> None:
    """Raise BadHeaderError for text that would begin a header of its own."""
    if "\n" in value or "\r" in value:
        raise BadHeaderError("A line break is not allowed in the header of a letter.")


def sentence(event: str, context: Context) -> str:
    """The sentence of a news in the language of the moment."""
    area, what = event.split(".")
    return " ".join(str(render_to_string(f"{area}/news/{what}.txt", dict(context))).split())


def _example_confirmation() -> dict[str, Any]:
    return {"name": "gmina Wymyślona", "link": "https://drogowskaz.example/powiadomienia/potwierdzenie/…/", "days": 7}


def _example_news() -> dict[str, Any]:
    site, name = "https://drogowskaz.example/", "gmina Wymyślona"
    told = [
        {"day": dt.date(2026, 4, 20 - place), "sentence": sentence(one.event, one.example)}
        for place, one in enumerate(catalogue.news.values())
    ]
    group = {"name": name, "url": f"{site}jednostka/9901012/", "stop": f"{site}powiadomienia/stop/…/", "news": told}
    return {"groups": [group], "followed": [name]}


LETTERS = (
    Letter(
        "notifications.confirmation",
        Kind.ACCOUNT,
        _("Somebody without an account wants to follow something"),
        _("the address that was given"),
        _example_confirmation,
    ),
    Letter(
        "notifications.news",
        Kind.NEWS,
        _("Something happened to what somebody follows"),
        _("those who follow it, at once or gathered by day or week"),
        _example_news,
    ),
)
"""The letters of this area itself; areas above declare theirs in a module of this name."""


def previewed(letter: Letter, language: str) -> dict[str, str]:
    """What a letter with its invented context says in a language, with addresses under it as a real one has."""
    site = "https://drogowskaz.example/powiadomienia/"
    links = {} if letter.mandatory else {"stop": f"{site}stop/…/", "change": site}
    with override(language):
        context = {**links, **letter.example(), "mandatory": letter.mandatory}
    return written(letter.event, language, context)
