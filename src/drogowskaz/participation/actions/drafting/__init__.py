"""Drafting tasks: giving them, writing in them, handing in, and deciding."""

from drogowskaz.participation.actions.drafting.deciding import OfficeText, accept_draft, return_draft
from drogowskaz.participation.actions.drafting.giving import TaskDescription, make_task, make_tasks_of, withdraw_task
from drogowskaz.participation.actions.drafting.handing import hand_in, take_back
from drogowskaz.participation.actions.drafting.values import propose_values
from drogowskaz.participation.actions.drafting.writing import write_draft

__all__ = [
    "OfficeText",
    "TaskDescription",
    "accept_draft",
    "hand_in",
    "make_task",
    "make_tasks_of",
    "propose_values",
    "return_draft",
    "take_back",
    "withdraw_task",
    "write_draft",
]
