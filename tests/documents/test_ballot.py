"""A consensus map on paper: the sheets to be marked, the results, and the picture of intervals."""

import datetime as dt
import io
from xml.etree import ElementTree

import numpy as np
import pytest
from documents.sample import WORST
from engine.consensus.rooms import ballots, one_statement, planted, room
from pypdf import PdfReader

from drogowskaz.documents.ballot.intervals import Span, intervals, intervals_svg, spans_of
from drogowskaz.documents.ballot.results import (
    ResultsHeading,
    counts_text,
    results_document,
    results_pdf,
    share_text,
    standing_text,
)
from drogowskaz.documents.ballot.sheet import MOST_SHEETS, BallotContent, Sheet, ballot_pdf
from drogowskaz.documents.charts.palette import PRINT
from drogowskaz.documents.content import Heading, Table
from drogowskaz.engine.consensus import Tally, result_of

CONTENT = BallotContent(
    title="What matters most",
    unit="Gmina Lipa",
    year=2026,
    code="LIPA-26",
    statements=((1, "Rides to the doctor twice a week."), (4, "The club is open on Saturdays.")),
    sectors=("organisation of citizens", "residents"),
    address="drogowskaz.example/sheet",
    bring_to="Office, room 3",
    closes=dt.date(2027, 3, 12),
    invented=True,
)
NAMES = {"ngo": "organisations", "institution": "institutions"}
HEADING = ResultsHeading("What matters most", "Gmina Lipa", 2026, "LIPA-26", NAMES, (1, 4), dt.date(2027, 3, 13))
RESULT = result_of(room(ngo=["+-"] * 9, institution=["+-"] * 2 + ["++"] * 4 + ["0."] * 3), groups_from=100)


def read(pdf: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(pdf))
    return [" ".join(page.extract_text().replace("\N{NO-BREAK SPACE}", " ").split()) for page in reader.pages]


def test_every_voter_has_a_sheet_with_its_own_number_and_code() -> None:
    pages = read(ballot_pdf(CONTENT, [Sheet(1, "K7M4-PX"), Sheet(2, "R2D9-QA")], "en"))
    assert [("sheet 1" in page, "sheet 2" in page) for page in pages] == [(True, False), (False, True)]
    assert [("K7M4-PX" in page, "R2D9-QA" in page) for page in pages] == [(True, False), (False, True)]


def test_a_sheet_says_all_that_a_voter_needs() -> None:
    (page,) = read(ballot_pdf(CONTENT, [Sheet(1, "K7M4-PX")], "en"))
    for said in (
        "map LIPA-26",
        "Invented example",
        "Taking part is voluntary. Do not sign the sheet: no names, no PESEL, no age.",
        "organisation of citizens",
        "1. Rides to the doctor twice a week.",
        "4. The club is open on Saturdays.",
        "Statement for against no opinion",
        "Give the sheet back: Office, room 3.",
        "type it in at drogowskaz.example/sheet with this code, once, until 12 March 2027.",
    ):
        assert said in page


def test_a_long_list_goes_on_with_the_code_on_every_page() -> None:
    long = BallotContent(
        "t",
        "u",
        2026,
        "C",
        tuple((place, "A statement of usual length, in a line or two." * 3) for place in range(30)),
        ("a",),
    )
    pages = read(ballot_pdf(long, [Sheet(7, "K7M4-PX"), Sheet(8, "R2D9-QA")], "en"))
    assert [("K7M4-PX" in page, "page 1 of the sheet" in page) for page in pages] == [
        (place < len(pages) / 2, place % (len(pages) // 2) == 0) for place in range(len(pages))
    ]
    assert len(pages) >= 4


def test_a_sheet_is_tagged_for_screen_readers_in_its_language() -> None:
    root = PdfReader(io.BytesIO(ballot_pdf(CONTENT, [Sheet(1, "X")], "en"))).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en-GB")


@pytest.mark.parametrize("worst", WORST, ids=range(len(WORST)))
def test_whatever_a_statement_says_is_shown_and_never_obeyed(worst: str) -> None:
    hostile = BallotContent(worst, worst, 2026, "C", ((1, worst),), (worst,), worst, worst, worst)
    assert "K7M4-PX" in read(ballot_pdf(hostile, [Sheet(1, "K7M4-PX")], "pl"))[0]


@pytest.mark.parametrize("sheets", [0, MOST_SHEETS + 1])
def test_a_pile_has_one_to_a_hundred_sheets(sheets: int) -> None:
    with pytest.raises(AssertionError):
        ballot_pdf(CONTENT, [Sheet(number, "X") for number in range(sheets)], "en")


def test_the_results_stand_by_what_can_be_said() -> None:
    document = results_document(RESULT, HEADING, "en")
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "What all agree on",
        "What divides",
        "Where there is too little data",
        "The numbers",
        "Groups of opinion",
        "How it was counted",
    ]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [[row.label for row in table.body] for table in tables] == [
        ["1. s0 (all for)"],
        ["4. s1"],
        ["1. s0", "4. s1"],
    ]


def test_the_numbers_stand_with_their_intervals_and_counts() -> None:
    numbers = [block for block in results_document(RESULT, HEADING, "en").blocks if isinstance(block, Table)][-1]
    assert [head.text for head in numbers.head[0]] == [
        "Statement",
        "institutions (9 voices)",
        "organisations (9 voices)",
        "Together",
    ]
    assert [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in numbers.body[0].cells] == [
        "100% (61–100%) [6 / 0 / 3 / 0]",
        "100% (70–100%) [9 / 0 / 0 / 0]",
        "100% (80–100%) [15 / 0 / 3 / 0]",
    ]


def test_the_results_become_a_file_that_says_what_the_map_is_not() -> None:
    pages = read(results_pdf(RESULT, HEADING, "en"))
    assert "A map of opinions of those who took part, not a survey of all residents." in pages[-1]
    assert any("There are too few voices to look for groups of opinion: 18 voices" in page for page in pages)


def test_a_room_of_three_becomes_a_file_without_numbers() -> None:
    few = result_of(one_statement({"ngo": (2, 1, 0)}), groups_from=100)
    document = results_document(few, ResultsHeading("t", "u", 2026, "c", NAMES, (1,)), "en")
    assert "The numbers" not in [block.text for block in document.blocks if isinstance(block, Heading)]
    assert len(read(results_pdf(few, ResultsHeading("t", "u", 2026, "c", NAMES, (1,)), "en"))) >= 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Tally(4, 1, 0, 2), "80% (38–96%)"),
        (Tally(0, 0, 5, 0), "nobody took a side"),
        (None, "fewer than 5 answered"),
    ],
)
def test_a_share_is_said_with_its_interval(cell: Tally | None, said: str) -> None:
    assert share_text(cell, 5, "en").replace("\N{NO-BREAK SPACE}", " ") == said


def test_counts_and_verdicts_have_their_words() -> None:
    assert counts_text(Tally(4, 1, 0, 2)).replace("\N{NO-BREAK SPACE}", " ") == "[4 / 1 / 0 / 2]"
    assert [standing_text(one, "en") for one in RESULT.statements] == ["agreed by all: all for", "divides"]


def test_the_picture_says_itself_to_a_screen_reader() -> None:
    spans = spans_of(RESULT, RESULT.statements[0], "en", NAMES)
    drawn = ElementTree.fromstring(intervals_svg("s0", spans, 5, "en"))
    assert drawn[0].text == "s0"
    assert (drawn[1].text or "").replace("\N{NO-BREAK SPACE}", " ") == (
        "Share for among those who took a side, with its 95% interval. "
        "institutions: 100% (61–100%); organisations: 100% (70–100%)."
    )
    groups = [group for group in drawn if group.tag.endswith("}g")]
    assert [group.attrib["aria-label"] for group in groups] == [
        "institutions: 100% (61–100%)",
        "organisations: 100% (70–100%)",
    ]


def test_a_part_that_is_not_shown_has_words_instead_of_a_line() -> None:
    drawn = ElementTree.fromstring(intervals("s", (Span("council", None),), 5, "en", PRINT).svg)
    (group,) = [one for one in drawn if one.tag.endswith("}g")]
    assert [part.tag.split("}")[1] for part in group] == ["title", "text", "text"]


def test_the_picture_carries_no_style_that_the_content_policy_refuses() -> None:
    assert "style=" not in intervals_svg("s", spans_of(RESULT, RESULT.statements[0], "en", NAMES), 5, "en")


def test_a_result_with_groups_tells_where_they_differ() -> None:
    choices, _camps = planted(200, 4)
    result = result_of(ballots(choices[:, :12].astype(np.int8)), groups_from=100)
    document = results_document(result, ResultsHeading("t", "u", 2026, "c", {}, tuple(range(1, 13))), "en")
    table = [block for block in document.blocks if isinstance(block, Table)][-1]
    assert table.caption == "The statements on which the groups differ most"
    assert len(table.body) == 5
