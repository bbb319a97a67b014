"""Values offered to the cells of a form: putting them there, taking them back, and how far they may be told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.assessments.actions.deciding import decide_cell
from drogowskaz.assessments.enums import Channel, Method, OfferFate, Shown
from drogowskaz.assessments.models import Assessment, Cell, Decision, Offer
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.offers.values import suppliers_of
from drogowskaz.audit.actions import record
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of

__all__ = ["OfferDetails", "change_shown", "decide_cell", "offer_value", "put_offer", "withdraw_offer"]

_NO_VALUE = _("Write the value that is offered.")
_NO_SUPPLIER = _("Say who supplies this value.")
_NO_REASON = _("Say why the value is taken back.")
_GONE = _("This value was already taken back.")
_NO_CELL = _("The form has no such cell, so nothing can be offered to it.")


@dataclass(frozen=True)
class OfferDetails:
    """What is known of an offered value: who supplies it, how far it may be told, how it came and came about.

    `counted` says what was counted (persons, visits …), `double` what may be counted twice, `origin` where it is known
    from, in words for people.
    """

    organisation: Organisation | None = None
    shown: Shown = Shown.FULL
    channel: Channel = Channel.ONLINE
    method: Method | None = None
    counted: str = ""
    double: str = ""
    origin: str = ""


@transaction.atomic
def put_offer(
    *,
    assessment: Assessment,
    cell: CellKey,
    value: Value,
    supplier: str,
    details: OfferDetails,
    actor: Actor,
    at: dt.datetime,
) -> Offer:
    """Put a value beside the one that stands in the cell; the caller has checked who may. Raises Refused."""
    row = edition_named(assessment.edition).row_by_key.get(cell[0])
    known = row is not None and cell[1] in row.offsets
    refuse(
        None if known else Refusal(_NO_CELL),
        Refusal(_NO_SUPPLIER) if not supplier.strip() else None,
        Refusal(_NO_VALUE) if value == EMPTY else None,
    )
    # Who decides on this cell at the same moment has either seen this value or leaves it waiting.
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    made = Offer.objects.create(
        assessment=assessment,
        row=cell[0],
        offset=cell[1],
        state=value.state.value,
        number=value.number,
        text=value.text,
        supplier=supplier.strip(),
        organisation=details.organisation,
        shown=details.shown,
        channel=details.channel,
        method=details.method or "",
        counted=details.counted,
        double=details.double,
        origin=details.origin.strip(),
        at=at,
        by=person_of(actor),
    )
    record(actor=person_of(actor), verb="offer.made", thing=made, at=at)
    return made


@transaction.atomic
def offer_value(
    *, assessment: Assessment, cell: CellKey, text: str, supplier: str, origin: str, actor: Actor, at: dt.datetime
) -> Offer:
    """Write down at the form a value that somebody else gives. Raises Refused."""
    refuse(may_write(actor, assessment, at), Refusal(_NO_SUPPLIER) if not supplier.strip() else None)
    edition = edition_named(assessment.edition)
    problems: list[Problem] = []
    value = read_value(text, edition.row_by_key[cell[0]], edition, Place(""), problems)
    refuse(*(Refusal(problem.message, problem.params) for problem in problems))
    assert value is not None, "what was not read has been refused"
    return put_offer(
        assessment=assessment,
        cell=cell,
        value=value,
        supplier=supplier,
        details=OfferDetails(origin=origin),
        actor=actor,
        at=at,
    )


@transaction.atomic
def withdraw_offer(*, offer: Offer, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take an offered value back; the caller has checked who may. A cell that holds it keeps it, and is listed to be
    decided again. Raises Refused."""
    refuse(Refusal(_NO_REASON) if not reason.strip() else None)
    Assessment.objects.select_for_update().get(pk=offer.assessment_id)
    standing = Offer.objects.filter(pk=offer.pk).exclude(fate=OfferFate.WITHDRAWN).first()
    refuse(Refusal(_GONE) if standing is None else None)
    assert standing is not None, "refused above"
    offer.fate, offer.reason = OfferFate.WITHDRAWN, reason.strip()
    offer.save(update_fields=["fate", "reason"])
    record(actor=person_of(actor), verb="offer.withdrawn", thing=offer, at=at, fate=standing.fate)


@transaction.atomic
def change_shown(*, offers: Sequence[Offer], shown: Shown, at: dt.datetime) -> None:
    """Let these values be told further, or less far, from now on; the caller has checked who may, and leaves the
    trace. Names beside the cells of forms that are still open follow; what was signed stays as it was signed."""
    Offer.objects.filter(pk__in=[one.pk for one in offers]).update(shown=shown)
    for one in offers:
        one.shown = shown
    speaking = Decision.objects.filter(taken__in=offers, assessment__locked=False, version__isnull=False).distinct()
    for decision in speaking.prefetch_related("taken"):
        Cell.objects.filter(
            assessment=decision.assessment_id, row=decision.row, offset=decision.offset, version=decision.version or 0
        ).update(supplier=suppliers_of(decision.taken.all()))
