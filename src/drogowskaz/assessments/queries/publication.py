"""What the public copies of a unit's assessments hide, as it was found for all of them together."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version

from django.db.models import Q

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, PublicCopy
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.documents.assessment.copies import NOTHING_HIDDEN, Hidden
from drogowskaz.documents.assessment.hiding import hidden_by
from drogowskaz.engine.checks.run import Result, check_sheet
from drogowskaz.engine.disclosure.publication import earlier, public_result
from drogowskaz.engine.disclosure.withholding import Withheld, withheld
from drogowskaz.engine.sheets import Sheet
from drogowskaz.territory.models import Unit

PROGRAM = version("drogowskaz")
"""The version that looks; another one may look better, so its copies are found anew."""


@dataclass(frozen=True)
class Copy:
    """An assessment as a page tells it. `whole` is what the checks say of the whole form, for the engine; `result` is
    what may be told of it, and `hidden` what may not. Drafts, which only those who work on them read, hide nothing.
    """

    assessment: Assessment
    whole: Result
    result: Result
    hidden: Hidden

    @property
    def sheet(self) -> Sheet:
        """The whole form, for what is computed. What a page prints of it, it asks `hidden` first."""
        return self.whole.sheet

    @property
    def is_public(self) -> bool:
        return self.assessment.status == Status.PUBLIC


def once_public(units: Iterable[Unit]) -> list[Assessment]:
    """The assessments of a series that are or were public, oldest first; one query. What was withdrawn is known to
    whoever read it before, so it counts when small numbers are hidden."""
    found = Assessment.objects.filter(unit__in=units, status__in=[Status.PUBLIC, Status.WITHDRAWN])
    return list(found.select_related("unit", "public_copy", "public_package").order_by("year"))


def withheld_of(series: Sequence[Assessment]) -> Withheld:
    """What the public copies of these assessments hide: as it was kept when they were published, or found now where
    that no longer fits. No query when it fits, one for each form when it does not. Raises Unusable like `withheld`."""
    stamp = found_for(series)
    kept = [one.public_copy for one in series if hasattr(one, "public_copy") and one.public_copy.found_for == stamp]
    if len(kept) < len(series):
        # Rare, and over once the worker has looked again; until then each page pays for it.
        return find(series)
    return _kept(series[-1].unit.code, kept)


def _kept(unit: str, kept: Sequence[PublicCopy]) -> Withheld:
    """What was kept, without what only the search needs. None of it says which numbers are the small ones."""
    return Withheld(
        unit=unit,
        threshold=max(copy.threshold for copy in kept),
        cells=_places((copy.assessment.year, copy.cells) for copy in kept),
        small=frozenset(),
        few=frozenset(),
        figures=_places((copy.assessment.year, copy.figures) for copy in kept),
        silent=_places((copy.assessment.year, copy.silent) for copy in kept),
        narrowed=frozenset(),
        exposed=frozenset(),
    )


def _places(told: Iterable[tuple[int, list[list[object]]]]) -> frozenset[tuple[int, str, int]]:
    return frozenset((year, str(name), int(str(offset))) for year, pairs in told for name, offset in pairs)


def found_for(series: Iterable[Assessment]) -> str:
    """A name for these assessments as they stand, and for the program that looks at them."""
    told = [(one.pk, one.public_package_id or one.changed_at.isoformat()) for one in series]
    return sha256(f"{PROGRAM} {told}".encode()).hexdigest()


def units_to_renew(limit: int) -> list[Unit]:
    """Units with a public assessment whose copy is missing or was found by another version; one query."""
    outdated = Q(public_copy=None) | ~Q(public_copy__program=PROGRAM)
    found = Assessment.objects.filter(outdated, status=Status.PUBLIC).order_by("unit_id").values("unit_id").distinct()
    return list(Unit.objects.filter(pk__in=found[:limit]))


def find(series: Sequence[Assessment], corrected: Collection[tuple[int, str, int]] = ()) -> Withheld:
    """What must be hidden in the public copies of these forms, whatever is kept of it. What earlier copies showed
    people have read, so it stays shown; `corrected` are cells whose numbers have been changed since.

    Raises Unusable like `withheld`.
    """
    unit = series[-1].unit.code
    sheets = [replace(told_sheet(one), unit=unit) for one in series]
    before = [
        earlier(sheet, _kept(unit, [one.public_copy]))
        for one, sheet in zip(series, sheets, strict=True)
        if hasattr(one, "public_copy")
    ]
    shown = frozenset(place for one in before for place in one.shown).difference(corrected)
    return withheld(sheets, shown=shown, spoken=frozenset(told for one in before for told in one.spoken))


def copy_of(assessment: Assessment, units: Iterable[Unit], lang: str) -> Copy:
    """An assessment with what may be told of it: `units` is the lineage of its unit. At most three queries."""
    result = check_sheet(told_sheet(assessment))
    if assessment.status == Status.DRAFT:
        return Copy(assessment, result, result, NOTHING_HIDDEN)
    found = withheld_of(once_public(units))
    return Copy(assessment, result, public_result(result, found), hidden_by(found, result, lang))
