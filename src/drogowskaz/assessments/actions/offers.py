"""Values that compete for a cell: who supplies each, and which one is accepted."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.actions.entry import Fate, Save, save_cells
from drogowskaz.assessments.models import Assessment, Offer
from drogowskaz.assessments.permissions import may_write
from drogowskaz.audit.actions import record
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, State, Value, show
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of

_NO_VALUE = _("Write the value that is offered.")
_NO_SUPPLIER = _("Say who supplies this value.")
_CHANGED = _("Meanwhile somebody has written “{value}” into the cell. Look at it, then accept again.")


@transaction.atomic
def offer_value(
    *, assessment: Assessment, cell: CellKey, text: str, supplier: str, origin: str, actor: Actor, at: dt.datetime
) -> Offer:
    """Put a value beside the one that stands in the cell. Raises Refused."""
    refuse(may_write(actor, assessment, at), Refusal(_NO_SUPPLIER) if not supplier.strip() else None)
    edition = edition_named(assessment.edition)
    problems: list[Problem] = []
    value = read_value(text, edition.row_by_key[cell[0]], edition, Place(""), problems)
    refuse(*(Refusal(problem.message, problem.params) for problem in problems))
    refuse(Refusal(_NO_VALUE) if value is None or value == EMPTY else None)
    assert value is not None, "what was not read has been refused"
    made = Offer.objects.create(
        assessment=assessment,
        row=cell[0],
        offset=cell[1],
        state=value.state.value,
        number=value.number,
        text=value.text,
        supplier=supplier.strip(),
        origin=origin.strip(),
        at=at,
        by=person_of(actor),
    )
    record(actor=person_of(actor), verb="offer.made", thing=made, at=at)
    return made


@transaction.atomic
def accept_offer(*, offer: Offer, seen: int, actor: Actor, at: dt.datetime) -> None:
    """Put an offered value into its cell, over the version the person saw. The other offers stay. Raises Refused."""
    form = offer.assessment
    row = edition_named(form.edition).row_by_key[offer.row]
    text = show(Value(State(offer.state), offer.number, offer.text), row.kind)
    (outcome,) = save_cells(
        assessment=form, saves=[Save(offer.row, offer.offset, text, seen)], actor=actor, at=at, supplier=offer.supplier
    )
    if outcome.fate not in (Fate.SAVED, Fate.SAME):
        refuse(Refusal(_CHANGED, {"value": show(outcome.value, row.kind)}))
    rivals = Offer.objects.filter(assessment=form, row=offer.row, offset=offer.offset, accepted_at__isnull=False)
    rivals.exclude(pk=offer.pk).update(accepted_at=None, accepted_by=None)
    Offer.objects.filter(pk=offer.pk).update(accepted_at=at, accepted_by=person_of(actor))
    record(actor=person_of(actor), verb="offer.accepted", thing=offer, at=at)
