"""A row of one form beside its row in the other: both values, and the difference or the reason why there is none."""

from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import prefetch_related_objects

from drogowskaz.assessments.queries.comparison.choice import Choice
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.assessments.queries.pages import ShownCell, shown_cell
from drogowskaz.assessments.queries.publication import Copy, copy_of
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.engine.crosswalk.story import told
from drogowskaz.engine.crosswalk.ways import Crosswalk, Way, unchanged
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.narrative.amounts import amount, percent
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import Kind, State, decimal_text
from drogowskaz.engine.words import _, say

RESIDENTS = "population.total"
PER = 1000
PER_PLACES = 2
PER_RESIDENTS = frozenset({"person", "family", "household", "pln"})
"""What is told per 1,000 residents: people, families and money. A place or a building is not divided."""
BECAUSE = {
    State.EMPTY: _("nothing is filled in ({name})"),
    State.NO_INFORMATION: _("there is a dot, which means no information ({name})"),
    State.NOT_APPLICABLE: _("there is an x, which means not applicable ({name})"),
}
BOTH = {
    State.EMPTY: _("nothing is filled in in either form"),
    State.NO_INFORMATION: _("there is a dot in both forms, which means no information"),
    State.NOT_APPLICABLE: _("there is an x in both forms, which means not applicable"),
}
CANNOT = _("cannot be computed, because {reasons}")
ZERO = _("cannot be computed, because there is a zero ({name})")
ABSENT = _("not compared: the form does not have this row ({name})")
NOT_COMPARED = _("not compared")
OTHER_MEASURE = _("The two forms count this row in different things.")
UNCHANGED = _("no change")
ALIKE = _("no difference")


@dataclass(frozen=True)
class Two:
    """Two forms and the crosswalk between their editions. `base` is the form whose page it is, and gives the order.

    Of two years of one unit the earlier one stands first, of two units that of the page; a difference is what the
    second has above the first.
    """

    base: Copy
    other: Copy
    crosswalk: Crosswalk
    is_same_unit: bool

    @property
    def first(self) -> Copy:
        return self.other if self.is_same_unit and self.other.sheet.year < self.base.sheet.year else self.base

    @property
    def second(self) -> Copy:
        return self.base if self.first is self.other else self.other

    def name(self, copy: Copy) -> str:
        """What a column is called: the year, and of two units the unit too."""
        one = copy.assessment
        return str(one.year) if self.is_same_unit else f"{one.unit.full_name}, {one.year}"

    def ways(self, row: Row) -> tuple[Way, ...]:
        """The ways of a row of the base form to or from the other form."""
        if self.crosswalk.new is self.base.sheet.edition:
            return self.crosswalk.into(row.key)
        return self.crosswalk.out_of(row.key)

    def opposite(self, way: Way) -> Row | None:
        """The row of the other form at the end of a way."""
        key = way.old if self.crosswalk.new is self.base.sheet.edition else way.new
        return self.other.sheet.edition.row_by_key.get(key or "")


def two_forms(choice: Choice, lang: str) -> Two:
    """The public copies of the chosen forms; three queries, and one more when they are on different editions."""
    assert choice.other is not None, "a comparison has two forms"
    prefetch_related_objects([choice.base, choice.other], "cells")
    return Two(
        base=copy_of(choice.base, choice.own, lang),
        other=copy_of(choice.other, choice.units, lang),
        crosswalk=_between(choice.base.edition, choice.other.edition),
        is_same_unit=choice.is_same_unit,
    )


def _between(base: str, other: str) -> Crosswalk:
    one, two = edition_named(base), edition_named(other)
    if one is two:
        return unchanged(one)
    force = in_force()
    try:
        return force.between(two, one)
    except Unusable:
        return force.between(one, two)


@dataclass(frozen=True)
class Side:
    """What one form says in a row. `per_thousand` is empty where it is not told; `number` where there is none to tell.

    `number` is in shown units and only of a cell that is not hidden: whatever is computed here starts from it.
    """

    copy: Copy
    cell: ShownCell
    number: Fraction | None
    per_thousand: str


@dataclass(frozen=True)
class Pair:
    """A row with what both forms say of it; a side is None where the form does not have the row.

    `reason` stands instead of the difference; `sentences` say what happened to the row between the two forms.
    """

    row: Row
    depth: int
    first: Side | None
    second: Side | None
    difference: str = ""
    percent: str = ""
    reason: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[Fraction, Fraction] | None:
        """Both numbers, where they can be compared."""
        if not self.difference or self.first is None or self.second is None:
            return None
        one, two = self.first.number, self.second.number
        return None if one is None or two is None else (one, two)


def pair(row: Row, depth: int, two: Two, lang: str) -> Pair:
    """A row of the base form beside its row in the other form."""
    ways = two.ways(row)
    steps = tuple(dict.fromkeys(step for way in ways for step in way.steps))
    parted = len(ways) > 1 or any(way.relation in (Relation.SPLIT, Relation.MERGED) for way in ways)
    other = two.opposite(ways[0]) if ways and not parted else None
    own, opposite = side(two.base, row, two, lang), side(two.other, other, two, lang) if other else None
    sides = (own, opposite) if two.first is two.base else (opposite, own)
    found = Pair(row, depth, *sides)
    if other is None:
        reason = say(NOT_COMPARED, lang) if parted else say(ABSENT, lang, name=two.name(two.other))
        return replace(found, reason=reason, sentences=tuple(told(step, lang) for step in steps))
    years = sorted((two.base.sheet.year, two.other.sheet.year))
    cuts = tuple(told(step, lang) for step in steps if step.cuts and years[0] < step.year <= years[1])
    if cuts:
        return replace(found, reason=say(NOT_COMPARED, lang), sentences=cuts)
    if (row.kind, row.unit) != (other.kind, other.unit):
        return replace(found, reason=say(NOT_COMPARED, lang), sentences=(say(OTHER_MEASURE, lang),))
    return _with_difference(found, two, lang)


def side(copy: Copy, row: Row, two: Two, lang: str) -> Side:
    """What one form says in one of its rows."""
    cell = shown_cell(copy, row, 0, lang)
    number = _number(copy, row)
    residents = None if two.is_same_unit else _residents(copy)
    told_per = number is not None and residents and row.unit in PER_RESIDENTS and row.key != RESIDENTS
    per = decimal_text(number / residents * PER, lang, PER_PLACES) if number and residents and told_per else ""
    return Side(copy, cell, number, "0" if told_per and number == 0 else per)


def _number(copy: Copy, row: Row) -> Fraction | None:
    value = copy.sheet.value(row.key, 0)
    if row.kind is Kind.TEXT or value.state is not State.VALUE or (row.key, 0) in copy.hidden.cells:
        return None
    return Fraction(value.number, row.kind.scale)


def _residents(copy: Copy) -> Fraction | None:
    row = copy.sheet.edition.row_by_key.get(RESIDENTS)
    return _number(copy, row) if row else None


def _with_difference(found: Pair, two: Two, lang: str) -> Pair:
    """The pair with its difference, from numbers that both copies show; hidden where one of them hides its own."""
    one, other = found.first, found.second
    assert one is not None and other is not None, "only a row of both forms is compared"  # noqa: PT018
    if one.cell.hidden or other.cell.hidden:
        mark = two.base.hidden.mark or two.other.hidden.mark
        return replace(found, difference=mark, percent=mark)
    if found.row.kind is Kind.TEXT:
        return found
    if one.number is None or other.number is None:
        return replace(found, reason=say(CANNOT, lang, reasons=_reasons(one, other, two, lang)))
    more = other.number - one.number
    if more == 0:
        return replace(found, difference=say(UNCHANGED if two.is_same_unit else ALIKE, lang))
    difference = ("+" if more > 0 else "\N{MINUS SIGN}") + amount(abs(more), found.row, lang)
    if one.number == 0:
        return replace(found, difference=difference, percent=say(ZERO, lang, name=two.name(one.copy)))
    return replace(found, difference=difference, percent=percent(more, abs(one.number), lang, signed=True))


def _reasons(one: Side, other: Side, two: Two, lang: str) -> str:
    if one.cell.state is other.cell.state:
        return say(BOTH[one.cell.state], lang)
    missing = [side for side in (one, other) if side.cell.state is not State.VALUE]
    return "; ".join(say(BECAUSE[side.cell.state], lang, name=two.name(side.copy)) for side in missing)
