"""The page of everything that was offered to a form: cell by cell, those that wait for a decision first."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from drogowskaz.assessments.models import Assessment, Offer
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.assessments.queries.entry.parts import pages_of
from drogowskaz.assessments.queries.offers.cells import OfferedCell, shown_cell
from drogowskaz.assessments.queries.offers.grid import waiting_keys
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, show

PER_PAGE = 10


@dataclass(frozen=True)
class PageCell:
    """A cell on the page with its place in the form, and what stood there the year before (empty: nothing known)."""

    cell: OfferedCell
    chapter: Chapter
    part: int
    before: str


@dataclass(frozen=True)
class OffersPage:
    """A page of cells. `waiting` and `every` count the cells of the whole form; `unplaced` are values for which the
    official form has no cell."""

    page: Page[CellKey]
    cells: tuple[PageCell, ...]
    waiting: int
    every: int
    unplaced: tuple[Offer, ...]


def offers_page(form: Assessment, number: str, lang: str) -> OffersPage:
    """A page of the cells that something was offered to; ten queries at most. A number past the last is the last."""
    places = set(form.offers.order_by().values_list("row", "offset").distinct())
    waiting = waiting_keys(form)
    order = {row.key: place for place, row in enumerate(edition_named(form.edition).rows)}
    known = sorted(
        (key for key in places if key[0] in order), key=lambda key: (key not in waiting, order[key[0]], key[1])
    )
    page = Paginator(known, PER_PAGE).get_page(number)
    unplaced = form.offers.exclude(row__in=order) if len(known) < len(places) else ()
    return OffersPage(page, _cells(form, list(page), lang), len(waiting), len(known), tuple(unplaced))


def _cells(form: Assessment, keys: list[CellKey], lang: str) -> tuple[PageCell, ...]:
    if not keys:
        return ()
    rows = {row for row, _offset in keys}
    offers: dict[CellKey, list[Offer]] = defaultdict(list)
    for one in form.offers.filter(row__in=rows).select_related("organisation", "by"):
        offers[one.row, one.offset].append(one)
    decided = form.decisions.filter(row__in=rows).select_related("by").prefetch_related("taken")
    newest = {(one.row, one.offset): one for one in decided}
    stored = {(one.row, one.offset): one for one in form.cells.filter(row__in=rows)}
    sheet, edition = sheet_with_last(form), edition_named(form.edition)
    pages = pages_of(edition)
    return tuple(
        PageCell(
            cell=shown_cell(
                form, edition.row_by_key[key[0]], key[1], stored.get(key), offers[key], newest.get(key), lang
            ),
            chapter=edition.chapter_of(edition.row_by_key[key[0]]),
            part=pages[key[0]],
            before=_before(sheet, key, lang),
        )
        for key in keys
    )


def _before(sheet: Sheet, key: CellKey, lang: str) -> str:
    """The row a year earlier: in this form's own column, else in the last form's."""
    row, offset = sheet.edition.row_by_key[key[0]], key[1] - 1
    if offset in row.offsets:
        return show(sheet.value(row.key, offset), row.kind, lang)
    found = (sheet.last or {}).get((row.key, key[1]))
    return "" if found is None or found.state is State.EMPTY else show(found, row.kind, lang)
