"""Reading for pages: assessments with their sheets, and editions with the crosswalk that is in force here."""

from drogowskaz.assessments.queries.assessment import (
    chapters,
    checked,
    findings,
    first_chapter,
    indicator_groups,
    of_units,
    provenance,
    readable,
    sheet_of,
    tables,
)

__all__ = [
    "chapters",
    "checked",
    "findings",
    "first_chapter",
    "indicator_groups",
    "of_units",
    "provenance",
    "readable",
    "sheet_of",
    "tables",
]
