"""Where one answer of an annexe stands: its own state, and what became of the numbers it offered to the form.

The page of the organisation and the page of the office tell the same, from here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from drogowskaz.assessments.enums import OfferFate
from drogowskaz.assessments.models import Offer
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import State, Value, show
from drogowskaz.engine.words import say
from drogowskaz.participation.enums.annexe import DECLARED, ItemState
from drogowskaz.participation.models import Aim, AnnexeItem

ICONS = {
    ItemState.DRAFT: "note",
    ItemState.SENT: "sign",
    ItemState.RETURNED: "warning",
    ItemState.ACCEPTED: "done",
    ItemState.NOT_TAKEN: "justify",
    ItemState.WITHDRAWN: "error",
}
TONES = {
    ItemState.DRAFT: "note",
    ItemState.SENT: "note",
    ItemState.RETURNED: "warning",
    ItemState.ACCEPTED: "",
    ItemState.NOT_TAKEN: "warning",
    ItemState.WITHDRAWN: "note",
}
FATE_ICONS = {
    OfferFate.WAITING: "sign",
    OfferFate.TAKEN: "done",
    OfferFate.SUMMED: "done",
    OfferFate.CONSIDERED: "justify",
    OfferFate.NOT_USED: "justify",
    OfferFate.WITHDRAWN: "error",
}
IN_THE_FORM = (OfferFate.TAKEN, OfferFate.SUMMED)


@dataclass(frozen=True)
class AimStanding:
    """One number of an answer and the cell it was offered to. `value` is as the form writes it."""

    offer: Offer
    label: str
    year: int
    value: str
    word: str
    icon: str

    @property
    def waits(self) -> bool:
        """Whether the office has not decided on it."""
        return self.offer.fate == OfferFate.WAITING


@dataclass(frozen=True)
class Standing:
    """Where an answer stands, in words. `reason` is why it was returned or not taken in, `label` a sentence kept with
    the decision; `settled` says that nothing is left for the office to do with it."""

    state: ItemState
    word: str
    icon: str
    tone: str
    reason: str
    basis: str
    label: str
    aims: tuple[AimStanding, ...]
    settled: bool


def word_of(state: ItemState, *, declared: bool) -> str:
    """What the state of an answer is called; `declared` of one the organisation gives for itself."""
    return str(DECLARED if declared and state == ItemState.ACCEPTED else state.label)


def offers_by_item(items: Iterable[AnnexeItem]) -> dict[int, list[Offer]]:
    """Every offer of each answer, also those taken back, the oldest first, by key of the answer. One query."""
    found: dict[int, list[Offer]] = defaultdict(list)
    aims = Aim.objects.filter(item__in=[one.pk for one in items])
    for aim in aims.select_related("offer__assessment", "offer__decision").order_by("offer_id"):
        found[aim.item_id].append(aim.offer)
    return found


def that_count(offers: Iterable[Offer]) -> list[Offer]:
    """Of several offers of an answer to one cell the newest."""
    return list({(one.row, one.offset): one for one in offers}.values())


def aims_by_item(items: Iterable[AnnexeItem]) -> dict[int, list[Offer]]:
    """The offers of each answer that count now, by key of the answer. One query."""
    return {item: that_count(offers) for item, offers in offers_by_item(items).items()}


def is_settled(state: str, fates: Iterable[str]) -> bool:
    """Whether the office is done with an answer in this state whose numbers have these fates."""
    told = list(fates)
    if state == ItemState.SENT:
        return bool(told) and OfferFate.WAITING not in told
    return state in (ItemState.ACCEPTED, ItemState.NOT_TAKEN, ItemState.WITHDRAWN)


def standing_of(item: AnnexeItem, offers: Iterable[Offer], lang: str, *, declared: bool = False) -> Standing:
    """Where an answer stands; `offers` are its own, from `aims_by_item`. No query.

    An answer all of whose numbers were decided among the offers of their cells reads as accepted when the form uses one
    of them, and as not taken in otherwise. What the organisation has `declared` is not called accepted: nobody decided.
    """
    aims = tuple(_aim(one, lang) for one in offers)
    state = told = ItemState(item.state)
    settled = is_settled(state, [one.offer.fate for one in aims])
    if state == ItemState.SENT and settled:
        used = any(one.offer.fate in IN_THE_FORM for one in aims)
        told = ItemState.ACCEPTED if used else ItemState.NOT_TAKEN
    return Standing(
        state=told,
        word=word_of(told, declared=declared),
        icon=ICONS[told],
        tone=TONES[told],
        reason=item.reason if told == state else "",
        basis=item.basis,
        label=say(item.label, lang) if item.label else "",
        aims=aims,
        settled=settled,
    )


def _aim(offer: Offer, lang: str) -> AimStanding:
    row = edition_named(offer.assessment.edition).row_by_key.get(offer.row)
    value = Value(State(offer.state), offer.number, offer.text)
    fate = OfferFate(offer.fate)
    return AimStanding(
        offer=offer,
        label=row.label[lang] if row else offer.row,
        year=offer.assessment.year + offer.offset,
        value=show(value, row.kind, lang) if row else str(offer.number),
        word=str(fate.label),
        icon=FATE_ICONS[fate],
    )


def rivals_of(offer: Offer) -> int:
    """How many other values are offered to the same cell: waiting for a decision, or in the form now; one query."""
    others = Offer.objects.filter(assessment=offer.assessment_id, row=offer.row, offset=offer.offset)
    return others.filter(fate__in=[OfferFate.WAITING, *IN_THE_FORM]).exclude(pk=offer.pk).count()
