"""Signs in a text that somebody should look at it closely before it is published. None of them rejects anything.

They are words of `participation.enums.contribution.Sign`; how fast a form was sent is not seen in its text.
"""

import re
import unicodedata
from collections.abc import Iterable

LINKS, SHORTENED, SAME_TEXT, SHOUTING, FOREIGN, NUMBERS = (
    "links", "shortened", "same_text", "shouting", "foreign", "numbers",
)  # fmt: skip
MANY_LINKS = 3
"""Links from which on they are many."""
ENOUGH_TO_SHOUT, ENOUGH_TO_BE_FOREIGN = 20, 10
"""Letters below which a text is too short to tell: an acronym shouts nothing."""
MOSTLY_CAPITALS, MOSTLY_FOREIGN = 0.8, 0.5
"""Shares of the letters."""

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_SHORTENERS = (
    "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "s.id", "shorturl.at",
    "t.co", "t.ly", "tiny.cc", "tinyurl.com", "tiny.pl", "v.gd",
)  # fmt: skip
_SHORTENED = re.compile(
    rf"(?<![\w.@-])(?:https?://|www\.)*(?:{'|'.join(map(re.escape, _SHORTENERS))})/\S", re.IGNORECASE
)
_PERSON = r"\d{11}"
_ACCOUNT = r"\d{2}(?: ?\d{4}){6}"
_PHONE = r"\d{3}[ -]?\d{3}[ -]?\d{3}|\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2}"
_NUMBERS = re.compile(rf"(?<!\d)(?:{_PERSON}|{_ACCOUNT}|(?:(?:\+|00)48[ -]?)?(?:{_PHONE}))(?!\d)")


def signs_of(text: str, before: Iterable[str] = ()) -> frozenset[str]:
    """The signs in a text; `before` are texts that came earlier, none of them this very one."""
    found = {
        LINKS: len(_LINK.findall(text)) >= MANY_LINKS,
        SHORTENED: _SHORTENED.search(text) is not None,
        SAME_TEXT: _plain(text) in {_plain(one) for one in before},
        SHOUTING: _shouts(text),
        FOREIGN: _is_foreign(text),
        NUMBERS: _NUMBERS.search(text.replace("\N{NO-BREAK SPACE}", " ")) is not None,
    }
    return frozenset(sign for sign, seen in found.items() if seen)


def _plain(text: str) -> str:
    """A text without what changes when it is only typed again: case and spaces."""
    return " ".join(text.casefold().split())


def _shouts(text: str) -> bool:
    cased = [letter for letter in text if letter.isupper() or letter.islower()]
    capitals = sum(letter.isupper() for letter in cased)
    return len(cased) >= ENOUGH_TO_SHOUT and capitals >= MOSTLY_CAPITALS * len(cased)


def _is_foreign(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return len(letters) >= ENOUGH_TO_BE_FOREIGN and foreign > MOSTLY_FOREIGN * len(letters)
