"""What became of an offered value, as a sentence for whoever supplied it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import prefetch_related_objects

from drogowskaz.assessments.enums import OfferFate, Shown
from drogowskaz.assessments.models import Cell, Decision, Offer
from drogowskaz.assessments.queries.offers.telling import Guard, Part, guard_of, tellable
from drogowskaz.assessments.queries.offers.values import offer_text
from drogowskaz.engine.disclosure.small import threshold
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.words import _, count, plural, say

WAITING = _("The office has not decided yet.")
TAKEN = _("Taken into the form: {value}.")
SUMMED = _("Taken into the form as part of the sum {sum} (with: {others}).")
SUMMED_QUIETLY = _(
    "Taken into the form as part of a sum (with: {others}). The sum is not told here: it would tell of few people."
)
KNOWN = _("The office knows it, and another figure stands in the form: {value}. Reason: {reason}")
KNOWN_QUIETLY = _("The office knows it, and another figure stands in the form. Reason: {reason}")
NOT_USED = _("Not used. Reason: {reason}")
TAKEN_BACK = _("Taken back. Reason: {reason}")
TAKEN_BACK_STANDING = _("Taken back. Reason: {reason} The form keeps the number until the office decides again.")
SINCE = _("Since then the office has put another value in its place.")
OTHERS = plural("{n} organisation", "{n} organisations")


def told_fate(offer: Offer, lang: str) -> str:
    """What became of one offered value; see `told_fates`."""
    return told_fates([offer], lang)[offer.pk]


def told_fates(offers: Sequence[Offer], lang: str) -> dict[int, str]:
    """The sentence of each offer by its key, for the organisation that supplied it; four queries at most.

    A sum or another figure is told only where it does not tell of few people; suppliers are named as they let
    themselves be told to everyone.
    """
    prefetch_related_objects(list(offers), "assessment", "decision__taken")
    versions = _versions(offers)
    return {one.pk: _told(one, versions, lang) for one in offers}


def _versions(offers: Iterable[Offer]) -> Mapping[tuple[int, str, int], int]:
    """The version at which each cell stands that one of these was offered to."""
    forms = {one.assessment_id for one in offers}
    rows = {one.row for one in offers}
    stored = Cell.objects.filter(assessment__in=forms, row__in=rows)
    return {
        (form, row, offset): version
        for form, row, offset, version in stored.values_list("assessment", "row", "offset", "version")
    }


def _told(offer: Offer, versions: Mapping[tuple[int, str, int], int], lang: str) -> str:
    row = edition_named(offer.assessment.edition).row_by_key.get(offer.row)
    decision, reason = offer.decision, _closed(offer.reason)
    stands = decision is not None and versions.get((offer.assessment_id, offer.row, offer.offset)) == decision.version
    if offer.fate == OfferFate.WITHDRAWN:
        kept = stands and decision is not None and offer in decision.taken.all()
        return say(TAKEN_BACK_STANDING if kept else TAKEN_BACK, lang, reason=reason)
    if offer.fate == OfferFate.NOT_USED:
        return say(NOT_USED, lang, reason=reason)
    if row is None or decision is None:
        return say(WAITING, lang)
    if offer.fate == OfferFate.CONSIDERED:
        return _known(offer, decision, row, stands, lang)
    told = _in_the_form(offer, decision, row, lang)
    return told if stands else f"{told} {say(SINCE, lang)}"


def _in_the_form(offer: Offer, decision: Decision, row: Row, lang: str) -> str:
    if offer.fate == OfferFate.TAKEN:
        return say(TAKEN, lang, value=offer_text(offer, row, lang))
    others = [one for one in decision.taken.all() if one.pk != offer.pk]
    told = _names(others, lang)
    guard = _guard(offer, row)
    if not guard.private or (guard.counts and not _subtracts(others, guard)):
        return say(SUMMED, lang, sum=offer_text(decision, row, lang), others=told)
    return say(SUMMED_QUIETLY, lang, others=told)


def _subtracts(others: Sequence[Offer], guard: Guard) -> bool:
    """Whether whoever knows their own number could subtract it from the sum and learn of few people."""
    return guard.small(sum(one.number for one in others))


def _known(offer: Offer, decision: Decision, row: Row, stands: bool, lang: str) -> str:
    reason = _closed(offer.reason)
    part = Part(decision.pk, decision.number, open=True)
    if stands and tellable([part], _guard(offer, row)):
        return say(KNOWN, lang, value=offer_text(decision, row, lang), reason=reason)
    return say(KNOWN_QUIETLY, lang, reason=reason)


def _guard(offer: Offer, row: Row) -> Guard:
    edition = edition_named(offer.assessment.edition)
    return guard_of(row, edition, hidden=False, least=threshold([offer.assessment.year]))


def _names(others: Sequence[Offer], lang: str) -> str:
    named = list(dict.fromkeys(one.supplier for one in others if one.shown == Shown.FULL))
    unnamed = len({one.organisation_id or one.supplier for one in others if one.shown != Shown.FULL})
    return ", ".join([*named, *([count(OTHERS, unnamed, lang)] if unnamed else [])])


def _closed(sentence: str) -> str:
    """The reason as a sentence that ends."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
