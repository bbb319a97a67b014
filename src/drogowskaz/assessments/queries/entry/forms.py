"""The form being filled in: which one, last year's form of the same unit, and what others wrote meanwhile."""

from dataclasses import replace

from django.db.models import Max

from drogowskaz.assessments.models import Assessment, CellChange
from drogowskaz.assessments.queries.assessment import sheet_of, told_sheet
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.engine.crosswalk.ways import Crosswalk
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, Value
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage


def open_form(code: str, year: int) -> Assessment:
    """The unit's assessment of a year with its unit, whatever its state; one query. Raises Assessment.DoesNotExist."""
    found = Assessment.objects.filter(unit__code=code, year=year).select_related(
        "unit__parent", "source", "cycle", "submission"
    )
    form = found.order_by("-pk").first()
    if form is None:
        raise Assessment.DoesNotExist
    return form


def last_year(unit: Unit, year: int) -> Assessment | None:
    """The assessment of the year before, under whatever code the unit had then."""
    found = Assessment.objects.filter(unit__in=lineage(unit), year=year - 1)
    return found.select_related("unit").order_by("-pk").first()


def sheet_with_last(form: Assessment) -> Sheet:
    """The form as the checks read it, last year's cells under the keys of this edition beside."""
    sheet = sheet_of(form)
    before = last_year(form.unit, form.year)
    return sheet if before is None else replace(sheet, last=_under_new_keys(told_sheet(before), sheet.edition))


def _under_new_keys(before: Sheet, edition: Edition) -> dict[CellKey, Value] | None:
    if before.edition is edition:
        return dict(before.values)
    try:
        crosswalk = in_force().between(before.edition, edition)
    except Unusable:
        # No way leads between the two forms; then last year's is as good as unknown.
        return None
    values: dict[CellKey, Value] = {}
    for row in edition.rows:
        old = _same_row(row, before.edition, crosswalk)
        for offset in row.offsets:
            if old is None:
                values[row.key, offset] = NO_INFORMATION
            elif (old.key, offset) in before.values:
                values[row.key, offset] = before.values[old.key, offset]
    return values


def _same_row(row: Row, old: Edition, crosswalk: Crosswalk) -> Row | None:
    """The one earlier row that counted the same thing; None where rows were joined, divided or counted otherwise."""
    ways = crosswalk.into(row.key)
    found = old.row_by_key.get(ways[0].old or "") if len(ways) == 1 else None
    if found is None or len(crosswalk.out_of(found.key)) != 1:
        return None
    return found if (found.kind, found.unit) == (row.kind, row.unit) else None


def last_change(form: Assessment) -> int:
    """The newest line of the form's journal, 0 when there is none. Lines of one form are written one after another."""
    newest: int | None = form.changes.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def changes_after(form: Assessment, mark: int) -> list[CellChange]:
    """The lines written after that one, oldest first; one query."""
    return list(form.changes.filter(pk__gt=mark).select_related("by").order_by("pk"))
