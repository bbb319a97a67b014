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
from drogowskaz.participation.views.consensus import consensus_map, consensus_maps, consensus_results
from drogowskaz.participation.views.consensus_entering import consensus_entering, consensus_sheets
from drogowskaz.participation.views.consensus_preparing import consensus_new, consensus_preparing
from drogowskaz.participation.views.consensus_voice import ballot, ballot_link, consensus_voice
from drogowskaz.participation.views.consultation import consultation, consultation_file, consultations
from drogowskaz.participation.views.consultation_desk import consultation_desk, consultation_new
from drogowskaz.participation.views.consultation_report import consultation_report, consultation_report_file
from drogowskaz.participation.views.contribution import contribution_confirm, contribution_new
from drogowskaz.participation.views.contribution_entering import contribution_entering
from drogowskaz.participation.views.contribution_own import contribution_own
from drogowskaz.participation.views.contributions import (
    contribution,
    contribution_sheet,
    contributions,
    contributions_file,
)
from drogowskaz.participation.views.cycle import cycle
from drogowskaz.participation.views.desk import desk, desk_cycle, desk_log, desk_log_file, desk_team, diary, note
from drogowskaz.participation.views.drafting import drafting_task, drafting_tasks, new_drafting_task, save_draft
from drogowskaz.participation.views.fate import answering_desk, fate
from drogowskaz.participation.views.invitation import annexe_letter, invitations
from drogowskaz.participation.views.meeting import meeting, meetings, slot_file
from drogowskaz.participation.views.meeting_desk import meeting_change, meeting_desk, meeting_new
from drogowskaz.participation.views.minutes import attendance, minutes, minutes_file, minutes_writing
from drogowskaz.participation.views.moderation import moderation
from drogowskaz.participation.views.moderation_one import moderation_one
from drogowskaz.participation.views.opinion import opinion
from drogowskaz.participation.views.paper import paper, papers, scan
from drogowskaz.participation.views.paper_letters import paper_letters
from drogowskaz.participation.views.registration import register, registration, registration_file
from drogowskaz.participation.views.review import annexes_file, review
from drogowskaz.participation.views.sheet import sheet
from drogowskaz.participation.views.slot import slot, slot_new
from drogowskaz.participation.views.stage import stages, stages_file
from drogowskaz.participation.views.theme import themes

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
    "answering_desk",
    "attendance",
    "ballot",
    "ballot_link",
    "confirmation",
    "confirmation_scan",
    "confirmations",
    "consensus_entering",
    "consensus_map",
    "consensus_maps",
    "consensus_new",
    "consensus_preparing",
    "consensus_results",
    "consensus_sheets",
    "consensus_voice",
    "consultation",
    "consultation_desk",
    "consultation_file",
    "consultation_new",
    "consultation_report",
    "consultation_report_file",
    "consultations",
    "contribution",
    "contribution_confirm",
    "contribution_entering",
    "contribution_new",
    "contribution_own",
    "contribution_sheet",
    "contributions",
    "contributions_file",
    "cycle",
    "desk",
    "desk_cycle",
    "desk_log",
    "desk_log_file",
    "desk_team",
    "diary",
    "drafting_task",
    "drafting_tasks",
    "fate",
    "invitations",
    "meeting",
    "meeting_change",
    "meeting_desk",
    "meeting_new",
    "meetings",
    "minutes",
    "minutes_file",
    "minutes_writing",
    "moderation",
    "moderation_one",
    "new_drafting_task",
    "note",
    "opinion",
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
    "stages",
    "stages_file",
    "themes",
]
