"""Reading for pages: assessments with their sheets, and editions with the crosswalk that is in force here."""

from drogowskaz.assessments.queries.assessment import of_units, readable, sheet_of
from drogowskaz.assessments.queries.charts import drawn_charts
from drogowskaz.assessments.queries.history import histories
from drogowskaz.assessments.queries.indicators import indicator_groups, told_norm
from drogowskaz.assessments.queries.pages import chapters, findings, first_chapter, tables
from drogowskaz.assessments.queries.provenance import provenance
from drogowskaz.assessments.queries.publication import Copy, copy_of

__all__ = [
    "Copy",
    "chapters",
    "copy_of",
    "drawn_charts",
    "findings",
    "first_chapter",
    "histories",
    "indicator_groups",
    "of_units",
    "provenance",
    "readable",
    "sheet_of",
    "tables",
    "told_norm",
]
