"""The Polish alphabet for sorting, search and typesetting, the same on every database and machine.

SQLite compares bytes and a bare server has no Polish locale, so the order and the folded form are stored as text.
"""

import re
import unicodedata

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_ORDER = {letter: f"{place:02}" for place, letter in enumerate("0123456789" + ALPHABET, start=1)}
_LONE = re.compile(r"<[^<>]*>|(?<![\w<&-])([aiouwzAIOUWZ]) (?=\S)")
"""A tag comes first, so that what stands inside it is passed over."""


def sort_key(text: str) -> str:
    """Digits that sort like `text` in the Polish alphabet under any collation; anything else counts as a space."""
    return "".join(_ORDER.get(letter, "00") for letter in text.lower())


def fold(text: str) -> str:
    """Lower case without diacritics, only letters and digits parted by single spaces: `Łódź-Górna` → `lodz gorna`."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def bind(text: str) -> str:
    """Tie one-letter words to the word after them, so that no line of Polish ends in `w` or `z`."""
    return _LONE.sub(lambda found: f"{found[1]}\N{NO-BREAK SPACE}" if found[1] else found[0], text)


def plural_form(number: int) -> int:
    """0 after one (1 osoba), 1 after two to four (22 osoby), 2 after all others (0, 5, 12 osób)."""
    if number == 1:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2
