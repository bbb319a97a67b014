"""The numbers of an annexe beside the cells of the form: one offer for each, kept in step with the answers."""

import datetime as dt
from collections.abc import Iterable

from drogowskaz.assessments.actions.offers import OfferDetails, put_offer, withdraw_offer
from drogowskaz.assessments.enums import Channel, Method, OfferFate, Shown
from drogowskaz.assessments.models import Offer
from drogowskaz.engine import annexes
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.annexe import FilledIn, ItemState
from drogowskaz.participation.models import Aim, Annexe, AnnexeItem
from drogowskaz.participation.queries.annexe import answers_of, definition_of

IN_FORCE = (ItemState.SENT, ItemState.ACCEPTED)
"""Answers whose numbers stand beside the cells."""
LIVE = (OfferFate.WAITING, OfferFate.TAKEN, OfferFate.SUMMED)
"""Offers that are taken back when their answer changes; the others were refused and stay as they were decided."""
IN_THE_FORM = (OfferFate.TAKEN, OfferFate.SUMMED)
Key = tuple[int, str, int]
"""An answer, the row and the column its number is aimed at."""


def bring_in_step(annexe: Annexe, *, actor: Actor, at: dt.datetime, lang: str) -> None:
    """Offer every number that is handed in, take back what no longer is, leave alone what has not changed.

    Without a form there is nothing to offer to yet: `offer_waiting` does it when the cycle is opened.
    """
    form = annexe.cycle.assessment
    if form is None:
        return
    items = {(one.field, one.place): one for one in annexe.items.all()}
    definition = definition_of(annexe)
    wanted = {
        (items[aim.field, aim.place].pk, aim.row, aim.offset): aim
        for aim in annexes.aims_of(definition, answers_of(items.values()), edition_named(form.edition))
        if items[aim.field, aim.place].state in IN_FORCE
    }
    standing = _standing(one for one in items.values() if one.state in (*IN_FORCE, ItemState.WITHDRAWN))
    for key, offer in standing.items():
        if key in wanted and _same(offer, wanted[key]):
            del wanted[key]
        elif offer.fate in LIVE:
            withdraw_offer(
                offer=offer, reason=say(_("The organisation corrected its answer."), lang), actor=actor, at=at
            )
    by_pk = {one.pk: one for one in items.values()}
    for (item, row, offset), aim in wanted.items():
        offer = put_offer(
            assessment=form,
            cell=(row, offset),
            value=aim.value,
            supplier=annexe.organisation.name,
            details=_details(annexe, definition.field_by_key[aim.field], aim, lang),
            actor=actor,
            at=at,
        )
        Aim.objects.create(item=by_pk[item], offer=offer)


def _standing(items: Iterable[AnnexeItem]) -> dict[Key, Offer]:
    """The newest offer of each answer to each cell, those taken back left out."""
    found = Aim.objects.filter(item__in=list(items)).exclude(offer__fate=OfferFate.WITHDRAWN)
    return {
        (one.item_id, one.offer.row, one.offer.offset): one.offer
        for one in found.select_related("offer").order_by("pk")
    }


def _same(offer: Offer, aim: annexes.Aim) -> bool:
    told = (offer.state, offer.number, offer.method, offer.counted, offer.double)
    return told == (aim.value.state.value, aim.value.number, aim.method, aim.counted, aim.double[:LONGEST_DOUBLE])


LONGEST_DOUBLE = Offer._meta.get_field("double").max_length or 0


def _details(annexe: Annexe, field: annexes.Field, aim: annexes.Aim, lang: str) -> OfferDetails:
    origin = say(_("Annexe {code}: {question}"), lang, code=annexe.code, question=field.label[lang])
    return OfferDetails(
        organisation=annexe.organisation,
        shown=Shown(annexe.shown),
        channel=Channel.PAPER if annexe.filled_in == FilledIn.PAPER else Channel.ONLINE,
        method=Method(aim.method) if aim.method else None,
        counted=aim.counted,
        double=aim.double[:LONGEST_DOUBLE],
        origin=origin,
    )


def offers_of(annexe: Annexe) -> list[Offer]:
    """Every offer of the annexe that was not taken back; one query."""
    found = Offer.objects.filter(pk__in=Aim.objects.filter(item__annexe=annexe).values("offer"))
    return list(found.exclude(fate=OfferFate.WITHDRAWN).order_by("pk"))


def take_offers_back(annexe: Annexe, *, reason: str, actor: Actor, at: dt.datetime) -> int:
    """Take back every offer that can be; returns how many stay because they stand in a signed form."""
    form, kept = annexe.cycle.assessment, 0
    for offer in offers_of(annexe):
        if form is not None and form.locked and offer.fate in IN_THE_FORM:
            kept += 1
        else:
            withdraw_offer(offer=offer, reason=reason, actor=actor, at=at)
    return kept
