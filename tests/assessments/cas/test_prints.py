"""A print of the form brought to the desk: opening data, history, and what it must not touch."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from assessments.cas.desks import (
    CODE,
    DESK,
    DROBIN,
    PRINT,
    YEAR,
    arrive,
    bring,
    drobin_form,
    fill,
    groups,
    kept,
    sheet,
    stored,
)
from assessments.cas.printing import as_page, as_text
from assessments.entry.opened import clerk, open_form
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from people import outsider

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.models import Assessment, CellChange
from drogowskaz.audit.models import Entry
from drogowskaz.engine.values import State, Value

pytestmark = pytest.mark.django_db
TOTAL, WOMEN = ("population.total", 0), ("population.women.total", 0)
TWO = sheet({TOTAL: 8279, WOMEN: 4149})


@pytest.fixture
def form() -> Assessment:
    return drobin_form()


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    return arrive(client, form)


def put_in(desk: Client, shown: HttpResponse, *ticked: str) -> HttpResponse:
    return desk.post(PRINT, {"kept": kept(shown), "put": list(ticked)}, follow=True)  # type: ignore[return-value]


def value(number: int) -> Value:
    return Value(State.VALUE, number)


def test_the_print_of_drobin_fills_the_whole_empty_form(form: Assessment, desk: Client) -> None:
    shown = bring(desk, PRINT, as_page(DROBIN, heading="Ocena zasobów, gmina Drobin"))
    assert stored(form) == {}
    assert set(groups(shown).values()) == {True}
    assert put_in(desk, shown, *groups(shown)).redirect_chain == [(DESK, 302)]  # type: ignore[attr-defined]
    assert stored(form) == dict(DROBIN.values)
    day = timezone.localdate().strftime("%d.%m.%Y")
    # The Polish of the title is looked at in the journey; here it must name the file and the day.
    (title,) = set(form.cells.values_list("source__title", flat=True))
    assert title.endswith(f", druk.html, {day}")
    assert CellChange.objects.filter(assessment=form, source__title=title).count() == len(DROBIN.values)
    assert [one.details for one in Entry.objects.filter(verb="cas.print_loaded")] == [
        {"file": "druk.html", "cells": len(DROBIN.values)}
    ]


def test_the_facts_of_drobin_as_they_were_printed_are_read_from_the_page(
    shared: Path, form: Assessment, desk: Client
) -> None:
    rows: dict[tuple[str, str], list[str]] = {}
    with (shared / "cases" / "drobin-2014.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            rows.setdefault((record["row"], record["label"]), []).append(record["value"])
    # The copy that was read ends before the last cell of row 24.
    text = "\n".join("\t".join([*key, *given, *[""] * (5 - len(given))]) for key, given in rows.items())
    shown = desk.post(PRINT, {"text": text})
    put_in(desk, shown, *groups(shown))  # type: ignore[arg-type]
    known = dict(DROBIN.values)
    del known["childcare.nursery.refusal_text", 0]
    assert stored(form) == known


def test_what_somebody_typed_stays_unless_its_row_is_ticked(form: Assessment, desk: Client) -> None:
    fill(form, {TOTAL: value(8000)})
    shown = bring(desk, PRINT, as_page(TWO))
    assert groups(shown) == {"t:population": True, "r:population.total": False}
    put_in(desk, shown, "t:population")
    assert stored(form) == {TOTAL: value(8000), WOMEN: value(4149)}
    put_in(desk, bring(desk, PRINT, as_page(TWO)), "r:population.total")
    assert stored(form) == {TOTAL: value(8279), WOMEN: value(4149)}


def test_a_cell_emptied_by_hand_is_somebodys_decision(form: Assessment, desk: Client) -> None:
    fill(form, {TOTAL: Value(State.EMPTY)})
    assert groups(bring(desk, PRINT, as_page(TWO))) == {"t:population": True, "r:population.total": False}


def test_putting_in_twice_changes_nothing_twice(form: Assessment, desk: Client) -> None:
    shown = bring(desk, PRINT, as_page(TWO))
    for _press in range(2):
        put_in(desk, shown, "t:population")
    assert CellChange.objects.count() == 2
    assert [one.details["cells"] for one in Entry.objects.filter(verb="cas.print_loaded").order_by("pk")] == [2, 0]


def test_what_somebody_changed_while_the_person_looked_stays(form: Assessment, desk: Client) -> None:
    shown = bring(desk, PRINT, as_page(TWO))
    save_cells(assessment=form, saves=[Save(*TOTAL, "41", 0)], actor=None, at=timezone.now())
    told = put_in(desk, shown, "t:population")
    assert stored(form) == {TOTAL: value(41), WOMEN: value(4149)}
    assert [one.level_tag for one in told.context["messages"]] == ["success", "warning"]


def test_the_same_print_again_has_nothing_to_put_in(form: Assessment, desk: Client) -> None:
    put_in(desk, bring(desk, PRINT, as_page(TWO)), "t:population")
    again = bring(desk, PRINT, as_page(TWO))
    assert (again.status_code, groups(again)) == (200, {})


def test_pasted_tables_are_read_as_a_file_is(form: Assessment, desk: Client) -> None:
    shown = desk.post(PRINT, {"text": as_text(TWO)})
    put_in(desk, shown, "t:population")  # type: ignore[arg-type]
    assert stored(form) == dict(TWO.values)


def test_reordered_rows_find_their_places(form: Assessment, desk: Client) -> None:
    shown = bring(desk, PRINT, as_page(DROBIN, backwards=True))
    put_in(desk, shown, *groups(shown))
    assert stored(form) == dict(DROBIN.values)


def test_a_table_that_the_print_lacks_is_named(form: Assessment, desk: Client) -> None:
    answer = bring(desk, f"/en{PRINT}", as_page(DROBIN, keep=lambda row: row.table != "labour"))
    assert "in chapter 2 the table “Labour market, on 31 December” is missing" in answer.content.decode()


def test_a_line_that_fits_nothing_is_told_with_its_reason(form: Assessment, desk: Client) -> None:
    page = as_page(TWO).replace("</table>", "<tr><td>Liczba latarni</td><td>7</td></tr></table>", 1)
    assert (
        "“Liczba latarni” – no row of the edition has this label" in bring(desk, f"/en{PRINT}", page).content.decode()
    )


def test_another_gmina_in_the_heading_is_warned_of(form: Assessment, desk: Client) -> None:
    own = bring(desk, f"/en{PRINT}", as_page(TWO, heading="Gmina Drobin")).content.decode()
    other = bring(desk, f"/en{PRINT}", as_page(TWO, heading="Gmina Modliborzyce")).content.decode()
    assert "“Modliborzyce”" in other
    assert "Make sure it is the right print" not in own


# History


def test_a_print_of_an_earlier_year_fills_the_earlier_columns(form: Assessment, desk: Client) -> None:
    years = {("population.total", offset): 8000 + offset for offset in range(-2, 3)}
    shown = bring(desk, PRINT, as_page(sheet(years, year=YEAR - 1)))
    assert groups(shown) == {"t:population": True}
    put_in(desk, shown, "t:population")
    # The assessed year of the print is our year before; its forecasts are nobody's history.
    assert stored(form) == {("population.total", -1): value(8000), ("population.total", -2): value(7999)}


def test_history_crosses_from_one_edition_to_the_next(client: Client) -> None:
    form = open_form(year=2016)
    client.force_login(clerk(form))
    page = f"/wpis/{CODE}/2016/cas/druk/"
    shown = bring(client, page, as_page(DROBIN))
    client.post(page, {"kept": kept(shown), "put": list(groups(shown))})
    told = stored(form)
    assert {offset for _row, offset in told} == {-2}
    assert told["population.total", -2] == DROBIN.values["population.total", 0]


def test_a_chosen_year_must_be_that_of_the_print(form: Assessment, desk: Client) -> None:
    assert bring(desk, PRINT, as_page(TWO), rok=str(YEAR)).status_code == 200
    assert bring(desk, PRINT, as_page(TWO), rok=str(YEAR - 1)).status_code == 422


@pytest.mark.parametrize("year", [YEAR + 1, YEAR - 4])
def test_a_print_of_a_year_the_form_does_not_show_is_refused(form: Assessment, desk: Client, year: int) -> None:
    assert bring(desk, PRINT, as_page(replace(TWO, year=year))).status_code == 422


# Bad input


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "druk.html"),
        (b"<html><body>Nic tu nie ma</body></html>", "druk.html"),
        (b"PK\x03\x04\x00\x00", "druk.txt"),
        (b"%PDF-1.7", "druk.pdf"),
        ("Mieszkańcy".encode("windows-1250"), "druk.txt"),
        (b"x" * 20_000_001, "druk.html"),
    ],
    ids=["empty", "no table", "not text", "pdf", "undeclared windows-1250", "20 MB"],
)
def test_what_is_no_print_changes_nothing(form: Assessment, desk: Client, content: bytes, name: str) -> None:
    answer = desk.post(PRINT, {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, stored(form)) == (422, {})


def test_a_page_in_windows_1250_is_read(form: Assessment, desk: Client) -> None:
    content = as_page(TWO, charset="windows-1250").encode("windows-1250")
    shown = desk.post(PRINT, {"file": SimpleUploadedFile("druk.htm", content)})
    assert groups(shown) == {"t:population": True}  # type: ignore[arg-type]


def test_nothing_brought_and_an_altered_page_are_told(form: Assessment, desk: Client) -> None:
    shown = kept(bring(desk, PRINT, as_page(TWO)))
    assert desk.post(PRINT).status_code == 422
    assert desk.post(PRINT, {"kept": f"x{shown}", "put": ["t:population"]}).status_code == 422
    assert stored(form) == {}


def test_a_page_of_another_form_is_not_put_in_here(form: Assessment, desk: Client) -> None:
    shown = kept(bring(desk, PRINT, as_page(TWO)))
    other = open_form(place=form.unit, year=2025)
    assert desk.post(f"/wpis/{CODE}/2025/cas/druk/", {"kept": shown, "put": ["t:population"]}).status_code == 422
    assert stored(other) == {}


def test_outsiders_bring_nothing(form: Assessment, client: Client) -> None:
    assert client.get(PRINT).status_code == 302
    client.force_login(outsider())
    assert bring(client, PRINT, as_page(TWO)).status_code == 403
