"""What the office chose on the page of an annexe, as decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.http import QueryDict

from drogowskaz.engine.workflow import Transition
from drogowskaz.participation.actions.review import MOVES, ItemDecision
from drogowskaz.participation.queries.review_page import ReadAnnexe, ReadItem

EACH, TICKED, REST = "each", "ticked", "rest"
"""The three buttons: what is chosen at each answer; one thing for all ticked; taking in all the rest."""
_LONGEST_NUMBER = 18


def decisions_in(posted: QueryDict, page: ReadAnnexe) -> list[ItemDecision]:
    """The decisions of the button that was pressed, in the order of the page."""
    readers = {EACH: _each, TICKED: _ticked, REST: _rest}
    items = [one for part in page.parts for one in part.items]
    return readers[posted.get("move", "")](posted, items)


def with_typed(page: ReadAnnexe, posted: QueryDict) -> ReadAnnexe:
    """The page with what the person chose and wrote, so that a refusal loses nothing of it."""
    ticked = set(posted.getlist("tick"))

    def typed(one: ReadItem) -> ReadItem:
        key = one.item.pk
        chosen, reason = posted.get(f"verdict-{key}", ""), posted.get(f"reason-{key}", "")
        return replace(one, chosen=chosen, reason=reason, ticked=str(key) in ticked)

    parts = tuple(replace(part, items=tuple(typed(one) for one in part.items)) for part in page.parts)
    return replace(page, parts=parts)


def _each(posted: QueryDict, items: Iterable[ReadItem]) -> list[ItemDecision]:
    return [
        _decision(posted, one, MOVES[chosen], posted.get(f"reason-{one.item.pk}", ""))
        for one in items
        if (chosen := posted.get(f"verdict-{one.item.pk}", "")) in MOVES
    ]


def _ticked(posted: QueryDict, items: Iterable[ReadItem]) -> list[ItemDecision]:
    ticked, move = set(posted.getlist("tick")), MOVES.get(posted.get("bulk", ""))
    if move is None:
        return []
    return [_decision(posted, one, move, posted.get("bulk-reason", "")) for one in items if str(one.item.pk) in ticked]


def _rest(posted: QueryDict, items: Iterable[ReadItem]) -> list[ItemDecision]:
    """Those the page showed: what was handed in since has no version here and stays."""
    return [
        _decision(posted, one, MOVES["accept"], "")
        for one in items
        if one.open and not one.contested and f"seen-{one.item.pk}" in posted
    ]


def _decision(posted: QueryDict, one: ReadItem, move: Transition, reason: str) -> ItemDecision:
    cells: Mapping[int, int] = {
        aim.standing.offer.pk: number(posted, f"cell-{aim.standing.offer.pk}") for aim in one.aims
    }
    return ItemDecision(one.item.pk, move, number(posted, f"seen-{one.item.pk}"), reason, cells)


def number(posted: QueryDict, name: str) -> int:
    """A whole number of the form; 0, which is no version and no key, when it is none."""
    text = posted.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0
