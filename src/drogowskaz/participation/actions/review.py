"""What the office decides on the answers of an annexe: taking them in, asking again, or not taking them in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from drogowskaz.assessments.actions.offers import decide_cell, withdraw_offer
from drogowskaz.assessments.enums import OfferFate, Ruling
from drogowskaz.assessments.models import Offer
from drogowskaz.assessments.permissions import WRITTEN_DOWN
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Transition, refuse, too_long
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.annexe.holding import hold, move
from drogowskaz.participation.actions.review_confirmation import ask_the_office
from drogowskaz.participation.actions.review_letters import tell_asked, tell_if_decided
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Annexe, AnnexeItem, ItemStep, Paper
from drogowskaz.participation.permissions.review import may_review
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.participation.queries.paper import basis_of
from drogowskaz.participation.queries.standing import aims_by_item, is_settled, rivals_of
from drogowskaz.participation.workflow.annexe import ACCEPT_ITEM, ITEM, REFUSE_ITEM, RETURN, RETURN_ITEM

MOVES = {"accept": ACCEPT_ITEM, "return": RETURN_ITEM, "refuse": REFUSE_ITEM}
"""What a person can choose for an answer, by the word in the page's form."""
BASES = (PaperKind.DECISION, PaperKind.MINUTES, PaperKind.LETTER_IN)
"""The kinds of papers in which an office decides."""
LONGEST_REASON = 1000
_NOTHING = _("Nothing was chosen, so nothing was changed.")
_NO_REASON = _("“{question}”: say why. The organisation will read it.")
_CORRECTED = _(
    "“{question}” was corrected since you read it. You read: “{read}”. It says now: “{now}”. Nothing was changed; "
    "look at it, then decide again."
)
_NOT_WAITING = _("“{question}” is already: {state}. Nothing was changed.")
_AMONG_OTHERS = _(
    "“{question}”: others gave a number for the same cell of the form. Decide among them on the page of values that "
    "were given; nothing was changed."
)
_IN_CELLS = _("“{question}” was decided at the cells of the form. To change it, decide on those cells again.")
_NO_SUCH = _("One of the answers is not part of this annexe. Nothing was changed.")
_WRONG_PAPER = _("This paper is crossed out, of another year, or not one in which an office decides. Choose another.")


@dataclass(frozen=True)
class ItemDecision:
    """What is to become of one answer. `seen` is the version of it the person read; `cells` the version of the cell
    each of its offers aims at, by key of the offer."""

    item: int
    move: Transition
    seen: int
    reason: str = ""
    cells: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Reviewed:
    """What was done: how many answers were decided now, whether the organisation was asked again, whether nothing is
    left to decide, and whether the office is asked to confirm what was written down for it."""

    decided: int
    asked: bool
    finished: bool
    confirming: bool = False


@transaction.atomic
def decide_items(
    *,
    annexe: Annexe,
    decisions: Sequence[ItemDecision],
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
    lang: str = "pl",
) -> Reviewed:
    """Decide on answers, all of them or none. Raises Refused with every reason; `lang` is that of the questions in it.

    Accepting an answer whose numbers are alone at their cells takes them into the form; where others gave numbers too,
    it is refused and decided at the cells. Returning takes the waiting numbers back until they are handed in again.
    What is already as it is wanted (a second click) is passed over.
    """
    hold(annexe)
    basis = basis_of(paper, "pl") if paper else ""
    items = {one.pk: one for one in annexe.items.filter(pk__in=[one.item for one in decisions])}
    verdict = may_review(actor, annexe, items.values(), basis, at)
    refuse(
        verdict.refusal,
        None if decisions else Refusal(_NOTHING),
        Refusal(_NO_SUCH) if len(items) < len({one.item for one in decisions}) else None,
        Refusal(_WRONG_PAPER) if paper and not _fits(paper, annexe) else None,
    )
    fresh = [one for one in decisions if not _done_before(items[one.item], one, actor)]
    offers = aims_by_item(items.values())
    desk = _Desk(annexe, basis, verdict.label, actor, at)
    refuse(*(fault for one in fresh for fault in _faults(items[one.item], one, offers.get(one.item, ()), annexe, lang)))
    for one in fresh:
        desk.decide(items[one.item], one, offers.get(one.item, ()))
    asked = any(one.move is RETURN_ITEM for one in fresh)
    if asked and annexe.state == AnnexeState.SENT:
        move(annexe, RETURN)
        record(actor=person_of(actor), verb=RETURN.verb, thing=annexe, at=at)
    if asked:
        tell_asked(annexe=annexe, items=[items[one.item] for one in fresh if one.move is RETURN_ITEM], at=at)
    confirming = None
    if paper is not None and verdict.label == WRITTEN_DOWN:
        changed = [items[one.item] for one in fresh]
        confirming = ask_the_office(annexe=annexe, items=changed, paper=paper, actor=actor, at=at)
    return Reviewed(len(fresh), asked, tell_if_decided(annexe=annexe, at=at), confirming is not None)


def _fits(paper: Paper, annexe: Annexe) -> bool:
    return paper.cycle_id == annexe.cycle_id and paper.crossed_at is None and paper.kind in BASES


def _done_before(item: AnnexeItem, decision: ItemDecision, actor: Actor) -> bool:
    """Whether this person has decided just that before."""
    same = item.state == decision.move.target and item.reason == decision.reason.strip()
    person = person_of(actor)
    return same and item.decided_by_id == (person.pk if person else None)


def _faults(
    item: AnnexeItem, decision: ItemDecision, offers: Sequence[Offer], annexe: Annexe, lang: str
) -> list[Refusal | None]:
    """Why this answer cannot be decided on like that."""
    question = _question(item, annexe, lang)
    reason = decision.reason.strip()
    if item.state != ItemState.SENT:
        params = {"question": question, "state": ITEM.states[item.state]}
        return [Refusal(_NOT_WAITING, params, ("state",))]
    if item.version != decision.seen:
        return [Refusal(_CORRECTED, {"question": question, "read": _read(item), "now": item.text})]
    if is_settled(item.state, [one.fate for one in offers]):
        return [Refusal(_IN_CELLS, {"question": question})]
    wordless = decision.move is not ACCEPT_ITEM and not reason
    contested = decision.move is not RETURN_ITEM and any(rivals_of(one) for one in offers if _waits(one))
    return [
        Refusal(_NO_REASON, {"question": question}) if wordless else None,
        too_long(reason, LONGEST_REASON),
        Refusal(_AMONG_OTHERS, {"question": question}) if contested else None,
    ]


def _question(item: AnnexeItem, annexe: Annexe, lang: str) -> str:
    asked = definition_of(annexe).field_by_key.get(item.field)
    return asked.label[lang] if asked else item.field


def _read(item: AnnexeItem) -> str:
    """What the answer said before it was corrected: the text of the last handing in but one."""
    handed_in = list(item.steps.filter(state=ItemState.SENT).order_by("-pk")[:2])
    return handed_in[-1].text if handed_in else ""


def _waits(offer: Offer) -> bool:
    return offer.fate == OfferFate.WAITING


@dataclass(frozen=True)
class _Desk:
    """One act of deciding: on which annexe, on what paper, by whom."""

    annexe: Annexe
    basis: str
    label: str
    actor: Actor
    at: dt.datetime

    def decide(self, item: AnnexeItem, decision: ItemDecision, offers: Sequence[Offer]) -> None:
        """Move the answer, its numbers first: what the form refuses keeps the answer where it is."""
        for offer in offers:
            if _waits(offer):
                self._settle(offer, decision)
        item.state, item.reason = ItemState(decision.move.target), decision.reason.strip()
        item.basis, item.label = self.basis, self.label
        item.decided_at, item.decided_by = self.at, person_of(self.actor)
        item.save(update_fields=["state", "reason", "basis", "label", "decided_at", "decided_by"])
        ItemStep.objects.create(
            item=item, state=item.state, text=item.text, reason=item.reason, basis=self.basis, at=self.at,
            by=person_of(self.actor),
        )  # fmt: skip
        record(
            actor=person_of(self.actor), verb=decision.move.verb, thing=item, at=self.at, reason=item.reason,
            basis=self.basis,
        )  # fmt: skip

    def _settle(self, offer: Offer, decision: ItemDecision) -> None:
        if decision.move is RETURN_ITEM:
            withdraw_offer(offer=offer, reason=decision.reason.strip(), actor=self.actor, at=self.at)
            return
        takes = decision.move is ACCEPT_ITEM
        decide_cell(
            assessment=offer.assessment, cell=(offer.row, offer.offset), taken=[offer.pk] if takes else [],
            ruling=Ruling.ONE if takes else Ruling.NONE, reason=decision.reason, seen=decision.cells.get(offer.pk, 0),
            basis=self.basis, actor=self.actor, at=self.at,
        )  # fmt: skip
