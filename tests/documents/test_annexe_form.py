"""The paper form of an annexe: what stands on it, empty, filled in and short."""

import datetime as dt
import io
from collections import Counter

import pytest
from documents.sample import WORST
from docx import Document as Opened
from pypdf import PdfReader

from drogowskaz.documents import docx
from drogowskaz.documents.annexe.form import AnnexeHeading, annexe_form, annexe_pdf
from drogowskaz.documents.content import Document, Fact, Facts, Heading
from drogowskaz.documents.questions import Blank, Box, Boxes, Question
from drogowskaz.engine.annexes import FieldType, annexe_named

ANNEXE = annexe_named("ngo-annexe-1")
HEADING = AnnexeHeading(
    organisation="Koło Gospodyń Wiejskich w Lipie",
    unit="Gmina Lipa",
    year=2026,
    code="K7M4-PX",
    until=dt.date(2027, 2, 15),
    bring_to="Urząd Gminy, pokój 3",
    ask="Anna Przykładowa, tel. 000 000 000",
)
FILLED = {
    ("n1.organisation", 0): "KGW Lipa",
    ("n1.legal_form", 0): "kgw",
    ("n1.jst_contract", 0): "no",
    ("n2.service.name", 0): "Paczki #let x = [żywność] *tak*",
    ("n2.service.recipients", 0): "1204",
    ("n2.service.name", 4): "Obiady",
    ("n6.missing", 0): "Dowóz\ndo lekarza",
    ("n10.small_numbers", 0): "yes",
}


def questions(document: Document) -> list[Question]:
    return [block for block in document.blocks if isinstance(block, Blank | Boxes)]


def asked(document: Document, label: str) -> list[Question]:
    return [question for question in questions(document) if question.label.removesuffix(" *") == label]


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


@pytest.fixture(scope="module")
def filled() -> PdfReader:
    return PdfReader(io.BytesIO(annexe_pdf(ANNEXE, FILLED, HEADING, "en")))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_form_says_whom_it_is_for_and_what_becomes_of_it() -> None:
    facts = next(block for block in annexe_form(ANNEXE, {}, HEADING, "en").blocks if isinstance(block, Facts))
    assert facts.facts == (
        Fact("Organisation", "Koło Gospodyń Wiejskich w Lipie"),
        Fact("Unit", "Gmina Lipa"),
        Fact("Assessed year", "2026"),
        Fact("Code of this form", "K7M4-PX"),
        Fact("Bring it until", "15/02/2027"),
        Fact("Where to bring it", "Urząd Gminy, pokój 3"),
        Fact("Whom to ask", "Anna Przykładowa, tel. 000 000 000"),
    )


def test_every_question_is_asked_and_those_of_a_service_three_times() -> None:
    document = annexe_form(ANNEXE, {}, HEADING, "en")
    counted = Counter(question.label.removesuffix(" *") for question in questions(document))
    expected = Counter(
        field.label["en"] for section in ANNEXE.sections for field in section.fields
        for _copy in range(3 if section.key == "N2" else 1)
    )  # fmt: skip
    signatures = {
        "First name, surname and function",
        "Date and signature",
        "Who enters them (first name, surname, place of work)",
        "Date and signature for the organisation",
        "Date and signature of the person who enters them",
    }
    assert counted == expected + Counter(signatures)
    assert titles(document)[1:5] == ["N2. Services in the assessed year", "Service 1", "Service 2", "Service 3"]


def test_what_was_answered_is_printed_in_its_place() -> None:
    document = annexe_form(ANNEXE, FILLED, HEADING, "en")
    assert [one.answer for one in asked(document, "Name of the service") if isinstance(one, Blank)] == [
        "Paczki #let x = [żywność] *tak*",
        "Obiady",
        "",
    ]
    (form,) = asked(document, "Form")
    assert isinstance(form, Boxes)
    assert [box.label for box in form.boxes if box.ticked] == ["farmers’ wives’ circle"]
    (contract,) = asked(document, "Did the organisation have a contract with the local government?")
    assert isinstance(contract, Boxes)
    assert contract.boxes == (Box("yes"), Box("no", ticked=True))
    (small,) = asked(document, "I know that numbers below 5 are not shown publicly")
    assert isinstance(small, Boxes)
    assert small.boxes == (Box("yes", ticked=True),)


def test_more_services_than_there_is_room_for_get_theirs() -> None:
    answers = {("n2.service.name", place): f"Usługa {place}" for place in range(5)}
    assert len(asked(annexe_form(ANNEXE, answers, HEADING, "en"), "Name of the service")) == 5


def test_a_short_form_asks_what_matters_to_everybody_and_what_was_answered() -> None:
    document = annexe_form(ANNEXE, {}, HEADING, "en", short=True)
    core = {
        field.label["en"] for section in ANNEXE.sections for field in section.fields
        if section.key not in ("N6A", "N8A", "N9") and (field.core or field.required)
    }  # fmt: skip
    labels = {question.label.removesuffix(" *") for question in questions(document)}
    assert {field.label["en"] for field in ANNEXE.fields} & labels == core
    answered = annexe_form(ANNEXE, {("n8.places_next", 0): "4"}, HEADING, "en", short=True)
    assert [len(asked(answered, label)) for label in ("Planned places in the year after", "Kind of facility")] == [1, 1]


def test_the_name_of_the_organisation_stands_where_nobody_wrote_another() -> None:
    empty, written = (asked(annexe_form(ANNEXE, answers, HEADING, "en"), "Organisation") for answers in ({}, FILLED))
    assert [one.answer for one in (*empty, *written) if isinstance(one, Blank)] == [
        "Koło Gospodyń Wiejskich w Lipie",
        "KGW Lipa",
    ]


def test_the_code_and_the_free_will_stand_on_every_page(filled: PdfReader) -> None:
    for page in filled.pages:
        text = page.extract_text()
        assert text.count("K7M4-PX") >= 1
        assert "Taking part is voluntary." in text


def test_nothing_is_printed_smaller_than_eleven_points(filled: PdfReader) -> None:
    sizes: set[float] = set()
    for page in filled.pages:
        page.extract_text(
            visitor_text=lambda text, _matrix, place, _font, size: (
                sizes.add(round(size * abs(place[3]), 1)) if text.strip() else None
            )
        )
    assert min(sizes) >= 11
    assert max(sizes) >= 20


def test_what_people_wrote_is_shown_and_never_obeyed(filled: PdfReader) -> None:
    text = text_of(filled)
    assert "Paczki #let x = [żywność] *tak*" in text
    assert "1 204" in text
    assert filled.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_worst_that_people_write_is_printed(lang: str) -> None:
    words = [field for field in ANNEXE.fields if field.type in (FieldType.TEXT, FieldType.LONGTEXT)]
    answers = {(field.key, 0): WORST[place % len(WORST)][:5000] for place, field in enumerate(words)}
    heading = AnnexeHeading(WORST[0], WORST[-1][:300], 2026, "K7M4-PX", bring_to=WORST[1][:300], ask="#let x = 1")
    reader = PdfReader(io.BytesIO(annexe_pdf(ANNEXE, answers, heading, lang, short=True)))
    assert len(reader.pages) >= 7
    assert "#let x = 1" in text_of(reader)


def test_the_form_is_tagged_for_screen_readers(filled: PdfReader) -> None:
    assert "/StructTreeRoot" in filled.root_object
    assert filled.root_object["/Lang"] == "en-GB"
    assert filled.metadata is not None
    assert filled.metadata.title == "Annexe of the organisation"


def test_an_invented_form_says_so_on_every_page() -> None:
    heading = AnnexeHeading("KGW", "Gmina", 2026, "K7M4-PX", invented=True)
    reader = PdfReader(io.BytesIO(annexe_pdf(ANNEXE, {}, heading, "en", short=True)))
    assert all("Invented example" in page.extract_text() for page in reader.pages)


def test_the_form_can_be_a_text_for_an_office_program_too() -> None:
    made = Opened(io.BytesIO(docx.render(annexe_form(ANNEXE, FILLED, HEADING, "en", short=True))))
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert "☒ farmers’ wives’ circle" in lines
    assert "☐ association" in lines
    assert "Code of this form: K7M4-PX" in lines
    assert "1 204 persons" in [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
