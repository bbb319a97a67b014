"""Offered values as values of the form: which of them can be added up, and the names of who gave them."""

from collections.abc import Iterable, Sequence

from drogowskaz.assessments.enums import Method, OfferFate, Shown
from drogowskaz.assessments.models import Decision, Offer
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.values import EMPTY, Kind, State, Value, show
from drogowskaz.engine.words import _, count, plural

LONGEST = 200
"""Characters of the names beside a cell."""
STORED = "pl"
"""The language of words that are kept with a cell, as the names of its sources are."""
UNNAMED = plural("{n} organisation", "{n} organisations")
MORE = plural("and {n} more", "and {n} more")
IN_THE_FORM = (OfferFate.TAKEN, OfferFate.SUMMED)

MIXED = _("These values count different things ({kinds}), so their sum would mean nothing.")
OPINION = _("One of these values is an opinion. Opinions are not added up.")


def value_of(one: Offer | Decision) -> Value:
    return Value(State(one.state), one.number, one.text)


def offer_text(one: Offer | Decision | None, row: Row, lang: str) -> str:
    """The value as written on the form; nothing for no offer."""
    return show(value_of(one) if one else EMPTY, row.kind, lang)


def is_number(offer: Offer, row: Row) -> bool:
    return row.kind is not Kind.TEXT and offer.state == State.VALUE


def addable(offers: Iterable[Offer], row: Row) -> tuple[Offer, ...]:
    """Those a sum consists of: what was not taken back and holds a number."""
    return tuple(one for one in offers if one.fate != OfferFate.WITHDRAWN and is_number(one, row))


def total(offers: Iterable[Offer]) -> Value:
    """The sum of values that hold numbers, in the row's scale."""
    return Value(State.VALUE, sum(one.number for one in offers))


def why_not_added(offers: Sequence[Offer]) -> tuple[str, dict[str, str]] | None:
    """Why the sum of these says nothing: a marked sentence with its names. What was counted is compared only where it
    was said."""
    kinds = sorted({one.counted for one in offers if one.counted})
    if len(kinds) > 1:
        return MIXED, {"kinds": ", ".join(kinds)}
    if len(offers) > 1 and any(one.method == Method.OPINION for one in offers):
        return OPINION, {}
    return None


def suppliers_of(offers: Iterable[Offer]) -> str:
    """The names beside a cell whose value these gave, at most `LONGEST` characters. An organisation that is not to be
    named is only counted: what stands beside a cell goes into the file of the signed form."""
    offers = list(offers)
    names = list(dict.fromkeys(one.supplier for one in offers if one.shown == Shown.FULL))
    unnamed = len({one.organisation_id or one.supplier for one in offers if one.shown != Shown.FULL})
    tail = [count(UNNAMED, unnamed, STORED)] if unnamed else []
    for kept in range(len(names), -1, -1):
        cut = [count(MORE, len(names) - kept, STORED)] if kept < len(names) else []
        line = " ".join([", ".join([*names[:kept], *tail]), *cut]).strip()
        if len(line) <= LONGEST:
            return line
    return ""
