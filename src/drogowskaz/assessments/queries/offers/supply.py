"""Who supplied a published number, how, and instead of what: as far as it may be told to everyone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from drogowskaz.assessments.enums import OfferFate, Ruling, Shown
from drogowskaz.assessments.models import Cell, Decision, Offer
from drogowskaz.assessments.queries.offers.telling import Guard, Part, guard_of, tellable, tellable_alone
from drogowskaz.assessments.queries.offers.values import is_number, offer_text
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.engine.disclosure.small import threshold
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.words import _, count, plural, say

HOW = {
    Ruling.ONE: _("Given by an organisation."),
    Ruling.SUM: _("The sum of what all these organisations gave."),
    Ruling.PART: _("The sum of what some of the organisations gave."),
    Ruling.OTHER: _("The office put in a figure of its own, other than organisations gave."),
    Ruling.NONE: _("The office kept its own figure; organisations gave other ones."),
}
UNNAMED = plural("{n} organisation that is not named", "{n} organisations that are not named")


@dataclass(frozen=True)
class Supplied:
    """A supplier with what may be told: `text` is empty where the number is told only in the sum. `offer` is None for
    those who are not named, of whom only the number is told."""

    name: str
    offer: Offer | None = None
    text: str = ""
    fate: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Supply:
    """How a number came from organisations: what was decided, whose numbers it is, and what else was known. `label` is
    a note kept with the decision, `reason` is told where nothing has to be kept back."""

    how: str
    decision: Decision
    by: tuple[Supplied, ...]
    instead: tuple[Supplied, ...]
    reason: str
    label: str
    is_whole: bool


def supply_of(copy: Copy, key: CellKey, version: int, lang: str) -> Supply | None:
    """The supply of a cell that stands at `version` in this copy; None where nothing came from organisations or nothing
    of it may be told. Three queries, one where nothing was decided."""
    decisions = list(_told(copy).filter(row=key[0], offset=key[1]).select_related("by").prefetch_related("taken"))
    standing = [one for one in decisions if one.version == version]
    refused = [one for one in decisions if one.ruling == Ruling.NONE and (not standing or one.pk > standing[-1].pk)]
    spoken = standing[-1] if standing else refused[-1] if refused else None
    if spoken is None:
        return None
    row = copy.sheet.edition.row_by_key[key[0]]
    guard = guard_of(row, copy.sheet.edition, hidden=key in copy.hidden.cells, least=threshold([copy.assessment.year]))
    if guard.hidden:
        return None
    offers = list(copy.assessment.offers.filter(row=key[0], offset=key[1]).select_related("organisation"))
    return _supply(spoken, decisions, offers, row, guard, lang)


def _told(copy: Copy) -> QuerySet[Decision]:
    """The decisions that may be told: those of the signed version where one is public."""
    package = copy.assessment.public_package
    found = copy.assessment.decisions.all()
    return found if package is None else found.filter(at__lte=package.signed_at)


def _supply(
    spoken: Decision, decisions: Sequence[Decision], offers: Sequence[Offer], row: Row, guard: Guard, lang: str
) -> Supply | None:
    taken = [one for one in offers if one.pk in {part.pk for part in spoken.taken.all()}]
    by = _by(taken, row, guard, lang)
    others = [one for one in offers if one not in taken and _was_known(one, decisions)]
    instead = tuple(_instead(one, decisions, row, guard, lang) for one in others if one.shown == Shown.FULL)
    unnamed = sum(one.shown == Shown.TOTAL for one in others)
    if unnamed:
        instead += (Supplied(count(UNNAMED, unnamed, lang)),)
    if not by and not instead:
        return None
    whole = all(one.shown == Shown.FULL for one in [*taken, *others]) and all(one.text for one in [*by, *instead])
    return Supply(
        how=say(HOW[Ruling(spoken.ruling)], lang),
        decision=spoken,
        by=by,
        instead=instead,
        reason=spoken.reason if whole else "",
        label=say(spoken.label, lang) if spoken.label else "",
        is_whole=whole,
    )


def _was_known(offer: Offer, decisions: Iterable[Decision]) -> bool:
    """Whether a decision that may be told spoke of the offer; one taken back since is left out."""
    newest = max((one.at for one in decisions), default=None)
    known = newest is not None and offer.at <= newest and offer.decision_id is not None
    return known and offer.fate != OfferFate.WITHDRAWN


def _by(taken: Sequence[Offer], row: Row, guard: Guard, lang: str) -> tuple[Supplied, ...]:
    """Those whose numbers stand in the form. A single one who is told only in sums is not told at all: the number
    would be theirs alone."""
    if len(taken) == 1 and taken[0].shown != Shown.FULL:
        return ()
    told = (
        tellable([_part(one) for one in taken], guard)
        if all(is_number(one, row) for one in taken)
        else {one.pk for one in taken}
    )
    named = tuple(
        Supplied(one.supplier, one, offer_text(one, row, lang) if one.pk in told else "")
        for one in taken
        if one.shown == Shown.FULL
    )
    unnamed = sum(one.shown == Shown.TOTAL for one in taken)
    return named + ((Supplied(count(UNNAMED, unnamed, lang)),) if unnamed else ())


def _part(offer: Offer) -> Part:
    return Part(offer.pk, offer.number, offer.shown == Shown.FULL)


def _instead(offer: Offer, decisions: Sequence[Decision], row: Row, guard: Guard, lang: str) -> Supplied:
    alone = tellable_alone(_part(offer), guard) if is_number(offer, row) else not guard.private
    current = offer.decision_id in {one.pk for one in decisions}
    return Supplied(
        name=offer.supplier,
        offer=offer,
        text=offer_text(offer, row, lang) if alone else "",
        fate=str(OfferFate(offer.fate).label) if current else str(OfferFate.CONSIDERED.label),
        reason=offer.reason if current and alone else "",
    )


def supplied_cells(copy: Copy) -> frozenset[CellKey]:
    """The cells whose number came from organisations that may be told of; two queries at most."""
    decided: dict[CellKey, tuple[int, list[str]]] = {}
    rows = _told(copy).filter(version__isnull=False).order_by("pk")
    for row, offset, version, shown in rows.values_list("row", "offset", "version", "taken__shown"):
        before, among = decided.get((row, offset), (0, []))
        decided[row, offset] = version or 0, [*(among if before == version else []), shown]
    if not decided:
        return frozenset()
    versions = _versions(copy, decided)
    return frozenset(
        key
        for key, (version, shown) in decided.items()
        if versions.get(key) == version and key not in copy.hidden.cells and _may_be_told(shown)
    )


def _may_be_told(shown: Sequence[str | None]) -> bool:
    if len(shown) == 1:
        return shown[0] == Shown.FULL
    return any(one in (Shown.FULL, Shown.TOTAL) for one in shown)


def _versions(copy: Copy, keys: Iterable[CellKey]) -> Mapping[CellKey, int]:
    """The versions at which cells stand in this copy."""
    package = copy.assessment.public_package
    if package is not None:
        origins = frozen(package).origins
        return {key: origins[key].version for key in keys if key in origins}
    rows = {row for row, _offset in keys}
    stored = Cell.objects.filter(assessment=copy.assessment, row__in=rows).values_list("row", "offset", "version")
    return {(row, offset): version for row, offset, version in stored}
