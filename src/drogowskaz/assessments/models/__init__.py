"""What the area keeps: assessments cell by cell, and proposals for the crosswalk between editions."""

from drogowskaz.assessments.models.assessment import Assessment, AssessmentSet, Source
from drogowskaz.assessments.models.campaign import Campaign
from drogowskaz.assessments.models.cas import CasComparison, CasTranscription
from drogowskaz.assessments.models.cell import Cell, CellChange
from drogowskaz.assessments.models.crosswalk import CrosswalkEntry
from drogowskaz.assessments.models.cycle import Cycle, CycleEvent, LocalDate, UnplacedCell
from drogowskaz.assessments.models.entry import Explanation, Remark, RemarkReply
from drogowskaz.assessments.models.intake import KeptFinding, Reminder, SecondSource, SecondValue, Standing, Watch
from drogowskaz.assessments.models.offer import Decision, Offer
from drogowskaz.assessments.models.publication import PublicCopy
from drogowskaz.assessments.models.submission import Objection, Package, Submission, SubmissionStep
from drogowskaz.assessments.models.text import ChapterText

__all__ = [
    "Assessment",
    "AssessmentSet",
    "Campaign",
    "CasComparison",
    "CasTranscription",
    "Cell",
    "CellChange",
    "ChapterText",
    "CrosswalkEntry",
    "Cycle",
    "CycleEvent",
    "Decision",
    "Explanation",
    "KeptFinding",
    "LocalDate",
    "Objection",
    "Offer",
    "Package",
    "PublicCopy",
    "Remark",
    "RemarkReply",
    "Reminder",
    "SecondSource",
    "SecondValue",
    "Source",
    "Standing",
    "Submission",
    "SubmissionStep",
    "UnplacedCell",
    "Watch",
]
