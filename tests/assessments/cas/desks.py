"""A form beside CAS, with somebody signed in, for tests of the desk."""

import re
from html import unescape

from assessments.entry.opened import clerk, open_form
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from people import NOON

from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value

EDITION, YEAR, CODE = "ozps-gmina-2014", 2014, "1419053"
DESK = f"/wpis/{CODE}/{YEAR}/cas/"
PRINT, REPORT, COMPARISON, SECTION = f"{DESK}druk/", f"{DESK}sprawozdanie/", f"{DESK}porownanie/", f"{DESK}2/1/"
DROBIN = read_case(DEFINITIONS / "editions" / EDITION / "cases" / "drobin-2014.yaml").sheet


def drobin_form(**fields: object) -> Assessment:
    """An open form on the edition of the published print of Drobin."""
    return open_form(year=YEAR, **{"edition": EDITION, **fields})


def arrive(client: Client, form: Assessment) -> Client:
    client.force_login(clerk(form))
    return client


def sheet(values: dict[CellKey, int], year: int = YEAR, edition: str = EDITION) -> Sheet:
    return Sheet(edition_named(edition), CODE, year, {key: Value(State.VALUE, one) for key, one in values.items()})


def fill(form: Assessment, values: dict[CellKey, Value]) -> None:
    """Cells somebody typed, with their journal."""
    for (row, offset), value in values.items():
        put = {"row": row, "offset": offset, "state": value.state, "number": value.number, "text": value.text}
        Cell.objects.create(assessment=form, changed_at=NOON, **put)
        form.changes.create(version=1, at=NOON, **put)


def bring(client: Client, page: str, text: str, name: str = "druk.html", **fields: str) -> HttpResponse:
    """Send a file to a page of the desk."""
    sent = {"file": SimpleUploadedFile(name, text.encode()), **fields}
    return client.post(page, sent)  # type: ignore[return-value]


def kept(answer: HttpResponse) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert found is not None, answer.content.decode()
    return unescape(found[1])


def groups(answer: HttpResponse) -> dict[str, bool]:
    """What can be ticked on a preview, and whether it is."""
    found = re.findall(r'name="put" value="([^"]+)"( checked)?', answer.content.decode())
    return {unescape(value): bool(checked) for value, checked in found}


def stored(form: Assessment) -> dict[CellKey, Value]:
    """The filled cells of the form."""
    return {
        (cell.row, cell.offset): Value(State(cell.state), cell.number, cell.text)
        for cell in form.cells.exclude(state=State.EMPTY)
    }
