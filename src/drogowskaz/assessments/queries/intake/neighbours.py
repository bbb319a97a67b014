"""Units like this one: of the same kind, with about as many residents, first those of its powiat. Never a ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.assessments.queries.campaigns import POWIAT_DIGITS
from drogowskaz.assessments.queries.intake.received import Received, received, sheets
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State

RESIDENTS = "population.total"
SIMILAR = 1.5
"""How many times more or fewer residents a unit may have to count as similar."""
FEWEST = 4
"""Units of the same powiat that are enough; with fewer, the whole region is looked through."""
MOST = 30


@dataclass(frozen=True)
class Neighbours:
    """The forms of units like this one that may be read. `in_powiat`: all lie in its powiat."""

    sheets: tuple[Sheet, ...]
    in_powiat: bool


def neighbours(form: Assessment) -> Neighbours:
    """Five queries at most, whatever the size of the region; the unit itself is not among them."""
    code = form.unit.code
    alike = Assessment.objects.filter(
        unit__kind=form.unit.kind, unit__code__startswith=code[:2], unit__valid_to=None, year=form.year
    )
    found = received(alike.exclude(pk=form.pk).select_related("unit").order_by("unit__code"))
    residents = _residents([form.pk, *(one.form.pk for one in found)])
    own = residents.get(form.pk)
    if not own:
        return Neighbours((), in_powiat=False)
    similar = [one for one in found if _is_similar(own, residents.get(one.form.pk))]
    near = [one for one in similar if one.form.unit.code[:POWIAT_DIGITS] == code[:POWIAT_DIGITS]]
    chosen = near if len(near) >= FEWEST else sorted(similar, key=lambda one: _distance(own, residents[one.form.pk]))
    return Neighbours(tuple(_sheets(chosen[:MOST])), in_powiat=len(near) >= FEWEST)


def _residents(forms: Iterable[int]) -> dict[int, int]:
    """Only to choose by; the number of a form that may not be read is never asked for."""
    cells = Cell.objects.filter(assessment__in=list(forms), row=RESIDENTS, offset=0, state=State.VALUE)
    return dict(cells.values_list("assessment_id", "number"))


def _distance(own: int, other: int) -> float:
    return abs(log(other / own))


def _is_similar(own: int, other: int | None) -> bool:
    return bool(other) and _distance(own, other or 1) <= log(SIMILAR)


def _sheets(found: list[Received]) -> list[Sheet]:
    cells = sheets(found)
    return [cells[one.form.pk] for one in found if one.form.pk in cells]
