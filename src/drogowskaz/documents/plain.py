"""What people wrote, made harmless to print: no character of it moves, hides or breaks what stands around it."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeVar

Thing = TypeVar("Thing")

_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Characters that turn the direction of what follows, and tags that nobody sees."""
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of the scripts that run from right to left."""
_TURNED = re.compile(rf"([{_LEFTWARD}](?:[\W\d_]*[{_LEFTWARD}])*)")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LONG_WORD = re.compile(r"[^\s\u200b\u00ad/.,:;?&=-]{31,}")
_PIECE = 15
"""Characters of a very long word after which it may be broken; the longest Polish words are shorter than two."""


def plain(text: str) -> str:
    """`text` without control characters and overrides of direction. Line breaks stay; the rest becomes a space."""
    text = _TURNING.sub("", _CONTROLS.sub(" ", _LINES.sub("\n", text)))
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text)


def cleaned(thing: Thing, swapped: Mapping[int, str] | None = None) -> Thing:
    """A document or a part of it with every text made plain, and characters `swapped` for others."""
    if isinstance(thing, str) and not isinstance(thing, Enum):
        return plain(thing).translate(swapped or {})  # type: ignore[return-value]  # a str is given back for a str
    if isinstance(thing, tuple):
        return tuple(cleaned(part, swapped) for part in thing)  # type: ignore[return-value]  # and a tuple for a tuple
    if is_dataclass(thing) and not isinstance(thing, type):
        # An outline has thousands of numbers and not one text.
        parts = {part.name: getattr(thing, part.name) for part in fields(thing)}
        return type(thing)(
            **{name: part if name == "polygons" else cleaned(part, swapped) for name, part in parts.items()}
        )
    return thing


def isolated(text: str) -> str:
    """A text that runs from right to left, kept from turning its neighbours; any other as it is."""
    if _TURNED.search(text) is None:
        return text
    lines = text.split("\n")
    return "\n".join(f"\N{FIRST STRONG ISOLATE}{line}\N{POP DIRECTIONAL ISOLATE}" for line in lines)


def breakable(text: str) -> str:
    """A text whose endless words may be broken, with an invisible character in the places."""
    return _LONG_WORD.sub(lambda found: "\N{ZERO WIDTH SPACE}".join(_pieces(found[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]


def directed(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it runs from right to left; what is between two such words goes along."""
    return [(piece, bool(place % 2)) for place, piece in enumerate(_TURNED.split(text)) if piece] or [("", False)]
