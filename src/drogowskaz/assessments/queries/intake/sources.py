"""Second sources of a region beside the forms that may be read: where both have a number, and where they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.assessments.models import Assessment, SecondSource, SecondValue
from drogowskaz.assessments.queries.campaigns import units_of
from drogowskaz.assessments.queries.cycles import form_for, level
from drogowskaz.assessments.queries.intake.received import forms_of, received, sheets
from drogowskaz.assessments.queries.intake.source_checks import Own
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.indicators import figure
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, decimal_text
from drogowskaz.engine.words import say
from drogowskaz.territory.models import Unit

PAGE = 100


def sources_of(region: Unit, year: int) -> list[SecondSource]:
    """Every second source for the forms of the year; one query."""
    return list(SecondSource.objects.filter(region__code=region.code, year=year).select_related("loaded_by"))


def editions_of(region: Unit, year: int) -> dict[str, Edition]:
    """The edition of each unit of the region by code: that of its form, or the one its form would have; two queries."""
    used = dict(
        Assessment.objects.filter(unit__code__startswith=region.code, year=year).values_list("unit__code", "edition")
    )
    found = {}
    for unit in units_of(region):
        known = form_for(level(unit), year)
        name = used.get(unit.code) or (known.edition if known else None)
        if name is not None:
            found[unit.code] = edition_named(name)
    return found


def own_numbers(region: Unit, year: int, rows: Iterable[str]) -> Own:
    """The numbers of the forms that may be read, in these rows and indicators, by code, row and year; a few queries."""
    wanted = set(rows)
    found = received(forms_of(units_of(region), year))
    cells = sheets(found, _needed({one.form.edition for one in found}, wanted))
    numbers: dict[tuple[str, str, int], Fraction] = {}
    for one in found:
        if one.form.pk in cells:
            numbers |= _numbers(cells[one.form.pk], wanted)
    return numbers


def _needed(editions: Iterable[str], wanted: set[str]) -> set[str]:
    """The rows themselves, and those that the indicators among them are made of."""
    rows = set(wanted)
    for name in editions:
        for one in edition_named(name).indicators:
            if one.id in wanted:
                inside = (node for half in (one.numerator, one.denominator) for node in nodes.walk(half))
                rows |= {node.row for node in inside if isinstance(node, nodes.Cell)}
    return rows


def _numbers(sheet: Sheet, wanted: set[str]) -> dict[tuple[str, str, int], Fraction]:
    told = {}
    for name in wanted:
        row, indicator = sheet.edition.row_by_key.get(name), sheet.edition.indicator_by_id.get(name)
        for offset in row.offsets if row else indicator.offsets if indicator else ():
            exact = number_in(sheet, name, offset)
            if exact is not None:
                told[sheet.unit, name, sheet.year + offset] = exact
    return told


def number_in(sheet: Sheet, name: str, offset: int) -> Fraction | None:
    """The number of a row or an indicator in a column of a form, in shown units."""
    row = sheet.edition.row_by_key.get(name)
    if row is not None:
        value = sheet.value(name, offset)
        return Fraction(value.number, row.kind.scale) if value.state is State.VALUE and not value.text else None
    indicator = sheet.edition.indicator_by_id.get(name)
    return figure(indicator, sheet, offset).value if indicator is not None and offset in indicator.offsets else None


@dataclass(frozen=True)
class Beside:
    """A number of the source beside ours, in words. `row` is a key of the form, empty for an indicator."""

    unit: Unit
    row: str
    label: str
    column: int
    theirs: str
    ours: str
    same: bool


@dataclass(frozen=True)
class Compared:
    """A page of a source. `differ` counts all that differ, `same` those that do not, `ours_missing` the numbers that
    no form which may be read has."""

    source: SecondSource
    certainty: str
    shown: tuple[Beside, ...]
    differ: int
    same: int
    ours_missing: int
    following: int


def compared(source: SecondSource, after: int, lang: str, *, only: str = "") -> Compared:
    """The differences of a source in the order of codes, rows and years; `after` counts those already shown, `only` is
    the code of one unit."""
    values = list(source.values.order_by("code", "row", "column"))
    own = own_numbers(source.region, source.year, {one.row for one in values})
    units = {unit.code: unit for unit in units_of(source.region)}
    editions = editions_of(source.region, source.year)
    different, same, missing = [], 0, 0
    for one in values:
        ours = own.get((one.code, one.row, one.column))
        if ours is None or one.code not in units:
            missing += 1
        elif agrees(one, ours):
            same += 1
        else:
            different.append((one, ours))
    wanted = [(one, ours) for one, ours in different if only in ("", one.code)]
    shown = [
        _beside(one, ours, units[one.code], editions[one.code], lang) for one, ours in wanted[after : after + PAGE]
    ]
    return Compared(
        source=source,
        certainty=say(LABELS[Certainty(source.certainty)], lang),
        shown=tuple(shown),
        differ=len(different),
        same=same,
        ours_missing=missing,
        following=after + PAGE if len(wanted) > after + PAGE else 0,
    )


def exact(value: SecondValue) -> Fraction:
    """The number of the source in shown units."""
    return Fraction(value.number, 10**value.places)


def agrees(value: SecondValue, ours: Fraction) -> bool:
    """Whether the numbers are the same as far as the source tells its own: within one unit of its last place where it
    is rounded."""
    if ours.denominator == 1 and not value.places:
        return exact(value) == ours
    return abs(exact(value) - ours) < Fraction(1, 10**value.places)


def _beside(value: SecondValue, ours: Fraction, unit: Unit, edition: Edition, lang: str) -> Beside:
    row, indicator = edition.row_by_key.get(value.row), edition.indicator_by_id.get(value.row)
    label = row.label[lang] if row else indicator.label[lang] if indicator else value.row
    return Beside(
        unit=unit,
        row=value.row if row else "",
        label=label,
        column=value.column,
        theirs=decimal_text(exact(value), lang, max(value.places, 1)),
        ours=decimal_text(ours, lang, max(value.places, 2)),
        same=False,
    )


def of_unit(
    code: str, region: str, year: int
) -> Mapping[tuple[str, int], list[tuple[SecondSource, Fraction, SecondValue]]]:
    """What second sources say of one unit, by row and year; one query."""
    found: dict[tuple[str, int], list[tuple[SecondSource, Fraction, SecondValue]]] = {}
    values = SecondValue.objects.filter(code=code, source__region__code=region, source__year=year)
    for one in values.select_related("source").order_by("source__title"):
        found.setdefault((one.row, one.column), []).append((one.source, exact(one), one))
    return found
