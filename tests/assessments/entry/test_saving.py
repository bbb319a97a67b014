"""Saving cells as the modules of the workspace do: versions, conflicts, replays, refusals, and their cost."""

import datetime as dt
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from assessments.entry.opened import CHANGES, SAVE, STATE, clerk, open_form
from django.db import connection
from django.test import Client
from django.utils import timezone
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.assessments.queries import sheet_of
from drogowskaz.assessments.queries.journal import unmatched
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
TOTAL = "population.total"


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    client.force_login(clerk(form))
    return client


def cell(text: str, version: int = 0, row: str = TOTAL, offset: int = 0, name: str | None = None) -> dict[str, Any]:
    return {"row": row, "offset": offset, "text": text, "version": version, "id": name or str(uuid4())}


def save(desk: Client, *cells: dict[str, Any], answer: int = 200) -> Any:
    given = desk.post(SAVE, {"cells": cells}, content_type="application/json")
    assert given.status_code == answer
    return given.json().get("cells", given.json())


def fates(desk: Client, *cells: dict[str, Any]) -> list[tuple[str, int]]:
    return [(one["fate"], one["version"]) for one in save(desk, *cells)]


def stored() -> dict[tuple[str, int], tuple[int, int, int]]:
    return {(one.row, one.offset): (one.state, one.number, one.version) for one in Cell.objects.all()}


def test_each_save_grows_the_version_and_the_journal(desk: Client) -> None:
    assert fates(desk, cell("8 269")) == [("saved", 1)]
    assert fates(desk, cell("8 270", 1)) == [("saved", 2)]
    assert stored() == {(TOTAL, 0): (1, 8270, 2)}
    assert list(CellChange.objects.order_by("version").values_list("version", "number", "by__name")) == [
        (1, 8269, "Celina Wpisująca"),
        (2, 8270, "Celina Wpisująca"),
    ]


@pytest.mark.parametrize(
    ("text", "state", "number"), [("0", 1, 0), (".", 2, 0), ("x", 3, 0), ("1\N{NO-BREAK SPACE}234", 1, 1234)]
)
def test_the_symbols_are_read_as_the_form_explains_them(desk: Client, text: str, state: int, number: int) -> None:
    save(desk, cell(text))
    assert stored() == {(TOTAL, 0): (state, number, 1)}


def test_an_emptied_cell_keeps_its_version_and_is_empty_to_the_checks(form: Assessment, desk: Client) -> None:
    save(desk, cell("5"))
    assert fates(desk, cell("", 1)) == [("saved", 2)]
    assert stored() == {(TOTAL, 0): (0, 0, 2)}
    assert sheet_of(form).filled == 0
    assert fates(desk, cell("6", 2)) == [("saved", 3)]
    assert unmatched() == []


def test_a_save_of_what_stands_there_writes_nothing(desk: Client) -> None:
    save(desk, cell("5"))
    assert fates(desk, cell("5", 1), cell("", 0, "labour.unemployed.total")) == [("same", 1), ("same", 0)]
    assert CellChange.objects.count() == 1


def test_a_stale_save_is_told_what_stands_there_and_changes_nothing(form: Assessment, desk: Client) -> None:
    other = Client()
    other.force_login(clerk(form, "Druga Osoba"))
    save(other, cell("7"))
    (told,) = save(desk, cell("9"))
    assert (told["fate"], told["shown"], told["by"], told["version"]) == ("conflict", "7", "Druga Osoba", 1)
    assert stored() == {(TOTAL, 0): (1, 7, 1)}


def test_a_replayed_save_is_acknowledged_and_written_once(form: Assessment, desk: Client) -> None:
    first = cell("9")
    assert fates(desk, first) == [("saved", 1)]
    assert fates(desk, first) == [("same", 1)]
    other = Client()
    other.force_login(clerk(form, "Druga Osoba"))
    save(other, cell("10", 1))
    assert fates(desk, first) == [("saved", 1)]
    assert stored() == {(TOTAL, 0): (1, 10, 2)}
    assert CellChange.objects.count() == 2


def test_the_same_name_for_another_cell_is_no_replay(desk: Client) -> None:
    first = cell("9")
    save(desk, first)
    assert "sentence" in save(desk, {**first, "row": "population.women.total"}, answer=400)
    assert stored() == {(TOTAL, 0): (1, 9, 1)}


def test_one_cell_twice_in_a_save_is_refused(desk: Client) -> None:
    assert "sentence" in save(desk, cell("1"), cell("2"), answer=400)
    assert stored() == {}


def test_what_cannot_be_read_says_why_and_the_rest_is_saved(desk: Client) -> None:
    told = save(desk, cell("wielu"), cell("3", row="population.women.total"), cell("1", row="no.such.row"))
    assert [one["fate"] for one in told] == ["unreadable", "saved", "unreadable"]
    assert "„wielu”" in told[0]["sentence"]
    assert stored() == {("population.women.total", 0): (1, 3, 1)}


@pytest.mark.parametrize("text", ["1e9", "=1+1", "-5", "99999999999999999999", "1\0", "1.5"])
def test_no_odd_text_becomes_a_number(desk: Client, text: str) -> None:
    assert fates(desk, cell(text)) == [("unreadable", 0)]
    assert stored() == {}


def test_a_column_the_row_does_not_have_is_refused(desk: Client) -> None:
    assert fates(desk, cell("1", offset=7)) == [("unreadable", 0)]


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"cells": 5}', '{"cells": [5]}', '{"cells": [{}]}',
        '{"cells": [{"row": "population.total", "offset": 0, "text": "1", "version": -1, "id": "x"}]}',
        '{"cells": [{"row": "population.total", "offset": 0, "text": "1", "version": 0, "id": "x"}]}',
        '{"cells": [{"row": "population.total", "offset": true, "text": "1", "version": 0, "id": "x"}]}',
        "[" * 5000,
    ],
)  # fmt: skip
def test_a_request_that_our_modules_do_not_send_is_refused(desk: Client, body: str) -> None:
    assert desk.post(SAVE, body, content_type="application/json").status_code == 400
    assert stored() == {}


def test_too_many_cells_at_once_are_refused_whole(desk: Client) -> None:
    assert "sentence" in save(desk, *[cell("1", row=f"row.{n}") for n in range(5001)], answer=403)
    assert stored() == {}


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.DATA_EDITOR, 200), (Role.APPROVER, 200), (Role.ANIMATOR, 200), (Role.COORDINATOR, 200),
        (Role.COUNCILLOR, 403), (Role.AUDITOR, 403), (Role.MODERATOR, 403),
    ],
)  # fmt: skip
def test_who_may_save(form: Assessment, client: Client, role: Role, answer: int) -> None:
    client.force_login(clerk(form, role=role))
    save(client, cell("1"), answer=answer)
    assert bool(stored()) == (answer == 200)


def test_a_visitor_an_outsider_and_an_expired_role_save_nothing(form: Assessment, client: Client) -> None:
    save(client, cell("1"), answer=401)
    for person in (outsider(), clerk(form, valid_until=timezone.localdate() - dt.timedelta(days=1))):
        client.force_login(person)
        save(client, cell("1"), answer=403)
    assert stored() == {}


def test_a_form_that_was_closed_meanwhile_says_so(desk: Client) -> None:
    Assessment.objects.update(status=Status.PUBLIC, locked=True)
    assert "sentence" in save(desk, cell("1"), answer=403)
    assert stored() == {}


def test_reading_is_not_writing(desk: Client) -> None:
    assert desk.get(SAVE).status_code == 405
    assert desk.post(STATE).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_costs_the_same_for_one_cell_and_for_three(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [TOTAL, "population.women.total", "population.men.total"][:count]
    # Session, person, form; then in a savepoint the lock, the role, the cells, the writing and its journal.
    with django_assert_num_queries(10):
        save(desk, *[cell("5", row=row) for row in rows])
    with django_assert_num_queries(10):
        save(desk, *[cell("6", 1, row=row) for row in rows])


def test_others_are_told_what_was_written_since(form: Assessment, desk: Client) -> None:
    mark = desk.get(STATE).json()["mark"]
    assert desk.get(f"{CHANGES}?po={mark}").status_code == 204
    save(desk, cell("5"))
    told = desk.get(f"{CHANGES}?po={mark}").json()
    assert [(one["row"], one["offset"], one["shown"], one["by"]) for one in told["cells"]] == [
        (TOTAL, 0, "5", "Celina Wpisująca")
    ]
    assert desk.get(f"{CHANGES}?po={told['mark']}").status_code == 204


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40])
def test_changes_since_nonsense_are_refused(desk: Client, after: str) -> None:
    assert desk.get(f"{CHANGES}?po={after}").status_code == 400


def test_last_years_form_is_told_under_its_own_columns(form: Assessment, desk: Client) -> None:
    assert desk.get(STATE).json()["last"] is None
    before = open_form(form.unit, 2024)
    Cell.objects.create(assessment=before, row=TOTAL, offset=0, state=1, number=8000, changed_at=timezone.now())
    assert desk.get(STATE).json()["last"] == [[TOTAL, 0, 1, 8000]]


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_written_and_the_other_told() -> None:
    form = open_form()
    people = [clerk(form, "Pierwsza Osoba"), clerk(form, "Druga Osoba")]
    found: list[list[tuple[str, int]]] = []

    def press(person: User) -> None:
        client = Client()
        client.force_login(person)
        found.append(fates(client, cell(str(person.pk))))
        if connection.vendor == "postgresql":
            connection.close()

    # In memory SQLite has one writer at a time and refuses a second at once, so there the two come one after another.
    threads = [Thread(target=press, args=[person]) for person in people]
    if connection.vendor == "postgresql":
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        for person in people:
            press(person)
    assert sorted(one[0][0] for one in found) == ["conflict", "saved"]
    assert Cell.objects.get().version == 1
    assert unmatched() == []


def test_when_one_cell_of_a_save_cannot_be_written_none_is(desk: Client) -> None:
    first = cell("9")
    save(desk, first)
    save(desk, cell("5", row="population.men.total"), {**first, "row": "population.women.total"}, answer=400)
    assert stored() == {(TOTAL, 0): (1, 9, 1)}
    assert CellChange.objects.count() == 1


def test_last_years_form_on_another_edition_goes_through_the_crosswalk(form: Assessment, desk: Client) -> None:
    before = open_form(form.unit, 2024, edition="ozps-gmina-2014")
    Cell.objects.create(assessment=before, row=TOTAL, offset=0, state=1, number=8000, changed_at=timezone.now())
    last = desk.get(STATE).json()["last"]
    assert [TOTAL, 0, 1, 8000] in last
    assert {state for _row, _offset, state, _number in last} == {1, 2}
