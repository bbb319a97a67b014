"""A cooperation agreement on paper."""

import datetime as dt
from dataclasses import replace

from drogowskaz.documents import docx, pdf
from drogowskaz.documents.agreement.build import (
    AgreementText,
    Dispute,
    Line,
    Point,
    Signature,
    agreement_document,
    blank_document,
)
from drogowskaz.documents.content import Document, Heading, Mark, Paragraph, Table
from drogowskaz.documents.questions import Blank, Boxes

LEVELS = ("0 – none", "1 – informs", "2 – supplies data")
TEXT = AgreementText(
    unit="gmina Nibylandia",
    year=2026,
    version=2,
    state="in negotiation",
    signed=False,
    invented=False,
    sides=("the office", "KGW Zmyślone"),
    levels=LEVELS,
    scope=(
        Line("3", "3. People", LEVELS[2], "", "counts", "no persons", ""),
        Line("9", "9. Cooperation", LEVELS[1], "KGW Zmyślone", "", "", "task 4", (Dispute("the office", "Less."),)),
    ),
    lists=(
        ("areas", (Point("Chapter 3.", "the office", agreed=True),)),
        ("conditions to start", (Point("A meeting.", "KGW Zmyślone", (Dispute("the office", "A letter."),)),)),
        ("conditions to be guaranteed", ()),
    ),
    signatures=(Signature("the office"), Signature("KGW Zmyślone", "chair", "03.12.2026", divergence=True)),
    printed=dt.date(2026, 12, 3),
)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def table(document: Document, place: int) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][place]


def test_what_is_disputed_stands_at_its_point_and_once_more_as_the_record() -> None:
    document = agreement_document(TEXT, "en")
    assert headings(document) == [
        "Sides", "Scope of cooperation", "Areas", "Conditions to start", "Conditions to be guaranteed",
        "Record of divergence", "Signatures",
    ]  # fmt: skip
    undisputed = replace(TEXT, scope=TEXT.scope[:1], lists=TEXT.lists[:1])
    assert "Record of divergence" not in headings(agreement_document(undisputed, "en"))


def test_the_scope_begins_with_what_organisations_do_most() -> None:
    rows = [(row.label, *(cell.text for cell in row.cells)) for row in table(agreement_document(TEXT, "en"), 0).body]
    assert rows == [
        ("Level 2 – supplies data",),
        ("3. People", "counts\nCondition: no persons"),
        ("Level 1 – informs",),
        ("9. Cooperation", "Done by: KGW Zmyślone\nBasis: task 4\nDisputed by the office: Less."),
    ]


def test_who_has_not_signed_has_room_for_a_pen() -> None:
    rows = table(agreement_document(TEXT, "en"), 1).body
    dots = [cell.text.strip() for cell in rows[0].cells]
    assert [set(text) for text in dots] == [{"."}] * 3
    assert [cell.text for cell in rows[1].cells] == ["chair", "03.12.2026", "has signed, with the record of divergence"]


def test_an_unsigned_one_says_so_on_every_page_and_a_signed_one_names_its_digest() -> None:
    draft = agreement_document(TEXT, "en")
    assert (draft.mark, draft.mark_text, draft.footer) == (
        Mark.DRAFT,
        "not signed by every side yet",
        "Version 2 · 03.12.2026",
    )
    signed = agreement_document(replace(TEXT, signed=True, digest="ab" * 32), "en")
    assert (signed.mark, signed.footer) == (Mark.NONE, f"Version 2 · 03.12.2026 · SHA-256 {'ab' * 12}…")
    assert isinstance(signed.blocks[-1], Paragraph)
    assert signed.blocks[-1].text == f"Fingerprint of the wording that was signed (SHA-256): {'ab' * 32}"
    assert agreement_document(replace(TEXT, invented=True), "en").mark is Mark.INVENTED


def test_on_the_sheet_for_a_pen_nothing_is_ticked_and_there_is_room() -> None:
    document = blank_document(TEXT, "en")
    boxes = [block for block in document.blocks if isinstance(block, Boxes)]
    assert [box.label for box in boxes] == ["3. People", "9. Cooperation", "Chapter 3.", "A meeting."]
    assert not any(box.ticked for block in boxes for box in block.boxes)
    blanks = [block.label for block in document.blocks if isinstance(block, Blank)]
    assert blanks.count("Organisation") == 3
    assert "Chapter 9: what, on what condition, who" in blanks
    assert blanks.count("Further points, and what is wanted instead") == 3


def test_both_render_with_whatever_people_wrote() -> None:
    odd = replace(TEXT, lists=(("areas", (Point("#import *x* \u202e " + "ź" * 400, "a_b"),)),))
    for document in (agreement_document(odd, "pl"), blank_document(odd, "pl")):
        assert pdf.render(document).startswith(b"%PDF-")
        assert docx.render(document).startswith(b"PK")
