"""A cell with the values that were offered to it, as those who decide on it see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from drogowskaz.assessments.enums import OfferFate, Ruling
from drogowskaz.assessments.models import Assessment, Cell, Decision, Offer
from drogowskaz.assessments.queries.offers.doubles import warnings_of
from drogowskaz.assessments.queries.offers.values import (
    IN_THE_FORM,
    addable,
    is_number,
    offer_text,
    total,
    why_not_added,
)
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.values import EMPTY, State, Value, show
from drogowskaz.engine.words import _, say


class Waits(StrEnum):
    """Why a cell waits for a decision."""

    NEW = "new"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"
    NO = "no"


WAITS = {
    Waits.NEW: _("Waits for a decision."),
    Waits.CHANGED: _("An organisation has given another number since this cell was decided. Decide again."),
    Waits.TAKEN_BACK: _(
        "A value that stands in the form was taken back by who supplied it. The form keeps it until you decide again."
    ),
    Waits.NO: _("Decided."),
}


@dataclass(frozen=True)
class ShownOffer:
    """An offered value in words. `can_add`: it holds a number. `label` is the note to a decision about it."""

    offer: Offer
    text: str
    can_add: bool

    @property
    def is_open(self) -> bool:
        return self.offer.fate == OfferFate.WAITING

    @property
    def is_live(self) -> bool:
        return self.offer.fate != OfferFate.WITHDRAWN

    @property
    def is_in_the_form(self) -> bool:
        return self.offer.fate in IN_THE_FORM


@dataclass(frozen=True)
class ShownDecision:
    """A decision in words: what was chosen, its value, and a marked note such as that one person did both sides.
    `stands`: the cell still holds what it wrote."""

    decision: Decision
    text: str
    label: str
    stands: bool


@dataclass(frozen=True)
class OfferedCell:
    """A cell of an open form with every value offered to it, newest decision and all.

    `one` is the only value there is to take, where it is one; `sum` the sum of all numbers, empty where there are fewer
    than two; `unlike` says why it would mean nothing. `seen`, `decided` and `newest` are what a decision is sent with,
    so that nothing is decided that the person has not seen.
    """

    row: Row
    offset: int
    year: int
    now: str
    supplier: str
    seen: int
    decided: int
    newest: int
    waits: Waits
    why: str
    offers: tuple[ShownOffer, ...]
    one: ShownOffer | None
    sum: str
    unlike: str
    warnings: tuple[str, ...]
    decision: ShownDecision | None

    @property
    def key(self) -> str:
        return f"{self.row.key}:{self.offset}"

    @property
    def is_waiting(self) -> bool:
        return self.waits is not Waits.NO

    @property
    def live(self) -> tuple[ShownOffer, ...]:
        return tuple(one for one in self.offers if one.is_live)

    @property
    def can_sum(self) -> bool:
        return self.sum != "" and self.unlike == ""

    @property
    def needs_choice(self) -> bool:
        """It waits, and nothing can be put in with one click."""
        return self.is_waiting and self.one is None and not self.can_sum


def offered_cell(form: Assessment, row: Row, offset: int, cell: Cell | None, lang: str) -> OfferedCell:
    """One cell with what was offered to it; three queries."""
    here = {"row": row.key, "offset": offset}
    offers = list(form.offers.filter(**here).select_related("organisation", "by"))
    newest = form.decisions.filter(**here).select_related("by").prefetch_related("taken").last()
    return shown_cell(form, row, offset, cell, offers, newest, lang)


def shown_cell(
    form: Assessment,
    row: Row,
    offset: int,
    cell: Cell | None,
    offers: Sequence[Offer],
    newest: Decision | None,
    lang: str,
) -> OfferedCell:
    """A cell from what was read of it. `newest` comes with what it took."""
    shown = tuple(ShownOffer(one, offer_text(one, row, lang), is_number(one, row)) for one in offers)
    live = [one for one in shown if one.is_live]
    numbers = addable(offers, row)
    unlike = why_not_added(numbers)
    waits = _waits(offers, cell, newest)
    return OfferedCell(
        row=row,
        offset=offset,
        year=form.year + offset,
        now=show(Value(State(cell.state), cell.number, cell.text) if cell else EMPTY, row.kind, lang),
        supplier=cell.supplier if cell else "",
        seen=cell.version if cell else 0,
        decided=newest.pk if newest else 0,
        newest=max((one.pk for one in offers), default=0),
        waits=waits,
        why=say(WAITS[waits], lang),
        offers=shown,
        one=live[0] if len(live) == 1 and not live[0].is_in_the_form else None,
        sum=show(total(numbers), row.kind, lang) if len(numbers) > 1 else "",
        unlike=say(unlike[0], lang, **unlike[1]) if unlike else "",
        warnings=warnings_of(numbers, row, lang),
        decision=_shown_decision(newest, row, cell, lang) if newest else None,
    )


def _shown_decision(newest: Decision, row: Row, cell: Cell | None, lang: str) -> ShownDecision:
    stands = newest.version is None or (cell is not None and cell.version == newest.version)
    label = say(newest.label, lang) if newest.label else ""
    return ShownDecision(newest, offer_text(newest, row, lang), label, stands)


def _waits(offers: Sequence[Offer], cell: Cell | None, newest: Decision | None) -> Waits:
    if any(one.fate == OfferFate.WAITING for one in offers):
        return Waits.CHANGED if newest is not None else Waits.NEW
    if newest is None or newest.ruling == Ruling.NONE or cell is None or cell.version != newest.version:
        return Waits.NO
    taken = {one.pk for one in newest.taken.all()}
    gone = any(one.pk in taken and one.fate == OfferFate.WITHDRAWN for one in offers)
    return Waits.TAKEN_BACK if gone else Waits.NO
