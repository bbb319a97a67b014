"""A file brought into an open form, and what would repair its errors."""

import re
from html import unescape

import pytest
from assessments.entry.opened import CODE, FORM, YEAR, clerk, open_form
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from people import outsider

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.audit.models import Entry

pytestmark = pytest.mark.django_db
PAGE, REPAIRS = f"{FORM}plik/", f"{FORM}poprawki/"
LINES = "unit;year;row;column;value\n" + "".join(
    f"{CODE};{YEAR};{row};{column};{value}\n"
    for row, column, value in (("population.total", "2025", "50"), ("population.women.total", "2025", "30"))
)


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    client.force_login(clerk(form))
    return client


def bring(desk: Client, text: str = LINES, name: str = "dane.csv") -> HttpResponse:
    return desk.post(PAGE, {"file": SimpleUploadedFile(name, text.encode())})  # type: ignore[return-value]


def kept(answer: HttpResponse) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return unescape(found[1])


def stored() -> dict[str, int]:
    return dict(Cell.objects.values_list("row", "number"))


def put(form: Assessment, row: str, text: str, seen: int = 0) -> None:
    save_cells(assessment=form, saves=[Save(row, 0, text, seen)], actor=None, at=timezone.now())


def test_a_file_is_shown_before_anything_changes(desk: Client) -> None:
    assert bring(desk).status_code == 200
    assert stored() == {}


def test_only_what_is_ticked_is_put_in(form: Assessment, desk: Client) -> None:
    put(form, "population.total", "40")
    shown = kept(bring(desk))
    desk.post(PAGE, {"kept": shown, "fresh": ["population"]})
    assert stored() == {"population.total": 40, "population.women.total": 30}
    desk.post(PAGE, {"kept": kept(bring(desk)), "changed": ["population"]})
    assert stored() == {"population.total": 50, "population.women.total": 30}
    assert [one.details["cells"] for one in Entry.objects.filter(verb="entry.file_loaded").order_by("pk")] == [1, 1]


def test_what_somebody_changed_while_the_person_looked_stays(form: Assessment, desk: Client) -> None:
    shown = kept(bring(desk))
    put(form, "population.total", "41")
    assert desk.post(PAGE, {"kept": shown, "fresh": ["population"]}).status_code == 302
    assert stored() == {"population.total": 41, "population.women.total": 30}


def test_putting_in_twice_changes_nothing_twice(desk: Client) -> None:
    shown = kept(bring(desk))
    for _press in range(2):
        desk.post(PAGE, {"kept": shown, "fresh": ["population"]})
    assert CellChange.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LINES.replace(CODE, "0605053"), "dane.csv"),
        (LINES.replace("30", "wielu"), "dane.csv"),
        ("", "dane.csv"),
        (LINES, "dane.exe"),
        ("PK", "dane.xlsx"),
        ("nic", "../../dane.txt"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(desk: Client, text: str, name: str) -> None:
    assert bring(desk, text, name).status_code == 422
    assert stored() == {}


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_template_holds_what_stands_in_the_form_and_comes_back_as_it_left(
    form: Assessment, desk: Client, ending: str
) -> None:
    put(form, "population.total", "40")
    taken = desk.get(PAGE, {"szablon": ending})
    assert taken["Content-Disposition"] == f'attachment; filename="szablon-{CODE}-{YEAR}.{ending}"'
    brought = desk.post(PAGE, {"file": SimpleUploadedFile(f"szablon.{ending}", taken.content)})
    assert brought.status_code == 200
    assert re.findall(r'name="(?:fresh|changed)"', brought.content.decode()) == []
    desk.post(PAGE, {"kept": kept(brought)})  # type: ignore[arg-type]
    assert stored() == {"population.total": 40}


def test_an_unknown_sort_of_template_is_the_page_itself(desk: Client) -> None:
    assert desk.get(PAGE, {"szablon": "exe"})["Content-Type"].startswith("text/html")


def test_a_file_is_taken_in_a_year_in_which_an_earlier_edition_stands_in(client: Client) -> None:
    later = YEAR + 1
    client.force_login(clerk(open_form(year=later)))
    page = f"/wpis/{CODE}/{later}/plik/"
    template = client.get(page, {"szablon": "xlsx"}).content
    lines = LINES.replace(f"{CODE};{YEAR}", f"{CODE};{later}").encode()
    for name, content in (("szablon.xlsx", template), ("dane.csv", lines)):
        assert client.post(page, {"file": SimpleUploadedFile(name, content)}).status_code == 200
    stranger = LINES.replace(f"{CODE};{YEAR}", f"{CODE};{later + 1}").encode()
    assert client.post(page, {"file": SimpleUploadedFile("dane.csv", stranger)}).status_code == 422


def test_a_page_that_was_tampered_with_is_refused(desk: Client) -> None:
    shown = kept(bring(desk))
    assert desk.post(PAGE, {"kept": "x" + shown, "fresh": ["population"]}).status_code == 422
    assert desk.post(PAGE).status_code == 422
    assert stored() == {}


def test_outsiders_bring_nothing(form: Assessment, client: Client) -> None:
    client.force_login(outsider())
    assert bring(client).status_code == 403
    assert client.get(REPAIRS).status_code == 403


def test_a_proposed_repair_is_put_in_over_the_version_that_was_seen(form: Assessment, desk: Client) -> None:
    for row, text in (("total", "51"), ("women.total", "30"), ("men.total", "20")):
        put(form, f"population.{row}", text)
    page = desk.get(REPAIRS).content.decode()
    fields = {
        name: unescape(value) for name, value in re.findall(r'name="(row|offset|seen|text)" value="([^"]*)"', page)
    }
    assert fields["seen"] == "1"
    assert desk.post(REPAIRS, fields).status_code == 302
    assert stored()["population.total"] == stored()["population.women.total"] + stored()["population.men.total"]
    assert desk.post(REPAIRS, {**fields, "text": "77"}).status_code == 422


def test_a_form_without_errors_has_nothing_to_repair(desk: Client) -> None:
    assert desk.get(REPAIRS).status_code == 200
    assert desk.post(REPAIRS, {"row": "x", "offset": "y"}).status_code == 422
