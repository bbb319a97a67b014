"""A sentence that the result carries and says later, in the reader's language and with the names of the sectors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from drogowskaz.engine.values import decimal_text
from drogowskaz.engine.words import _, count, say

NONE: Mapping[str, str] = {}
AND = _("{first} and {last}")
TOGETHER = _("{sectors} together")
LEAST_LEVEL = 0.001

Sectors = tuple[str, ...]
"""The sectors of a part, by their keys."""


@dataclass(frozen=True)
class Told:
    """`message` is a marked source string and `params` fill its names.

    `counted` fill those that are counted things (the forms and the number), `listed` those that are lists of parts,
    `levels` those that are a p, `numbers` those that are numbers with decimal places.
    """

    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    counted: Mapping[str, tuple[tuple[str, str], int]] = field(default_factory=dict)
    listed: Mapping[str, tuple[Sectors, ...]] = field(default_factory=dict)
    levels: Mapping[str, float] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    def sentence(self, lang: str, names: Mapping[str, str] = NONE) -> str:
        """The sentence. `names` gives each sector's key its name in the language; a key without one names itself."""
        counted = {name: count(forms, number, lang) for name, (forms, number) in self.counted.items()}
        listed = {
            name: joined((part_name(part, lang, names) for part in parts), lang) for name, parts in self.listed.items()
        }
        levels = {name: level(p, lang) for name, p in self.levels.items()}
        numbers = {name: decimal_text(Fraction(number), lang) for name, number in self.numbers.items()}
        return say(self.message, lang, **{**self.params, **counted, **listed, **levels, **numbers})


def part_name(sectors: Sectors, lang: str, names: Mapping[str, str] = NONE) -> str:
    """The name of a part: that of its sector, or `councils and institutions together`."""
    said = joined((names.get(key, key) for key in sectors), lang)
    return say(TOGETHER, lang, sectors=said) if len(sectors) > 1 else said


def joined(names: Iterable[str], lang: str) -> str:
    """`councils, institutions and residents`."""
    *first, last = [*names] or [""]
    return say(AND, lang, first=", ".join(first), last=last) if first else last


def level(p: float, lang: str) -> str:
    """`p = 0.034`, to three decimal places; what is smaller than these can tell is `p < 0.001`."""
    sign, shown = ("<", LEAST_LEVEL) if p < LEAST_LEVEL else ("=", p)
    return f"p {sign} {decimal_text(Fraction(shown), lang, 3)}".replace(" ", "\N{NO-BREAK SPACE}")
