"""Answers to an annexe: what people type, read into one form of writing each, and shown again.

Canonical texts: whole number `12`; decimal `1.5`; money in złoty with grosze `1200.00`; `yes`, `no`; the key of a
choice; keys of several choices parted by a space, in the order of the definition; an ISO date; TERYT codes parted by
a space; a text as it was typed. An empty text is a question without an answer.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from drogowskaz.engine.annexes.schema import CHOSEN, NO, NUMBERS, YES, Choice, Field, FieldType
from drogowskaz.engine.measures import measures
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.teryt import LENGTHS, level_of
from drogowskaz.engine.values import SPACES, Kind, State, Unreadable, number_text, parse
from drogowskaz.engine.words import LANGUAGES, _, say

Answers: TypeAlias = Mapping[tuple[str, int], str]
"""Canonical texts by question and place. Places count from 0: the services, needs … of a section that repeats."""

LARGEST = {Kind.COUNT: 40_000_000, Kind.MONEY: 1_000_000_000_000, Kind.FTE: 1_000_000}
"""The greatest plausible number: more people than the country has, or more money than its budget."""
LONGEST = {FieldType.TEXT: 300, FieldType.ORGANISATION: 300, FieldType.EVIDENCE: 300, FieldType.LONGTEXT: 5000}
"""Characters of an answer in words."""
UNSAID = ("case", "unit")
"""Units that are contracts in one question and clubs in another."""
PARTED = "; "
"""Between the labels of several choices, where they are shown."""
SAID = {YES: _("yes"), NO: _("no")}
_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LOCAL_DATE = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_CURRENCY = re.compile(rf"[{SPACES}]*(?:zł|PLN)\.?$", re.IGNORECASE)
_PARTS = re.compile("[;\n]")
_SYMBOLS = (".", "-", "–", "—", "x", "X")


def read_answer(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    """What a person typed or chose, in the words of any language or in canonical form, as a canonical text.

    What cannot be read comes back as an empty text with a problem that says why. `lang` is the language the labels
    of choices are named in, in sentences.
    """
    typed = _CONTROLS.sub(" ", _LINES.sub("\n", typed)).strip()
    if not typed:
        return "", None
    return _READERS[field.type](field, typed, lang)


def show_answer(field: Field, text: str, lang: str) -> str:
    """A canonical text as people write it: `1 200,50`, `tak`, the labels of choices, 31.12.2026."""
    if not text:
        return ""
    if field.type in NUMBERS:
        return number_text(number_of(field, text), NUMBERS[field.type], lang)
    if field.type is FieldType.YES_NO:
        return say(SAID[text], lang)
    if field.type in CHOSEN:
        return PARTED.join(choice.label[lang] for choice in chosen(field, text))
    if field.type is FieldType.DATE:
        return day_text(dt.date.fromisoformat(text), lang)
    return text


def day_text(day: dt.date, lang: str) -> str:
    """A day in digits, which people write by hand and `read_answer` reads: 31.12.2026."""
    return f"{day:%d.%m.%Y}" if lang == "pl" else f"{day:%d/%m/%Y}"


def unit_text(field: Field, lang: str) -> str:
    """What a number counts, to stand behind it; nothing where the form's own word says less than the question."""
    return measures()[field.unit].label[lang] if field.unit and field.unit not in UNSAID else ""


def number_of(field: Field, text: str) -> int:
    """A canonical number in the scale of the rows it fits: persons, grosze, hundredths of a post."""
    kind = NUMBERS[field.type]
    return parse(text, kind, largest=LARGEST[kind]).number


def chosen(field: Field, text: str) -> tuple[Choice, ...]:
    """The choices of a canonical text, those the definition no longer has left out."""
    return tuple(field.choice_by_key[key] for key in text.split() if key in field.choice_by_key)


def _number(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    kind = NUMBERS[field.type]
    if typed in _SYMBOLS:
        return "", Problem(_("Write a number, or leave it empty when you do not know. Zero means that there was none."))
    if kind is Kind.MONEY:
        typed = _CURRENCY.sub("", typed)
    try:
        value = parse(typed, kind, largest=LARGEST[kind])
    except Unreadable as unreadable:
        return "", Problem(unreadable.message, params={"text": typed})
    if value.state is not State.VALUE:
        return "", None
    whole, part = divmod(value.number, kind.scale)
    if field.type is FieldType.MONEY:
        return f"{whole}.{part:02}", None
    return (f"{whole}.{part:02}".rstrip("0") if part else str(whole)), None


def _yes_no(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    for answer, label in SAID.items():
        if typed.casefold() in {answer, *(say(label, one).casefold() for one in LANGUAGES)}:
            return answer, None
    return "", Problem(_("“{text}” is neither yes nor no."), params={"text": typed})


def _one(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    keys, unknown = _named(field, [typed])
    return ("", _not_known(field, unknown, lang)) if unknown else (keys[0], None)


def _several(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    keys, unknown = _named(field, _PARTS.split(typed))
    if unknown and not _named(field, typed.split())[1]:
        # Labels have spaces, keys have not.
        keys, unknown = _named(field, typed.split())
    if unknown:
        return "", _not_known(field, unknown, lang)
    return " ".join(key for key in field.choice_by_key if key in keys), None


def _named(field: Field, parts: list[str]) -> tuple[list[str], list[str]]:
    """The keys that the parts name by key or by label in any language, and the parts that name nothing."""
    known = {_plain(name): one.key for one in field.choices for name in (*one.label.values(), one.key)}
    found = {part.strip(): known.get(_plain(part)) for part in parts if part.strip()}
    return [key for key in found.values() if key], [part for part, key in found.items() if not key]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _not_known(field: Field, unknown: list[str], lang: str) -> Problem:
    known = PARTED.join(choice.label[lang] for choice in field.choices)
    message = _("“{text}” is not one of the answers to choose from: {known}.")
    return Problem(message, params={"text": PARTED.join(unknown), "known": known})


def _date(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    if _YEAR.fullmatch(typed):
        return f"{typed}-12-31", None
    local = _LOCAL_DATE.fullmatch(typed)
    try:
        if local:
            return dt.date(int(local[3]), int(local[2]), int(local[1])).isoformat(), None
        return dt.date.fromisoformat(typed).isoformat(), None
    except ValueError:
        message = _("“{text}” is not a date. Write it like 31.12.2026, or only the year.")
        return "", Problem(message, params={"text": typed})


def _territory(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    parts = re.split(rf"[{SPACES},;\n]+", typed.strip(",; "))
    # Spreadsheets take a code for a number and drop its first zero; no whole code is that long.
    codes = list(dict.fromkeys(f"0{part}" if part.isdigit() and len(part) + 1 in LENGTHS else part for part in parts))
    wrong = [code for code in codes if level_of(code) is None]
    if wrong:
        message = _("“{text}” is not a TERYT code of a gmina, powiat or voivodeship.")
        return "", Problem(message, params={"text": ", ".join(wrong)})
    return " ".join(codes), None


def _words(field: Field, typed: str, lang: str) -> tuple[str, Problem | None]:
    text = typed if field.type is FieldType.LONGTEXT else " ".join(typed.split())
    most = LONGEST[field.type]
    if len(text) > most:
        message = _("The answer has {n} characters. Shorten it to {most}.")
        return "", Problem(message, params={"n": len(text), "most": most})
    return text, None


_READERS: dict[FieldType, Callable[[Field, str, str], tuple[str, Problem | None]]] = {
    FieldType.TEXT: _words,
    FieldType.LONGTEXT: _words,
    FieldType.ORGANISATION: _words,
    FieldType.EVIDENCE: _words,
    FieldType.INTEGER: _number,
    FieldType.DECIMAL: _number,
    FieldType.MONEY: _number,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _one,
    FieldType.MULTICHOICE: _several,
    FieldType.DATE: _date,
    FieldType.TERRITORY: _territory,
}
