"""The pages of an assessment, and those of the editions of the form with the crosswalk between them."""

from drogowskaz.assessments.views.assessment import assessment, cell, indicators
from drogowskaz.assessments.views.calendar import calendar, openings
from drogowskaz.assessments.views.campaigns import campaign
from drogowskaz.assessments.views.card import unit_card, unit_card_embedding
from drogowskaz.assessments.views.cas import cas, cas_comparison, cas_print, cas_report, cas_section
from drogowskaz.assessments.views.comparison import comparison
from drogowskaz.assessments.views.crosswalk import crosswalk
from drogowskaz.assessments.views.cycles import cycle, cycle_file, cycle_form
from drogowskaz.assessments.views.downloads import document, downloads
from drogowskaz.assessments.views.editions import difference, edition, editions, row
from drogowskaz.assessments.views.entry import (
    artefact,
    changes,
    entry,
    entry_cell,
    entry_file,
    entry_print,
    explanation,
    offers,
    repairs,
    save,
    section,
    state,
    worker,
)
from drogowskaz.assessments.views.intake import (
    intake,
    intake_board_file,
    intake_comparison,
    intake_findings,
    intake_findings_file,
    intake_parts,
    intake_reminder,
    intake_source,
    intake_sources,
    intake_state,
)
from drogowskaz.assessments.views.submission import (
    objection,
    record,
    record_csv,
    record_json,
    signing,
    verification,
    version,
    version_difference,
    version_file,
    versions,
)
from drogowskaz.assessments.views.texts import text

__all__ = [
    "artefact",
    "assessment",
    "calendar",
    "campaign",
    "cas",
    "cas_comparison",
    "cas_print",
    "cas_report",
    "cas_section",
    "cell",
    "changes",
    "comparison",
    "crosswalk",
    "cycle",
    "cycle_file",
    "cycle_form",
    "difference",
    "document",
    "downloads",
    "edition",
    "editions",
    "entry",
    "entry_cell",
    "entry_file",
    "entry_print",
    "explanation",
    "indicators",
    "intake",
    "intake_board_file",
    "intake_comparison",
    "intake_findings",
    "intake_findings_file",
    "intake_parts",
    "intake_reminder",
    "intake_source",
    "intake_sources",
    "intake_state",
    "objection",
    "offers",
    "openings",
    "record",
    "record_csv",
    "record_json",
    "repairs",
    "row",
    "save",
    "section",
    "signing",
    "state",
    "text",
    "unit_card",
    "unit_card_embedding",
    "verification",
    "version",
    "version_difference",
    "version_file",
    "versions",
    "worker",
]
