"""A powiat's own figures beside the sums over its gminas, for rows where a sum makes sense."""

from collections.abc import Mapping
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.intake.received import forms_of, received, sheets
from drogowskaz.engine.editions.schema import Aggregation, Row
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import children

SUMMED = (Kind.COUNT, Kind.MONEY)


@dataclass(frozen=True)
class Below:
    """The gminas of a powiat and those of them whose forms may be read."""

    gminas: tuple[Unit, ...]
    sheets: Mapping[int, Sheet]
    """By key of the unit."""


@dataclass(frozen=True)
class Together:
    """A row over the gminas in the assessed year. `total` adds up the `reported` ones; `missing` gave no number."""

    total: int
    reported: int
    missing: tuple[Unit, ...]

    @property
    def whole(self) -> bool:
        return not self.missing


def below(form: Assessment) -> Below | None:
    """Of a powiat, what lies below it; None for other units. At most five queries."""
    if form.unit.kind != UnitKind.POWIAT:
        return None
    gminas = tuple(children(form.unit))
    found = received(forms_of(gminas, form.year))
    cells = sheets(found)
    return Below(gminas, {one.form.unit_id: cells[one.form.pk] for one in found if one.form.pk in cells})


def together(row: Row, under: Below) -> Together | None:
    """The sum of a row; None where it makes no sense, no gmina has the row, or none has a number in it."""
    if row.kind not in SUMMED or row.aggregation is not Aggregation.SUM:
        return None
    values = {}
    for unit, sheet in under.sheets.items():
        theirs = sheet.edition.row_by_key.get(row.key)
        if theirs is None or (theirs.kind, theirs.unit) != (row.kind, row.unit):
            continue
        value = sheet.value(row.key, 0)
        if value.state is State.VALUE:
            values[unit] = value.number
    if not values:
        return None
    missing = tuple(unit for unit in under.gminas if unit.pk not in values)
    return Together(sum(values.values()), len(values), missing)
