"""What the area keeps: agreements, annexes of organisations, drafting tasks, meetings, papers, confirmations,
contributions with what became of them, consultations and consensus maps."""

from drogowskaz.participation.models.agreement import (
    Agreement,
    AgreementParty,
    AgreementSignature,
    AgreementStep,
    Condition,
    ScopeEntry,
    Stance,
)
from drogowskaz.participation.models.annexe import Aim, Annexe, AnnexeInvitation, AnnexeItem, ItemStep
from drogowskaz.participation.models.consensus import ConsensusMap, Statement, Vote, Voter
from drogowskaz.participation.models.consultation import (
    Consultation,
    ConsultationExtension,
    ConsultationReport,
    ConsultationSection,
    CouncilOpinion,
    PrincipleCheck,
)
from drogowskaz.participation.models.contribution import Contribution, ContributionText, Theme
from drogowskaz.participation.models.desk import FieldNote
from drogowskaz.participation.models.drafting import DraftingTask, DraftVersion, TaskOffer, TaskStep
from drogowskaz.participation.models.fate import Fate, Reopening
from drogowskaz.participation.models.meeting import AgendaPoint, Meeting, MeetingInvitation, Slot
from drogowskaz.participation.models.minutes import Attendance, MinutePoint, MinutesVersion
from drogowskaz.participation.models.moderation import Appeal, ModerationAct
from drogowskaz.participation.models.paper import Confirmation, Paper
from drogowskaz.participation.models.registration import Registration

__all__ = [
    "AgendaPoint",
    "Agreement",
    "AgreementParty",
    "AgreementSignature",
    "AgreementStep",
    "Aim",
    "Annexe",
    "AnnexeInvitation",
    "AnnexeItem",
    "Appeal",
    "Attendance",
    "Condition",
    "Confirmation",
    "ConsensusMap",
    "Consultation",
    "ConsultationExtension",
    "ConsultationReport",
    "ConsultationSection",
    "Contribution",
    "ContributionText",
    "CouncilOpinion",
    "DraftVersion",
    "DraftingTask",
    "Fate",
    "FieldNote",
    "ItemStep",
    "Meeting",
    "MeetingInvitation",
    "MinutePoint",
    "MinutesVersion",
    "ModerationAct",
    "Paper",
    "PrincipleCheck",
    "Registration",
    "Reopening",
    "ScopeEntry",
    "Slot",
    "Stance",
    "Statement",
    "TaskOffer",
    "TaskStep",
    "Theme",
    "Vote",
    "Voter",
]
