"""The desk of a regional centre: the intake board, findings across units, comparisons, sources, reminders."""

from drogowskaz.assessments.views.intake.board import intake, intake_board_file, intake_state
from drogowskaz.assessments.views.intake.comparison import intake_comparison
from drogowskaz.assessments.views.intake.findings import intake_findings, intake_findings_file
from drogowskaz.assessments.views.intake.parts import intake_parts
from drogowskaz.assessments.views.intake.reminder import intake_reminder
from drogowskaz.assessments.views.intake.sources import intake_source, intake_sources

__all__ = [
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
]
