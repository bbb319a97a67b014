"""A print of MPiPS-03 brought to the desk: cells with the report, its section and period as their source."""

import csv
from pathlib import Path

import pytest
from assessments.cas.desks import CODE, arrive, bring, groups, kept, stored
from assessments.entry.opened import open_form
from django.test import Client
from people import outsider

from drogowskaz.assessments.models import Assessment
from drogowskaz.audit.models import Entry
from drogowskaz.engine.values import State, Value

pytestmark = pytest.mark.django_db
PAGE = f"/wpis/{CODE}/2014/cas/sprawozdanie/"
HEAD = "MPiPS-03, I–XII 2014, MGOPS Lwówek Śląski\nDział 1. Zatrudnienie\n"
STAFF = "24\tOśrodki pomocy społecznej (w. 25+26)\t21\t21,00\n25\tz tego: kierownicy\t1\t1,00\n"
DEPUTIES = "26\tzastępcy kierowników\t1\t1,00\n"


@pytest.fixture
def form() -> Assessment:
    """Our working edition in the year of the report; in use its form begins later."""
    return open_form(year=2014)


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    return arrive(client, form)


def values(form: Assessment) -> dict[str, int]:
    return {row: value.number for (row, _offset), value in stored(form).items()}


def test_the_print_of_lwowek_fills_the_cells_it_is_said_to_feed(shared: Path, form: Assessment, desk: Client) -> None:
    path = shared / "cases" / "lwowek-slaski-mpips03-2014.csv"
    rows: dict[tuple[str, str], list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            rows.setdefault((record["row"], record["label"]), []).append(record["value"])
    text = HEAD + "\n".join("\t".join([*key, *given]) for key, given in rows.items())
    shown = bring(desk, PAGE, text, name="druk.txt", sprawozdanie="mpips-03-2014")
    desk.post(PAGE, {"kept": kept(shown), "put": list(groups(shown))})
    assert values(form) == {
        "staff.total.persons": 21,
        "staff.total.fte": 2100,
        "staff.management.persons": 2,
        "staff.social_workers.persons": 9,
        "staff.social_workers.fte": 900,
        "social_workers.senior_specialist.persons": 0,
    }
    (title,) = set(form.changes.values_list("source__title", flat=True))
    assert (title.startswith("MPiPS-03, "), title.endswith(", MGOPS Lwówek Śląski")) == (True, True)
    assert "2014" in title
    assert Entry.objects.filter(verb="cas.report_loaded").count() == 1


def test_a_sum_without_all_its_parts_is_told_and_not_made(form: Assessment, desk: Client) -> None:
    shown = bring(desk, f"/en{PAGE}", HEAD + STAFF, name="druk.txt", sprawozdanie="mpips-03-2014")
    assert "is a sum, and not all its parts are given as numbers" in shown.content.decode()
    assert groups(shown) == {"t:staff": True}
    desk.post(PAGE, {"kept": kept(shown), "put": ["t:staff"]})
    assert values(form) == {"staff.total.persons": 21, "staff.total.fte": 2100}


def test_what_stands_in_the_form_stays_unless_ticked(form: Assessment, desk: Client) -> None:
    form.cells.create(row="staff.total.persons", offset=0, state=State.VALUE, number=20, changed_at=form.changed_at)
    shown = bring(desk, PAGE, HEAD + STAFF + DEPUTIES, name="druk.txt", sprawozdanie="mpips-03-2014")
    assert groups(shown) == {"t:staff": True, "r:staff.total.persons": False}


def test_a_report_of_an_earlier_year_stands_in_the_column_of_that_year(client: Client) -> None:
    form = open_form(year=2016)
    page = f"/wpis/{CODE}/2016/cas/sprawozdanie/"
    shown = bring(arrive(client, form), page, HEAD + STAFF, name="druk.txt", sprawozdanie="mpips-03-2014")
    client.post(page, {"kept": kept(shown), "put": list(groups(shown))})
    assert stored(form) == {
        ("staff.total.persons", -2): Value(State.VALUE, 21),
        ("staff.total.fte", -2): Value(State.VALUE, 2100),
    }


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (HEAD.replace("I–XII", "I–VI") + STAFF, {}),
        (HEAD.replace("I–XII 2014", "2014") + STAFF, {}),
        (HEAD.replace("I–XII 2014", "2014") + STAFF, {"okres": "polrocze"}),
        (HEAD.replace(" 2014", "") + STAFF, {}),
        (HEAD + STAFF, {"rok": "2013"}),
        (HEAD + STAFF, {"sprawozdanie": "nie-ma"}),
        (HEAD.replace("MPiPS-03", "MRiPS-06") + STAFF, {}),
        ("Zupełnie co innego\t1\t2", {"rok": "2014", "okres": "rok"}),
        ("", {}),
    ],
    ids=["half a year", "no period", "half a year chosen", "no year", "another year", "no report", "another report",
         "no report at all", "nothing"],
)  # fmt: skip
def test_what_cannot_be_taken_changes_nothing(
    form: Assessment, desk: Client, text: str, fields: dict[str, str]
) -> None:
    answer = bring(desk, PAGE, text, name="druk.txt", **{"sprawozdanie": "mpips-03-2014", **fields})
    assert (answer.status_code, stored(form)) == (422, {})


def test_a_form_no_report_feeds_says_so(client: Client) -> None:
    form = open_form(year=2014, edition="ozps-gmina-2014")
    page = arrive(client, form).get(f"/en{PAGE}").content.decode()
    assert "No report is declared for this form yet" in page


def test_outsiders_bring_nothing(form: Assessment, client: Client) -> None:
    client.force_login(outsider())
    assert bring(client, PAGE, HEAD + STAFF, name="druk.txt").status_code == 403
