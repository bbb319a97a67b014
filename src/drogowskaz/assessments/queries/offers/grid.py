"""What waits for a decision, told beside the cells while somebody fills the form in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from drogowskaz.assessments.enums import OfferFate
from drogowskaz.assessments.models import Assessment, Cell, Decision, Offer
from drogowskaz.assessments.queries.offers.values import offer_text
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.sheets import CellKey


@dataclass(frozen=True)
class WaitingCell:
    """A cell of the grid that waits for a decision: how many values, and the only one where it is the first and only.
    `decided` is the newest decision on the cell, 0 for none; `newest` the newest offer."""

    row: str
    offset: int
    year: int
    values: int
    only: Offer | None
    text: str
    decided: int
    newest: int

    @property
    def key(self) -> str:
        return f"{self.row}:{self.offset}"


@dataclass(frozen=True)
class Waiting:
    """The cells of a form that wait, by row, and how many they are."""

    rows: Mapping[str, tuple[WaitingCell, ...]] = field(default_factory=dict)
    cells: int = 0


def waiting_offers(form: Assessment) -> QuerySet[Offer]:
    """Offers that nobody decided on yet, and those taken back whose value still stands in the form. Each knows the
    newest decision on its cell (`decided`) and whether another offer stands beside it (`rivals`)."""
    here = {"assessment": OuterRef("assessment"), "row": OuterRef("row"), "offset": OuterRef("offset")}
    decided = Decision.objects.filter(**here).order_by("-pk").values("pk")[:1]
    standing = Cell.objects.filter(**here, version=OuterRef("decision__version"))
    took = Decision.taken.through._default_manager.filter(decision=OuterRef("decision"), offer=OuterRef("pk"))
    rivals = Offer.objects.filter(**here).exclude(pk=OuterRef("pk")).exclude(fate=OfferFate.WITHDRAWN)
    gone = Q(Exists(took), Exists(standing), fate=OfferFate.WITHDRAWN, decision=F("decided"))
    found = form.offers.annotate(decided=Subquery(decided), rivals=Exists(rivals))
    return found.filter(Q(fate=OfferFate.WAITING) | gone).order_by("pk")


def waiting_keys(form: Assessment) -> set[CellKey]:
    """The cells that wait for a decision; one query."""
    return set(waiting_offers(form).values_list("row", "offset"))


def waiting_in_form(form: Assessment, lang: str) -> Waiting:
    """What waits in the form, for its pages; one query."""
    rows = edition_named(form.edition).row_by_key
    cells: dict[CellKey, list[Offer]] = defaultdict(list)
    for one in waiting_offers(form):
        if one.row in rows:
            cells[one.row, one.offset].append(one)
    found: dict[str, list[WaitingCell]] = defaultdict(list)
    for (row, offset), offers in sorted(cells.items(), key=lambda item: item[0][1]):
        first = offers[0]
        alone = first.fate == OfferFate.WAITING and not first.rivals  # type: ignore[attr-defined]
        found[row].append(
            WaitingCell(
                row=row,
                offset=offset,
                year=form.year + offset,
                values=sum(one.fate == OfferFate.WAITING for one in offers),
                only=first if alone else None,
                text=offer_text(first, rows[row], lang),
                decided=first.decided or 0,  # type: ignore[attr-defined]
                newest=offers[-1].pk,
            )
        )
    return Waiting({row: tuple(told) for row, told in found.items()}, len(cells))
