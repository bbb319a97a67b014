"""A later print of CAS held against the form: what differs, whether it is still true, and that nothing is written."""

import re
from dataclasses import replace

import pytest
from assessments.cas.desks import COMPARISON, DROBIN, YEAR, arrive, bring, drobin_form, fill, stored
from assessments.cas.printing import as_page, as_text
from assessments.entry.opened import clerk
from django.test import Client
from django.utils import timezone
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.models import Assessment, CasComparison, CellChange
from drogowskaz.assessments.queries.cas.comparing import last_comparison, shown_comparison
from drogowskaz.audit.models import Entry
from drogowskaz.engine.files.cas_comparing import Sort
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value

pytestmark = pytest.mark.django_db
PLANTED: CellKey = ("labour.unemployed.total", 0)


def later(changes: dict[CellKey, Value | None]) -> Sheet:
    """The print of Drobin as it might stand in CAS later; None empties a cell."""
    values = {**DROBIN.values, **changes}
    return replace(DROBIN, values={key: value for key, value in values.items() if value is not None})


ONE = later({PLANTED: Value(State.VALUE, 777)})


@pytest.fixture
def form() -> Assessment:
    made = drobin_form()
    fill(made, dict(DROBIN.values))
    return made


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    return arrive(client, form)


def differences(form: Assessment) -> list[tuple[CellKey, Sort | None, str, str]]:
    kept = last_comparison(form)
    assert kept is not None
    shown = shown_comparison(form, kept, everything=False, lang="en")
    return [(one.key, one.sort, one.ours, one.theirs) for _chapter, cells in shown.cells for one in cells]


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the one button that takes a value."""
    return dict(re.findall(r'name="(comparison|row|offset|seen)" value="([^"]*)"', page))


def test_the_print_of_drobin_agrees_with_the_form_filled_from_it(form: Assessment, desk: Client) -> None:
    assert bring(desk, COMPARISON, as_page(DROBIN)).status_code == 302
    kept = CasComparison.objects.get()
    assert (kept.equal, kept.differing, kept.name) == (len(DROBIN.values), [], "druk.html")


def test_a_planted_difference_is_found_and_nothing_is_written(form: Assessment, desk: Client) -> None:
    bring(desk, COMPARISON, as_page(ONE))
    ours = str(DROBIN.values[PLANTED].number)
    assert differences(form) == [(PLANTED, Sort.DIFFERENT, ours, "777")]
    assert stored(form) == dict(DROBIN.values)
    assert CellChange.objects.count() == len(DROBIN.values)
    page = desk.get(COMPARISON).content.decode()
    assert "777" in page
    assert "Celina Wpisująca" in page


def test_what_only_one_side_has_is_told_as_missing(form: Assessment, desk: Client) -> None:
    reason = ("preschool.places", 2)
    bring(desk, COMPARISON, as_text(later({PLANTED: None, reason: Value(State.VALUE, 5)})), name="druk.txt")
    ours = str(DROBIN.values[PLANTED].number)
    assert differences(form) == [(PLANTED, Sort.ONLY_OURS, ours, ""), (reason, Sort.ONLY_THEIRS, "", "5")]


def test_a_row_the_print_lacks_is_no_difference(form: Assessment, desk: Client) -> None:
    bring(desk, COMPARISON, as_page(DROBIN, keep=lambda row: row.table != "labour"))
    assert differences(form) == []
    page = desk.get(f"/en{COMPARISON}").content.decode()
    assert "in chapter 2 the table “Labour market, on 31 December” is missing" in page


def test_the_next_visit_says_whether_it_is_still_true(form: Assessment, desk: Client) -> None:
    bring(desk, COMPARISON, as_page(ONE))
    save_cells(assessment=form, saves=[Save(*PLANTED, "777", 1)], actor=None, at=timezone.now())
    save_cells(assessment=form, saves=[Save("population.total", 0, "1", 1)], actor=None, at=timezone.now())
    kept = last_comparison(form)
    assert kept is not None
    shown = shown_comparison(form, kept, everything=False, lang="en")
    assert (shown.settled, shown.fresh, shown.different) == (1, 1, 1)
    assert [one.is_new for _chapter, cells in shown.cells for one in cells] == [True]
    assert "the form has changed since" in desk.get(f"/en{COMPARISON}").content.decode()


def test_the_cells_that_agree_are_shown_when_asked_for(form: Assessment, desk: Client) -> None:
    bring(desk, COMPARISON, as_page(ONE))
    few, all_of_them = (desk.get(f"{COMPARISON}{query}").content.decode() for query in ("", "?wszystko=1"))
    assert (few.count('<th scope="row">'), all_of_them.count('<th scope="row">')) == (1, len(DROBIN.values))


def test_the_same_print_twice_is_one_comparison(form: Assessment, desk: Client) -> None:
    for _time in range(2):
        bring(desk, COMPARISON, as_page(ONE))
    assert CasComparison.objects.count() == 1
    save_cells(assessment=form, saves=[Save("population.total", 0, "1", 1)], actor=None, at=timezone.now())
    bring(desk, COMPARISON, as_page(ONE))
    assert CasComparison.objects.count() == 2
    assert Entry.objects.filter(verb="cas.compared").count() == 2


def test_the_value_of_cas_is_taken_for_one_cell(form: Assessment, desk: Client) -> None:
    bring(desk, COMPARISON, as_page(ONE))
    asked = fields(desk.get(COMPARISON).content.decode())
    assert desk.post(COMPARISON, asked).status_code == 302
    assert stored(form) == {**DROBIN.values, PLANTED: Value(State.VALUE, 777)}
    cell = form.cells.get(row=PLANTED[0], offset=0)
    assert (cell.version, "druk.html" in cell.source.title) == (2, True)  # type: ignore[union-attr]
    assert desk.post(COMPARISON, asked).status_code == 302
    assert CellChange.objects.filter(row=PLANTED[0], offset=0).count() == 2


def test_it_is_not_taken_over_what_somebody_wrote_meanwhile(form: Assessment, desk: Client) -> None:
    bring(desk, COMPARISON, as_page(ONE))
    asked = fields(desk.get(COMPARISON).content.decode())
    save_cells(assessment=form, saves=[Save(*PLANTED, "5", 1)], actor=None, at=timezone.now())
    assert desk.post(COMPARISON, asked).status_code == 422
    assert stored(form)[PLANTED] == Value(State.VALUE, 5)


def test_a_closed_form_is_compared_but_takes_nothing(form: Assessment, desk: Client) -> None:
    Assessment.objects.filter(pk=form.pk).update(locked=True)
    assert bring(desk, COMPARISON, as_page(ONE)).status_code == 302
    assert fields(desk.get(COMPARISON).content.decode()) == {}
    kept = CasComparison.objects.get()
    asked = {"comparison": str(kept.pk), "row": PLANTED[0], "offset": "0", "seen": "1"}
    assert desk.post(COMPARISON, asked).status_code == 422
    assert stored(form) == dict(DROBIN.values)


@pytest.mark.parametrize("broken", [{"offset": "x"}, {"row": "nic"}, {"comparison": "999"}, {"seen": "9" * 30}])
def test_a_cell_that_is_none_is_not_taken(form: Assessment, desk: Client, broken: dict[str, str]) -> None:
    bring(desk, COMPARISON, as_page(ONE))
    asked = {**fields(desk.get(COMPARISON).content.decode()), **broken}
    assert desk.post(COMPARISON, asked).status_code == 404


def test_a_print_of_another_year_and_what_is_no_print_are_refused(form: Assessment, desk: Client) -> None:
    for text in (as_page(replace(DROBIN, year=YEAR - 1)), "<html></html>", ""):
        assert bring(desk, COMPARISON, text).status_code == 422
    assert desk.post(COMPARISON).status_code == 422
    assert CasComparison.objects.count() == 0


def test_outsiders_compare_nothing(form: Assessment, client: Client) -> None:
    client.force_login(outsider())
    assert bring(client, COMPARISON, as_page(ONE)).status_code == 403
    assert CasComparison.objects.count() == 0


def test_a_comparison_asks_the_same_questions_of_one_difference_and_of_three(
    form: Assessment, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(clerk(form))
    for count in (1, 3):
        cells = [("labour.unemployed.total", offset) for offset in range(count)]
        bring(client, COMPARISON, as_page(later({cell: Value(State.VALUE, 1) for cell in cells})))
        kept = last_comparison(form)
        assert kept is not None
        with django_assert_num_queries(2):
            assert shown_comparison(form, kept, everything=False, lang="pl").different == count
