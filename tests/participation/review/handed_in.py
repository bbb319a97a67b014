"""An annexe that was handed in, with its answers and the numbers they offer, for the tests of the office's side."""

import datetime as dt

from participation.invitation.invited import JANUARY, cycle, manager, organisation, worker

from drogowskaz.assessments.actions.offers import OfferDetails, put_offer
from drogowskaz.assessments.models import Assessment, Cell, Cycle
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions.annexe.starting import new_code
from drogowskaz.participation.actions.review import MOVES, ItemDecision, Reviewed, decide_items
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Aim, Annexe, AnnexeItem, ItemStep, Paper

TEXTS = {"n1.mandate_holder": "Prezeska, uchwała z 3 stycznia"}
NUMBER, ROW = "n1.contracts", "ngo.tasks"
"""A question whose number goes to this row of the form."""

__all__ = ["JANUARY", "cycle", "manager", "organisation", "worker"]


def handed_in(
    year: Cycle,
    by: Organisation,
    texts: dict[str, str] | None = None,
    *,
    number: int | None = None,
    sent_by: User | None = None,
    at: dt.datetime = JANUARY,
) -> Annexe:
    """An annexe with these texts, and a number offered to its cell."""
    annexe = Annexe.objects.create(
        cycle=year, organisation=by, definition="ngo-annexe-1", code=new_code(), state=AnnexeState.SENT,
        started_at=at, changed_at=at, sent_at=at, sent_by=sent_by,
    )  # fmt: skip
    for field, text in (TEXTS if texts is None else texts).items():
        answer(annexe, field, text, by=sent_by, at=at)
    if number is not None:
        item = answer(annexe, NUMBER, str(number), by=sent_by, at=at)
        offered(item, number)
    return annexe


def answer(
    annexe: Annexe, field: str, text: str, *, place: int = 0, by: User | None = None, at: dt.datetime = JANUARY
) -> AnnexeItem:
    item = AnnexeItem.objects.create(
        annexe=annexe, field=field, place=place, text=text, state=ItemState.SENT, changed_at=at, changed_by=by
    )
    ItemStep.objects.create(item=item, state=ItemState.SENT, text=text, at=at, by=by)
    return item


def offered(item: AnnexeItem, number: int, row: str = ROW) -> Aim:
    annexe = item.annexe
    form = annexe.cycle.assessment
    assert form is not None
    offer = put_offer(
        assessment=form, cell=(row, 0), value=Value(State.VALUE, number), supplier=annexe.organisation.name,
        details=OfferDetails(organisation=annexe.organisation), actor=item.changed_by, at=item.changed_at,
    )  # fmt: skip
    return Aim.objects.create(item=item, offer=offer)


def item_of(annexe: Annexe, field: str) -> AnnexeItem:
    return annexe.items.get(field=field)


def decision(item: AnnexeItem, move: str = "accept", reason: str = "") -> ItemDecision:
    """What a person who has just read the answer and its cells decides."""
    cells = {aim.offer_id: _version(aim) for aim in item.aims.select_related("offer")}
    return ItemDecision(item.pk, MOVES[move], item.version, reason, cells)


def _version(aim: Aim) -> int:
    found = Cell.objects.filter(assessment=aim.offer.assessment_id, row=aim.offer.row, offset=aim.offer.offset).first()
    return found.version if found else 0


def decide(
    annexe: Annexe, *decisions: ItemDecision, actor: User | None, paper: Paper | None = None,
    at: dt.datetime = JANUARY,
) -> Reviewed:  # fmt: skip
    return decide_items(annexe=annexe, decisions=decisions, paper=paper, actor=actor, at=at, lang="en")


def reasons(refused: Refused) -> list[str]:
    return [one.sentence("en") for one in refused.refusals]


def value_in(form: Assessment | None, row: str = ROW) -> int | None:
    """The number in the cell of the assessed year; None for an empty one."""
    cell = Cell.objects.filter(assessment=form, row=row, offset=0).first()
    return cell.number if cell and cell.state == State.VALUE else None
