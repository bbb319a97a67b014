"""Reading assessments: which ones, and their cells as a sheet."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from drogowskaz.assessments.models import Assessment, AssessmentSet
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

Reader = User | AnonymousUser


def readable(reader: Reader) -> AssessmentSet:
    """The assessments this person may read, newest year first, with unit and source at hand."""
    return Assessment.objects.visible_to(reader).select_related("unit__parent", "source", "public_package")


def of_units(units: Iterable[Unit], reader: Reader) -> AssessmentSet:
    """The readable assessments of these units: pass the lineage of a unit to get its whole series."""
    return readable(reader).filter(unit__in=units)


def told_sheet(assessment: Assessment) -> Sheet:
    """The form as it is told to others: the signed version that is public, where there is one, whatever is being
    written meanwhile; otherwise its cells as they stand. One query. Raises Unusable when the signed file is damaged."""
    if assessment.public_package is not None:
        return frozen(assessment.public_package).sheet
    return sheet_of(assessment)


def sheet_of(assessment: Assessment) -> Sheet:
    """The assessment's cells as the engine reads them; one query. Rows of an unknown key and emptied cells are left
    out."""
    edition = edition_named(assessment.edition)
    if "cells" in getattr(assessment, "_prefetched_objects_cache", ()):
        stored = [(one.row, one.offset, one.state, one.number, one.text) for one in assessment.cells.all()]
    else:
        # Thousands of cells are read as plain rows: making objects of them takes longer than the query.
        stored = list(assessment.cells.values_list("row", "offset", "state", "number", "text"))
    values = {
        (row, offset): Value(State(state), number, text)
        for row, offset, state, number, text in stored
        if row in edition.row_by_key and state != State.EMPTY
    }
    return Sheet(edition, assessment.unit.code, assessment.year, values)
