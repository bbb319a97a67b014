"""Reading an open form for the people who fill it in."""

from drogowskaz.assessments.queries.entry.forms import changes_after, last_change, last_year, open_form, sheet_with_last
from drogowskaz.assessments.queries.entry.parts import Part, parts_of
from drogowskaz.assessments.queries.entry.sections import ShownEntry, printed, section
from drogowskaz.assessments.queries.entry.states import state

__all__ = [
    "Part",
    "ShownEntry",
    "changes_after",
    "last_change",
    "last_year",
    "open_form",
    "parts_of",
    "printed",
    "section",
    "sheet_with_last",
    "state",
]
