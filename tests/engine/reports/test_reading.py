"""A print of a report is read by its labels; nothing is taken that is not declared."""

import pytest

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.reports.definitions import Period, report_named
from drogowskaz.engine.reports.reading import ReportMatch, read_report, source_title
from drogowskaz.engine.reports.telling import Told, told
from drogowskaz.engine.sheets import CellKey

FIVE = "Lp.\tWyszczególnienie\tliczba osób, którym przyznano decyzją świadczenie\tliczba świadczeń\tkwota świadczeń"
OWN = f"MRiPS-03 za okres I–XII 2025\nDział 1B\n{FIVE}\tliczba rodzin\tliczba osób w rodzinach\n"
STAFF = "MPiPS-03 za I–XII 2014\nDział 1\n"


def read(text: str, report: str = "mrips-03-2021", form_year: int = 2025, **chosen: object) -> ReportMatch:
    edition = edition_named("ozps-gmina-2025")
    given = {"report": report_named(report), "edition": edition, "form_year": form_year, "name": "druk", **chosen}
    return read_report(text, **given)  # type: ignore[arg-type]


def cells(match: ReportMatch) -> dict[CellKey, int]:
    return {key: fed.value.number for key, fed in match.cells.items()}


def refusal(text: str, **chosen: object) -> str:
    with pytest.raises(Unusable) as refused:
        read(text, **chosen)  # type: ignore[arg-type]
    return refused.value.report("en")


def test_measures_go_to_the_rows_they_feed_and_money_to_grosze() -> None:
    match = read(OWN + "1\tZasiłki stałe ogółem\t12\t130\t84 500,50\t12\t20")
    assert cells(match) == {
        ("own.permanent.persons", 0): 12,
        ("own.permanent.benefits", 0): 130,
        ("own.permanent.amount", 0): 8450050,
        ("own.permanent.families", 0): 12,
        ("own.permanent.persons_in_families", 0): 20,
    }


def test_columns_are_known_by_their_heads_and_a_strange_one_is_passed_over() -> None:
    heads = "Wyszczególnienie\tliczba rodzin\tw tym na wsi\tliczba osób w rodzinach"
    match = read(f"MRiPS-03 za I–XII 2025\nPowody przyznania pomocy\n{heads}\nUbóstwo\t40\t15\t101")
    assert cells(match) == {("reasons.poverty.families", 0): 40, ("reasons.poverty.persons", 0): 101}


def test_reordered_rows_are_found_by_their_labels() -> None:
    lines = ["Bezrobocie\t7\t20", "Ubóstwo\t40\t101", "Sieroctwo\t0\t0"]
    head = "MRiPS-03 za I–XII 2025\nPowody przyznania pomocy\n"
    forward, backward = (read(head + "\n".join(order)) for order in (lines, lines[::-1]))
    assert cells(forward) == cells(backward)
    assert len(forward.cells) == 6


def test_an_x_and_a_dot_feed_nothing() -> None:
    match = read(OWN + "Zasiłki stałe – ogółem\tx\t.\t\t12\t20")
    assert cells(match) == {("own.permanent.families", 0): 12, ("own.permanent.persons_in_families", 0): 20}


def test_the_number_tells_two_rows_of_one_label_apart() -> None:
    text = f"{STAFF}10\tpracownicy socjalni ogółem (w. 11+12)\t4\t4,00\n27\tpracownicy socjalni ogółem\t9\t8,50"
    match = read(text, "mpips-03-2014", 2014)
    assert cells(match) == {("staff.social_workers.persons", 0): 9, ("staff.social_workers.fte", 0): 850}


def test_without_the_number_such_a_row_is_left_with_the_reason() -> None:
    match = read(f"{STAFF}Ośrodki pomocy społecznej\t21\t21\npracownicy socjalni ogółem\t9\t9", "mpips-03-2014", 2014)
    assert [one.sentence("en") for one in match.unmatched] == [
        "line 4: “pracownicy socjalni ogółem” – several rows of the report have this label; the print needs their"
        " numbers or the headings of its sections"
    ]
    assert cells(match) == {("staff.total.persons", 0): 21, ("staff.total.fte", 0): 2100}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Latarnie\t1\t2\t3\t4\t5", "no row of the report has this label"),
        ("Zasiłki okresowe – ogółem\t1\t2", "the row has 5 columns, the line 2"),
        ("Zasiłki stałe – ogółem\t1\t2\t3\t4\t5", "the row was already given in line 4"),
        (
            "Zasiłki okresowe – ogółem\t2?\t2\t3\t4\t5",
            "“2?” is not a number. Write digits only, or one of the symbols: 0, dot, x.",
        ),
    ],
)
def test_a_line_that_is_not_taken_has_its_reason(line: str, reason: str) -> None:
    match = read(f"{OWN}Zasiłki stałe – ogółem\t1\t2\t3\t4\t5\n{line}")
    label = line.partition("\t")[0]
    assert [one.sentence("en") for one in match.unmatched] == [f"line 5: “{label}” – {reason}"]


def test_a_sum_over_two_sections_names_the_report_alone() -> None:
    text = (
        "MRiPS-06 za 2025\nJednostki organizacyjne prowadzone przez gminę\nKluby samopomocy\t1\t20\t31\n"
        "Jednostki organizacyjne prowadzone na zlecenie gminy\nKluby samopomocy\t2\t30\t44"
    )
    match = read(text, "mrips-06-2021")
    assert cells(match)["inst.self_help_club.places", 0] == 50
    assert source_title(match, match.cells["inst.self_help_club.places", 0], "").startswith("MRiPS-06, ")
    assert [section.label["en"] for section in match.absent] == ["Employment in the social-assistance centre"]


def test_half_a_year_is_refused_with_what_to_do() -> None:
    assert refusal(OWN.replace("I–XII", "I–VI") + "Ubranie\t1\t1\t1\t1\t1") == (
        "druk: This print is of January–June. The form asks for the whole year with the state of 31 December, so"
        " nothing of it was taken. Give the print of January–December."
    )


def test_a_print_that_is_silent_needs_the_person_to_say() -> None:
    line = "Powody przyznania pomocy\nUbóstwo\t40\t101"
    assert refusal(line) == (
        "druk: The print does not say whether it is of half a year or of the year. Choose the period."
    )
    assert refusal(line, period=Period.YEAR) == "druk: The print does not say of which year it is. Choose the year."
    assert len(read(line, period=Period.YEAR, year=2025).cells) == 2


@pytest.mark.parametrize(
    ("text", "chosen", "sentence"),
    [
        (OWN, {"year": 2024}, "The print is of 2025, and you chose 2024. Look at its heading."),
        (OWN, {"period": Period.HALF_YEAR}, "The print says another period than the one you chose."
         " Look at its heading."),
        (OWN, {"form_year": 2024}, "The report is of 2025, later than the assessed year 2024."
         " Give that year's or an earlier one."),
        (OWN, {"form_year": 2030}, "The form for 2030 has no column for 2025."),
        (OWN.replace("2025", "2019"), {}, "“MRiPS-03 – świadczenia pomocy społecznej, układ od danych za 2021” is not"
         " the layout of 2019. Choose another report, or type the values in by hand."),
        (OWN.replace("MRiPS-03", "MRiPS-06"), {}, "The print is of the report …-06, not MRiPS-03. Choose that report."),
    ],
)  # fmt: skip
def test_a_print_that_does_not_fit_is_refused(text: str, chosen: dict[str, object], sentence: str) -> None:
    assert refusal(f"{text}Ubranie\t1\t1\t1\t1\t1", **chosen) == f"druk: {sentence}"


def test_a_report_of_the_year_before_goes_into_that_column() -> None:
    match = read("MRiPS-03 za I–XII 2024\nPowody przyznania pomocy\nUbóstwo\t40\t101")
    assert {offset for _row, offset in match.cells} == {-1}


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (
            "Sprawozdanie półroczne i roczne z udzielonych świadczeń MRiPS-03 za I–XII 2025, GOPS Godziszów",
            Told(Period.YEAR, 2025, "03", "GOPS Godziszów"),
        ),
        ("MPiPS-03 stan na 30 VI 2014", Told(Period.HALF_YEAR, 2014, "03")),
        ("stan na 30 VI / 31 XII", Told()),
        ("MRiPS-06, stan na 31.12.2024 r.", Told(Period.YEAR, 2024, "06")),
        ("za lata 2023 i 2024", Told()),
        ("I półrocze 2025", Told(Period.HALF_YEAR, 2025)),
    ],
)
def test_a_heading_says_what_it_says_and_no_more(heading: str, said: Told) -> None:
    assert told(f"{heading}\nUbóstwo\t1\t2") == said
