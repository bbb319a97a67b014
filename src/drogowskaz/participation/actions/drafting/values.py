"""Values an organisation proposes for the rows of its task; the office decides on them at their cells."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.assessments.actions.offers import OfferDetails, put_offer, withdraw_offer
from drogowskaz.assessments.enums import Channel, Method, OfferFate
from drogowskaz.assessments.models import Offer
from drogowskaz.assessments.permissions import cycle_refusal, locked_because
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, State, Value
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions.drafting.moving import hold, move
from drogowskaz.participation.actions.drafting.writing import closed, ground_of
from drogowskaz.participation.models import DraftingTask, TaskOffer
from drogowskaz.participation.permissions.drafting import Writing, may_draft
from drogowskaz.participation.queries.drafting.tasks import proposed
from drogowskaz.participation.workflow.drafting import BEGIN

_NO_FORM = _("The form of this year is not open yet, so no values can be proposed. Write the text meanwhile.")
_NOT_IN_THE_TASK = _("This row does not belong to the task.")
_REPLACED = _("The organisation proposes another value now.")
OFFICIAL = "pl"
"""The language of a reason that is kept with a value."""
_CLEARED = _("The organisation does not propose a value any more.")


@dataclass(frozen=True)
class Known:
    """How the values came about, and where they are known from."""

    method: Method | None = None
    origin: str = ""


@transaction.atomic
def propose_values(
    *,
    task: DraftingTask,
    values: Mapping[CellKey, str],
    known: Known,
    actor: Actor,
    at: dt.datetime,
    consent: str = "",
) -> int:
    """Offer values to cells of the task, as they are written on the form; returns how many were changed.

    A value that is proposed already stays as it is; another one takes its place, and an empty one takes it back.
    Nothing is proposed when any of them cannot be read. Raises Refused with every reason.
    """
    writing = may_draft(actor, task.organisation, task.cycle, at, consent)
    refuse(closed(task), writing.refusal, _no_form(task))
    hold(task)
    refuse(closed(task))
    changed = 0
    read = _read(task, values)
    standing = proposed(task)
    for cell, value in read.items():
        changed += _put(task, cell, value, standing.get(cell), known, writing, actor, at)
    if changed and task.state in BEGIN.sources:
        move(task, BEGIN, ground_of(writing), actor=actor, at=at)
    return changed


def _no_form(task: DraftingTask) -> Refusal | None:
    form = task.cycle.assessment
    if form is None:
        return Refusal(_NO_FORM)
    return locked_because(form) if form.locked else cycle_refusal(form)


def _read(task: DraftingTask, values: Mapping[CellKey, str]) -> dict[CellKey, Value]:
    form = task.cycle.assessment
    assert form is not None, "asked before"
    edition = edition_named(form.edition)
    problems: list[Problem] = []
    read: dict[CellKey, Value] = {}
    for cell, text in values.items():
        row = edition.row_by_key.get(cell[0])
        if row is None or cell[0] not in task.rows or cell[1] not in row.offsets:
            problems.append(Problem(_NOT_IN_THE_TASK))
            continue
        value = read_value(text, row, edition, Place(row.label["pl"]), problems)
        if value is not None:
            read[cell] = value
    refuse(*(Refusal(problem.message, problem.params) for problem in problems))
    return read


def _put(
    task: DraftingTask,
    cell: CellKey,
    value: Value,
    standing: Offer | None,
    known: Known,
    writing: Writing,
    actor: Actor,
    at: dt.datetime,
) -> int:
    """Offer one value; 1 when something changed."""
    was = Value(State(standing.state), standing.number, standing.text) if standing else EMPTY
    if value == was:
        return 0
    if standing is not None and standing.fate != OfferFate.WITHDRAWN:
        withdraw_offer(
            offer=standing, reason=say(_CLEARED if value == EMPTY else _REPLACED, OFFICIAL), actor=actor, at=at
        )
    if value != EMPTY:
        form = task.cycle.assessment
        assert form is not None, "asked before"
        details = OfferDetails(
            organisation=task.organisation,
            channel=Channel.ONLINE if writing.mandate else Channel.MEETING,
            method=known.method,
            origin=known.origin[:500],
        )
        made = put_offer(
            assessment=form, cell=cell, value=value, supplier=task.organisation.name, details=details,
            actor=actor, at=at,
        )  # fmt: skip
        TaskOffer.objects.create(task=task, offer=made)
    return 1
