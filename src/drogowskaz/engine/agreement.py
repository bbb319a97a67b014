"""Figures that others have published, computed again by this program: how many agree, and how that was counted.

Where a publication prints only a ratio, its whole-number halves are found first: people come whole, so a wrong formula
or a wrong denominator would leave ratios that no whole number gives. The counts are kept in `definitions/agreement`;
the published figures themselves are not ours to keep.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Indicator, Texts
from drogowskaz.engine.files.reading import Source
from drogowskaz.engine.indicators import figure, rounded
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _, plural
from drogowskaz.engine.yamlfile import Node, read

HALF = Fraction(1, 2)
FOLDER = DEFINITIONS / "agreement"

COUNTED = ("areas", "since", "until", "rows", "exact", "close", "halves", "apart")


class Closeness(StrEnum):
    """How near a published figure is to the computed one, after rounding to its decimal places.

    One unit in the last place is told apart from an exact agreement: publications were seen that cut off instead of
    rounding.
    """

    EXACT = "exact"
    CLOSE = "within-one-unit"
    APART = "apart"


class How(StrEnum):
    """How the cells of a comparison were come by."""

    PUBLISHED = "published-cells"
    WHOLE_DENOMINATOR = "whole-denominator"
    WHOLE_NUMERATOR = "whole-numerator"


HOWS = {
    How.PUBLISHED: _("Numerator and denominator are published; the indicator is computed from them."),
    How.WHOLE_DENOMINATOR: _(
        "The numerator is published. The denominator is the whole number that comes nearest to the published indicator;"
        " the indicator computed from it must give the published figure."
    ),
    How.WHOLE_NUMERATOR: _(
        "The denominator is the whole number found for another indicator of the same unit and year. The numerator is"
        " the whole number that comes nearest to the published indicator; the indicator computed from both must give"
        " the published figure."
    ),
}
AREAS = {
    Level.GMINA: plural("{n} gmina", "{n} gminas"),
    Level.POWIAT: plural("{n} powiat", "{n} powiats"),
    Level.CITY: plural("{n} city with powiat rights", "{n} cities with powiat rights"),
    Level.VOIVODESHIP: plural("{n} voivodeship", "{n} voivodeships"),
}


@dataclass(frozen=True)
class Compared:
    """One published figure beside ours."""

    indicator: Indicator
    area: str
    year: int
    computed: Fraction | None
    published: Fraction

    @property
    def closeness(self) -> Closeness:
        if self.computed is None:
            return Closeness.APART
        return agrees(self.computed, self.published, self.indicator.decimals)

    @property
    def is_half_to_even(self) -> bool:
        """Whether the exact value lies halfway between two figures and the even one was published, where we take the
        one further from zero."""
        units = self.published * 10**self.indicator.decimals
        halfway = self.computed is not None and abs(self.computed * 10**self.indicator.decimals - units) == HALF
        return halfway and self.closeness is Closeness.CLOSE and units % 2 == 0


@dataclass(frozen=True)
class Tally:
    """What came out for one indicator over the areas and years of one publication: counts only.

    `halves` of the `close` ones are explained by the rounding of exact halves to the even figure.
    """

    indicator: Indicator
    level: Level
    areas: int
    since: int
    until: int
    rows: int
    exact: int
    close: int
    halves: int
    apart: int
    how: How


@dataclass(frozen=True)
class Agreement:
    """All counts for the publications of one publisher, through one edition."""

    edition: Edition
    title: Texts
    source: Source
    tallies: tuple[Tally, ...]

    @property
    def rows(self) -> int:
        return sum(tally.rows for tally in self.tallies)

    @property
    def exact(self) -> int:
        return sum(tally.exact for tally in self.tallies)

    @property
    def halves(self) -> int:
        return sum(tally.halves for tally in self.tallies)


def agrees(computed: Fraction, published: Fraction, decimals: int) -> Closeness:
    """The published figure against the computed one, with a tolerance of one unit in the last decimal place."""
    gap = abs(rounded(computed, decimals) - published) * 10**decimals
    if gap == 0:
        return Closeness.EXACT
    return Closeness.CLOSE if gap <= 1 else Closeness.APART


def whole_denominator(indicator: Indicator, numerator: int, published: Fraction) -> int:
    """The whole number that comes nearest to giving the published figure. The figure must not be zero."""
    return int(rounded(indicator.factor * numerator / published, 0))


def whole_numerator(indicator: Indicator, denominator: int, published: Fraction) -> int:
    """The whole number that comes nearest to giving the published figure."""
    return int(rounded(published * denominator / indicator.factor, 0))


def compare(
    indicator: Indicator, edition: Edition, *, area: str, year: int, cells: Mapping[str, int], published: Fraction
) -> Compared:
    """Put the cells into a sheet of the edition, compute as for any unit, and set the result beside the figure."""
    values = {(row, 0): Value(State.VALUE, number) for row, number in cells.items()}
    found = figure(indicator, Sheet(edition, "", year, values))
    return Compared(indicator, area, year, found.value, published)


def tally(compared: Iterable[Compared], *, level: Level, how: How) -> Tally:
    """The counts of comparisons of one indicator; there must be some."""
    compared = tuple(compared)
    closeness = [one.closeness for one in compared]
    years = [one.year for one in compared]
    return Tally(
        indicator=compared[0].indicator,
        level=level,
        areas=len({one.area for one in compared}),
        since=min(years),
        until=max(years),
        rows=len(compared),
        exact=closeness.count(Closeness.EXACT),
        close=closeness.count(Closeness.CLOSE),
        halves=sum(one.is_half_to_even for one in compared),
        apart=closeness.count(Closeness.APART),
        how=how,
    )


@cache
def agreements(folder: Path = FOLDER) -> tuple[Agreement, ...]:
    """What has been counted, from every file of the folder. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found = [_agreement(read(path), problems) for path in sorted(folder.glob("*.yaml"))]
    if problems:
        raise Unusable(problems)
    return tuple(found)


def _agreement(top: Node, problems: list[Problem]) -> Agreement:
    edition = edition_named(top.text("edition", problems))
    source = top.inner("source", problems)
    found = Agreement(
        edition=edition,
        title=top.texts("title", problems),
        source=Source(
            title=source.text("title", problems) if source else "",
            publisher=source.optional("publisher") if source else "",
            url=source.optional("url") if source else "",
        ),
        tallies=tuple(
            known for node in top.items(problems, "tallies") if (known := _tally(node, edition, problems)) is not None
        ),
    )
    top.refuse_unknown(problems)
    return found


def _tally(node: Node, edition: Edition, problems: list[Problem]) -> Tally | None:
    name = node.text("indicator", problems)
    indicator = edition.indicator_by_id.get(name)
    if indicator is None:
        message = _("The edition “{edition}” has no indicator “{name}”.")
        problems.append(node.problem(message, "indicator", edition=edition.id, name=name))
        return None
    counts = {key: node.number(key, problems) or 0 for key in COUNTED}
    found = Tally(
        indicator=indicator,
        level=node.choice("level", Level, problems, Level.POWIAT),
        how=node.choice("how", How, problems, How.PUBLISHED),
        **counts,
    )
    if found.rows != found.exact + found.close + found.apart or found.halves > found.close:
        problems.append(node.problem(_("The counts of “{name}” do not add up."), "rows", name=name))
    node.refuse_unknown(problems)
    return found
