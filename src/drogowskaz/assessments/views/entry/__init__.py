"""The workspace of an open form: its pages, and what its modules ask for while somebody types."""

from drogowskaz.assessments.views.entry.cells import changes, save, state
from drogowskaz.assessments.views.entry.files import entry_file, repairs
from drogowskaz.assessments.views.entry.offers import offers
from drogowskaz.assessments.views.entry.programs import artefact, worker
from drogowskaz.assessments.views.entry.sections import entry, entry_print, section
from drogowskaz.assessments.views.entry.talks import entry_cell, explanation

__all__ = [
    "artefact",
    "changes",
    "entry",
    "entry_cell",
    "entry_file",
    "entry_print",
    "explanation",
    "offers",
    "repairs",
    "save",
    "section",
    "state",
    "worker",
]
