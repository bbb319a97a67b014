"""Values offered to a provisional form, and what was decided on them, moved with their cells to the official one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import chain

from drogowskaz.assessments.enums import OfferFate, Ruling
from drogowskaz.assessments.models import Assessment, Decision, Offer
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.assessments.queries.migration import Change, Fate, Step
from drogowskaz.assessments.queries.offers.values import STORED
from drogowskaz.engine.crosswalk.ways import Crosswalk
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.models import User

_NO_PLACE = _("The official form has no cell for this number.")
_ELSEWHERE = 0
"""The version of a decision whose cell is no more: no cell ever stands at it."""


def move_offers(
    *, assessment: Assessment, change: Change, standing: Mapping[CellKey, int], person: User | None, at: dt.datetime
) -> int:
    """Give offers and decisions the places of their cells in the new form, inside the transaction of the move.

    `standing` are the versions at which the cells stood before. An offer without a place keeps the row it was made for,
    is listed on the page of offers, and says why it is not used. Returns how many these are.
    """
    offers = list(assessment.offers.select_for_update())
    if not offers:
        return 0
    decisions = list(assessment.decisions.prefetch_related("taken"))
    crosswalk = in_force().between(edition_named(change.old), edition_named(change.new))
    now = {(row, offset): version for row, offset, version in assessment.cells.values_list("row", "offset", "version")}
    stood = [one for one in decisions if standing.get((one.row, one.offset)) == one.version]
    joined = [step for step in change.steps if step.fate is Fate.JOINED]
    sums = [(step, [one for one in stood if (one.row, one.offset) in step.cells]) for step in joined]
    unplaced = _place(offers, decisions, stood, crosswalk, now, {key for step in joined for key in step.cells})
    Offer.objects.bulk_update(offers, ["row", "offset", "fate", "reason"])
    Decision.objects.bulk_update(decisions, ["row", "offset", "version"])
    for step, parts in sums:
        if len(parts) == len(step.cells) and all(part.taken.all() for part in parts):
            _joined(assessment, step, parts, now, person, at)
    return unplaced


def _place(
    offers: Sequence[Offer],
    decisions: Sequence[Decision],
    stood: Sequence[Decision],
    crosswalk: Crosswalk,
    now: Mapping[CellKey, int],
    joined: set[CellKey],
) -> int:
    unplaced = 0
    every: chain[Offer | Decision] = chain(offers, decisions)
    for one in every:
        key = one.row, one.offset
        place = _place_of(key, crosswalk)
        if isinstance(one, Decision) and place != key and one.version is not None:
            follows = one in stood and place is not None and key not in joined
            one.version = now[place] if follows and place else _ELSEWHERE
        if place is not None:
            one.row, one.offset = place
        elif isinstance(one, Offer) and one.fate != OfferFate.WITHDRAWN:
            one.fate, one.reason = OfferFate.NOT_USED, say(_NO_PLACE, STORED)
            unplaced += 1
    return unplaced


def _place_of(key: CellKey, crosswalk: Crosswalk) -> CellKey | None:
    """The one cell of the new form that counts the same thing; None where there is none, or several."""
    onward = [way.new for way in crosswalk.out_of(key[0]) if way.new is not None]
    if len(onward) != 1:
        return None
    before, after = crosswalk.old.row_by_key[key[0]], crosswalk.new.row_by_key[onward[0]]
    same = (before.kind, before.unit) == (after.kind, after.unit) and key[1] in after.offsets
    return (after.key, key[1]) if same else None


def _joined(
    assessment: Assessment,
    step: Step,
    parts: Sequence[Decision],
    now: Mapping[CellKey, int],
    person: User | None,
    at: dt.datetime,
) -> None:
    """A number added up of cells that all came from organisations came from all of these."""
    assert step.target is not None, "what is joined has a place"
    assert step.value is not None, "and a value"
    taken = [one for part in parts for one in part.taken.all()]
    made = Decision.objects.create(
        assessment=assessment,
        row=step.target[0],
        offset=step.target[1],
        ruling=Ruling.SUM,
        state=step.value.state.value,
        number=step.value.number,
        version=now[step.target],
        at=at,
        by=person,
    )
    made.taken.set(taken)
    inside = Offer.objects.filter(pk__in=[one.pk for one in taken]).exclude(fate=OfferFate.WITHDRAWN)
    inside.update(fate=OfferFate.SUMMED, decision=made)
