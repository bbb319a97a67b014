"""The page and the files of a report: the preview of the team, then everybody; hostile words stay words."""

import io

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from participation.consultation.consulted import AFTER, Consulted, spoken
from participation.report.reported import HOSTILE, answered, ended
from people import outsider

from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.consultation_report import publish_report
from drogowskaz.participation.models import ConsultationReport

pytestmark = pytest.mark.django_db
PAGE = "/en/jednostka/9901012/cykl/2026/konsultacje/1/raport/"


def client(person: User | None = None) -> Client:
    made = Client()
    if person:
        made.force_login(person)
    return made


def published(remarks: int = 2) -> Consulted:
    there = ended(remarks=remarks)
    publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    return there


def test_before_publishing_others_are_told_when_it_comes_and_find_no_file() -> None:
    ended(remarks=1)
    for person in (None, outsider()):
        page = client(person).get(PAGE).content.decode()
        assert "There is no report yet." in page
        assert "Uwaga 1" not in page
        assert client(person).get(f"{PAGE}pdf/").status_code == 404


def test_the_team_reads_a_preview_with_what_is_missing() -> None:
    there = ended(remarks=1)
    spoken(there, text="A co z dowozem?")
    page = client(there.animator).get(PAGE).content.decode()
    assert "Preview, not published" in page
    assert "A co z dowozem?" in page
    assert 'value="publish"' not in page


def test_the_team_publishes_and_everybody_reads_it() -> None:
    there = ended(remarks=1)
    assert client(there.animator).post(PAGE, {"move": "publish"}).status_code == 302
    page = client().get(PAGE).content.decode()
    assert "Uwaga 1" in page
    assert "Version 1, published on" in page
    assert 'name="move"' not in page


def test_a_correction_makes_a_version_and_the_first_stays_readable() -> None:
    there = published()
    answered(spoken(there, text="Zapomniana kartka."))
    sent = {"move": "correct", "reason": "Znalazła się kartka."}
    assert client(there.animator).post(PAGE, sent).status_code == 302
    assert "Zapomniana kartka." in client().get(PAGE).content.decode()
    first = client().get(f"{PAGE}?wersja=1").content.decode()
    assert ("Zapomniana kartka." in first, "This is an earlier version." in first) == (False, True)
    assert client().get(f"{PAGE}?wersja=3").status_code == 404


def test_an_outsider_cannot_publish() -> None:
    ended()
    answer = client(outsider()).post(PAGE, {"move": "publish"})
    assert (answer.status_code, ConsultationReport.objects.count()) == (422, 0)


@pytest.mark.parametrize("sent", [{}, {"move": "burn"}], ids=["nothing", "unknown"])
def test_a_button_that_is_not_there_is_refused(sent: dict[str, str]) -> None:
    there = ended()
    assert client(there.animator).post(PAGE, sent).status_code == 400


def test_hostile_words_stay_words_on_the_page_and_in_the_pdf() -> None:
    there = ended()
    answered(spoken(there, text=HOSTILE), reason=HOSTILE)
    publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    page = client().get(PAGE).content.decode()
    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }}" in page
    text = " ".join(words(client().get(f"{PAGE}pdf/").content).split())
    assert "#set page(fill: red) $x$ @ref *b* [x]" in text


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_pdf_is_tagged_and_names_every_remark() -> None:
    published(remarks=3)
    content = client().get(f"{PAGE}pdf/").content
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]
    text = words(content)
    assert all(f"Uwaga {number}" in text for number in (1, 2, 3))
    assert "not a certificate" in " ".join(text.split())


def test_the_spreadsheet_holds_remarks_and_formulas_stay_text() -> None:
    there = ended()
    answered(spoken(there, text="=1+1"))
    publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    book = openpyxl.load_workbook(io.BytesIO(client().get(f"{PAGE}xlsx/").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    (found,) = [cell for cell in cells if cell.value == "=1+1"]
    assert found.data_type == "s"


def test_a_file_of_another_sort_is_not_there() -> None:
    published()
    assert client().get(f"{PAGE}docx/").status_code == 404


def test_the_page_takes_the_same_queries_for_one_remark_and_for_three() -> None:
    there = ended(remarks=1)
    team, counts = client(there.animator), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            team.get(PAGE)
        counts.append(len(queries))
        for number in range(2):
            answered(spoken(there, text=f"Jeszcze {number}."))
    assert counts[0] == counts[1]
