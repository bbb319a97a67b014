"""What the area keeps: agreements, annexes of organisations, drafting tasks, meetings, papers and confirmations."""

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
from drogowskaz.participation.models.desk import FieldNote
from drogowskaz.participation.models.drafting import DraftingTask, DraftVersion, TaskOffer, TaskStep
from drogowskaz.participation.models.meeting import AgendaPoint, Meeting, MeetingInvitation, Slot
from drogowskaz.participation.models.minutes import Attendance, MinutePoint, MinutesVersion
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
    "Attendance",
    "Condition",
    "Confirmation",
    "DraftVersion",
    "DraftingTask",
    "FieldNote",
    "ItemStep",
    "Meeting",
    "MeetingInvitation",
    "MinutePoint",
    "MinutesVersion",
    "Paper",
    "Registration",
    "ScopeEntry",
    "Slot",
    "Stance",
    "TaskOffer",
    "TaskStep",
]
