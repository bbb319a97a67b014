"""The pages of participation."""

from drogowskaz.participation.views.agreement import agreement, agreement_file, agreement_version
from drogowskaz.participation.views.annexe import (
    annexe,
    annexe_answers,
    annexe_assisting,
    annexe_document,
    annexe_fates,
    annexe_file,
    annexe_section,
    annexe_sending,
    annexes,
)
from drogowskaz.participation.views.confirmation import confirmation, confirmation_scan, confirmations
from drogowskaz.participation.views.cycle import cycle
from drogowskaz.participation.views.desk import desk, desk_cycle, desk_log, desk_log_file, desk_team, diary, note
from drogowskaz.participation.views.drafting import drafting_task, drafting_tasks, new_drafting_task, save_draft
from drogowskaz.participation.views.invitation import annexe_letter, invitations
from drogowskaz.participation.views.meeting import meeting, meetings, slot_file
from drogowskaz.participation.views.meeting_desk import meeting_change, meeting_desk, meeting_new
from drogowskaz.participation.views.minutes import attendance, minutes, minutes_file, minutes_writing
from drogowskaz.participation.views.paper import paper, papers, scan
from drogowskaz.participation.views.paper_letters import paper_letters
from drogowskaz.participation.views.registration import register, registration, registration_file
from drogowskaz.participation.views.review import annexes_file, review
from drogowskaz.participation.views.sheet import sheet
from drogowskaz.participation.views.slot import slot, slot_new

__all__ = [
    "agreement",
    "agreement_file",
    "agreement_version",
    "annexe",
    "annexe_answers",
    "annexe_assisting",
    "annexe_document",
    "annexe_fates",
    "annexe_file",
    "annexe_letter",
    "annexe_section",
    "annexe_sending",
    "annexes",
    "annexes_file",
    "attendance",
    "confirmation",
    "confirmation_scan",
    "confirmations",
    "cycle",
    "desk",
    "desk_cycle",
    "desk_log",
    "desk_log_file",
    "desk_team",
    "diary",
    "drafting_task",
    "drafting_tasks",
    "invitations",
    "meeting",
    "meeting_change",
    "meeting_desk",
    "meeting_new",
    "meetings",
    "minutes",
    "minutes_file",
    "minutes_writing",
    "new_drafting_task",
    "note",
    "paper",
    "paper_letters",
    "papers",
    "register",
    "registration",
    "registration_file",
    "review",
    "save_draft",
    "scan",
    "sheet",
    "slot",
    "slot_file",
    "slot_new",
]
