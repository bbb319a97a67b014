"""Offers and decisions move with their cells from the provisional form to the official one."""

import pytest
from assessments.offers.given import fates, offered, settle
from assessments.test_migration_to_edition import OLD, fill, move, way
from cycles import DECEMBER, gmina, opened

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.enums import Ruling
from drogowskaz.assessments.models import Assessment, Cell, Cycle, CycleEvent, Decision, Offer
from drogowskaz.assessments.queries.offers.fates import told_fate
from drogowskaz.assessments.queries.offers.grid import waiting_keys
from drogowskaz.assessments.queries.offers_page import offers_page
from drogowskaz.engine.sheets import CellKey

pytestmark = pytest.mark.django_db
KEPT: CellKey = ("population.total", 0)
TOTAL, LONG, NEW_ROW = "labour.unemployed.total", "labour.unemployed.longterm", "telecare.persons"
OSP = "OSP Łęg"


@pytest.fixture
def cycle() -> Cycle:
    unit = gmina()
    Assessment.objects.create(unit=unit, year=2025, edition=OLD, created_at=DECEMBER, changed_at=DECEMBER)
    return opened(unit, year=2025)


def form(cycle: Cycle) -> Assessment:
    return Assessment.objects.select_related("unit").get(cycle=cycle)


def places() -> list[CellKey]:
    return list(Offer.objects.values_list("row", "offset"))


def test_what_stays_keeps_its_offers_and_decisions(cycle: Cycle) -> None:
    settle(form(cycle), None, Ruling.ONE, offered(form(cycle), 12))
    before = list(Decision.objects.values())
    move(cycle)
    assert list(Decision.objects.values()) == before
    assert places() == [KEPT]


def test_what_moves_to_another_row_takes_its_decision_along(cycle: Cycle) -> None:
    way(TOTAL, NEW_ROW, "moved")
    settle(form(cycle), None, Ruling.ONE, offered(form(cycle), 12, cell=(TOTAL, 0)), cell=(TOTAL, 0))
    offered(form(cycle), 3, OSP, cell=(TOTAL, 1))
    move(cycle)
    decision = Decision.objects.get()
    assert places() == [(NEW_ROW, 0), (NEW_ROW, 1)]
    assert (decision.row, decision.version) == (NEW_ROW, Cell.objects.get(row=NEW_ROW, offset=0).version)
    assert waiting_keys(form(cycle)) == {(NEW_ROW, 1)}


def test_a_decision_that_was_written_over_stands_for_nothing_in_its_new_place(cycle: Cycle) -> None:
    way(TOTAL, NEW_ROW, "moved")
    one = offered(form(cycle), 12, cell=(TOTAL, 0))
    settle(form(cycle), None, Ruling.ONE, one, cell=(TOTAL, 0))
    save_cells(assessment=form(cycle), saves=[Save(TOTAL, 0, "13", 1)], actor=None, at=DECEMBER)
    move(cycle)
    assert Decision.objects.get().version == 0


def test_numbers_that_are_joined_came_from_all_their_organisations(cycle: Cycle) -> None:
    way(f"{TOTAL} {LONG}", NEW_ROW, "merged")
    settle(form(cycle), None, Ruling.ONE, offered(form(cycle), 40, cell=(TOTAL, 0)), cell=(TOTAL, 0))
    settle(form(cycle), None, Ruling.ONE, offered(form(cycle), 18, OSP, cell=(LONG, 0)), cell=(LONG, 0))
    move(cycle)
    newest = Decision.objects.last()
    assert newest is not None
    assert (newest.ruling, newest.number, newest.version) == ("sum", 58, Cell.objects.get(row=NEW_ROW).version)
    assert [*newest.taken.values_list("supplier", flat=True)] == ["KGW Zakręcone", OSP]
    assert [fate for _who, fate, _why in fates()] == ["summed", "summed"]


def test_a_joined_number_that_only_partly_came_from_organisations_is_not_called_theirs(cycle: Cycle) -> None:
    way(f"{TOTAL} {LONG}", NEW_ROW, "merged")
    settle(form(cycle), None, Ruling.ONE, offered(form(cycle), 40, cell=(TOTAL, 0)), cell=(TOTAL, 0))
    fill(cycle, {(LONG, 0): 18})
    move(cycle)
    assert [one.version for one in Decision.objects.all()] == [0]


def test_what_has_no_place_is_kept_listed_and_told(cycle: Cycle) -> None:
    way("hospices", "", "removed")
    one = offered(form(cycle), 2, cell=("hospices", 0))
    offered(form(cycle), 12)
    move(cycle)
    one.refresh_from_db()
    assert (one.row, one.fate) == ("hospices", "not_used")
    assert told_fate(one, "en").startswith("Not used. Reason: ")
    assert waiting_keys(form(cycle)) == {KEPT}
    assert CycleEvent.objects.get(kind="edition").details["offers_unplaced"] == 1


def test_offers_for_rows_that_the_form_does_not_have_stand_on_the_page_of_offers(cycle: Cycle) -> None:
    one = offered(form(cycle), 2)
    Offer.objects.update(row="no.such.row")
    page = offers_page(form(cycle), "1", "en")
    assert (page.cells, page.every, page.unplaced) == ((), 0, (one,))
