"""A print of CAS is matched by its labels; what is not certain is given back with the reason."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from engine import tiny

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Parts
from drogowskaz.engine.files.cas_print import Match, match_block, read_cas_print
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.prints import lines_of
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Value

EDITION = "ozps-gmina-2014"
DROBIN = "1419053"
CASE = DEFINITIONS / "editions" / EDITION / "cases" / "drobin-2014.yaml"
FIVE = "1\t2\t3\t4\t5"
UNEMPLOYED = {("labour.unemployed.total", offset): offset + 3 for offset in range(-2, 3)}


def matched(text: str, form: Edition | None = None, year: int = 2014) -> Match:
    return match_block(text, edition=form or edition_named(EDITION), unit=DROBIN, year=year, name="paste")


def cells(match: Match) -> dict[CellKey, int]:
    return {cell: value.number for cell, value in match.sheet.values.items()}


def reasons(match: Match) -> list[str]:
    return [one.sentence("en") for one in match.unmatched]


def printed(shared: Path) -> list[list[str]]:
    """The rows of the real print: number, label, five values; the last one of row 24 is cut off on the page."""
    rows: dict[tuple[str, str], list[str]] = {}
    with (shared / "cases" / "drobin-2014.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            rows.setdefault((record["row"], record["label"]), []).append(record["value"])
    return [[number, label, *values, *[""] * (5 - len(values))] for (number, label), values in rows.items()]


def as_html(rows: list[list[str]]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td><p>{field}</p></td>' for field in row)}</tr>\n" for row in rows)
    return f"<html><body><h1>Ocena</h1><table>{lines}</table></body></html>"


@pytest.mark.parametrize("shape", ["numbered", "unnumbered", "semicolons", "html", "shuffled"])
def test_the_real_print_of_drobin_matches_row_by_row(shared: Path, shape: str) -> None:
    rows = printed(shared)
    if shape == "unnumbered":
        rows = [row[1:] for row in rows]
    if shape == "shuffled":
        rows = rows[::-1]
    parted = ";" if shape == "semicolons" else "\t"
    match = matched(as_html(rows) if shape == "html" else "\n".join(parted.join(row) for row in rows))
    known = dict(read_case(CASE).sheet.values)
    # The print mixes the reason into the label of row 22; as a value of its own it stands nowhere.
    del known["childcare.nursery.refusal_text", 0]
    assert reasons(match) == []
    assert match.sheet.values == known
    assert len(match.sheet.values) == 119


@pytest.mark.parametrize(
    "label",
    [
        "Bezrobotni – ogółem",
        "BEZROBOTNI OGÓŁEM",
        "  bezrobotni - ogółem ",
        "Ogółem bezrobotni",
        "10\tBezrobotni ogółem",
        "10.\tBezrobotni ogółem",
        "10. Bezrobotni ogółem",
        "Lp. 10\tBezrobotni ogółem",
        "\tBezrobotni\togółem",
    ],
)
def test_a_label_is_known_in_any_dress(label: str) -> None:
    assert cells(matched(f"{label}\t{FIVE}")) == UNEMPLOYED


def test_diacritics_tell_words_apart() -> None:
    with pytest.raises(Unusable, match="No line fits a row"):
        matched(f"Bezrobotni ogolem\t{FIVE}")


def test_a_reference_to_another_row_is_no_part_of_the_label() -> None:
    match = matched(f"Liczba mieszkań socjalnych (lokali) [w tym z wiersza 13]\t{FIVE}")
    assert {row for row, _offset in match.sheet.values} == {"housing.social.units"}


def test_symbols_and_grouped_numbers_are_read() -> None:
    values = matched("Bezrobotni ogółem\t.\tx\t\t1 204\t0").sheet.values
    assert values == {
        ("labour.unemployed.total", -2): NO_INFORMATION,
        ("labour.unemployed.total", -1): NOT_APPLICABLE,
        ("labour.unemployed.total", 1): tiny.sheet(edition_named(EDITION), {"a": 1204}).value("a", 0),
        ("labour.unemployed.total", 2): tiny.sheet(edition_named(EDITION), {"a": 0}).value("a", 0),
    }


def test_a_row_of_text_takes_its_text() -> None:
    match = matched("Powody nieprzyznania miejsca w żłobku – treść\tbrak żłobków")
    assert [value.text for value in match.sheet.values.values()] == ["brak żłobków"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"Liczba latarni\t{FIVE}", "“Liczba latarni” – no row of the edition has this label"),
        ("Bezrobotni ogółem\t1\t2\t3\t4", "“Bezrobotni ogółem” – the row has 5 columns, the line 4"),
        (f"Bezrobotni ogółem\t{FIVE}\t6", "“Bezrobotni ogółem” – the row has 5 columns, the line 6"),
        (
            "Bezrobotni ogółem\t1\t2\tdużo?\t4\t5",
            "“Bezrobotni ogółem” – “dużo?” is not a number. Write digits only, or one of the symbols: 0, dot, x.",
        ),
        (
            f"MĘŻCZYŹNI Ogółem\t{FIVE}",
            "“MĘŻCZYŹNI Ogółem” – the row “population.men.total” was already given in line 1",
        ),
    ],
)
def test_a_line_that_is_not_taken_has_its_reason(line: str, reason: str) -> None:
    match = matched(f"Mężczyźni – ogółem\t{FIVE}\n{line}")
    assert reasons(match) == [f"line 2: {reason}"]
    assert {row for row, _offset in match.sheet.values} == {"population.men.total"}


def test_headings_and_remarks_are_no_unmatched_lines() -> None:
    text = f"Ocena zasobów\n\nLp.\tWyszczególnienie\t2012\t2013\t2014\t2015\t2016\nBezrobotni ogółem\t{FIVE}\nuwagi"
    assert reasons(matched(text)) == []


def test_a_print_of_other_years_is_refused() -> None:
    with pytest.raises(Unusable) as refused:
        matched(f"Wyszczególnienie\t2013 r.\t2014 r.\t2015 r.\t2016 r.\t2017 r.\nBezrobotni ogółem\t{FIVE}")
    assert refused.value.report("en") == (
        "paste, line 1: The print shows the years 2013, 2014, 2015, 2016, 2017;"
        " for the assessed year 2014 they would be 2012, 2013, 2014, 2015, 2016."
    )


# Labels that several rows have


def alike() -> Edition:
    """Two tables with rows of the same label, and a number on each."""
    rows = (
        tiny.row("a.all", table="a", number=1),
        tiny.row("a.women", table="a", number=2, parent="a.all", parts=Parts.SOME),
        tiny.row("b.all", table="b", number=3),
        tiny.row("b.women", table="b", number=4, parent="b.all", parts=Parts.SOME),
    )
    labels = {"a.all": "Osoby", "a.women": "w tym kobiety", "b.all": "Rodziny", "b.women": "w tym kobiety"}
    return tiny.edition(*(replace(row, label=tiny.both(labels[row.key])) for row in rows))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("4\tw tym kobiety\t7", "b.women"),
        ("2\tw tym kobiety\t7", "a.women"),
        ("Rodziny\t9\nw tym kobiety\t7", "b.women"),
        ("Osoby\t9\nw tym kobiety\t7", "a.women"),
        ("Table b\nw tym kobiety\t7", "b.women"),
    ],
)
def test_number_place_and_table_settle_a_label_of_several_rows(text: str, row: str) -> None:
    match = matched(text, alike())
    assert reasons(match) == []
    assert match.sheet.values[row, 0] == Value(match.sheet.values[row, 0].state, 7)


def test_a_label_of_several_rows_that_nothing_settles_is_given_back_with_them() -> None:
    # The heading of the chapter forgets the table, and both tables are of the same chapter.
    match = matched("Osoby\t9\nLatarnie\t1\nChapter\nw tym kobiety\t7", alike())
    assert reasons(match) == [
        "line 2: “Latarnie” – no row of the edition has this label",
        "line 4: “w tym kobiety” – several rows have this label: a.women, b.women",
    ]


# Tables of a page


def test_a_heading_over_several_rows_belongs_to_each_of_them() -> None:
    rows = "".join(
        f"<tr>{'<td rowspan=2>Kobiety</td>' if place == 0 else ''}<td>{label}</td>{'<td>1</td>' * 5}</tr>"
        for place, label in enumerate(("ogółem", "wiek 0-17"))
    )
    match = matched(f"<table>{rows}</table>")
    assert {row for row, _offset in match.sheet.values} == {"population.women.total", "population.women.age0_17"}


def test_cells_over_several_columns_and_tables_in_cells_keep_their_places() -> None:
    lines = lines_of(
        "<TABLE><tr><th colspan=3>A</th><th>B</th></tr>"
        "<tr><td>c<br>d</td><td>&nbsp;</td><td>1</td><td>2</td></tr></TABLE>"
        "<table><tr><td>e<td>f</table>"
    )
    assert [line.fields for line in lines] == [("A", "", "", "B"), ("c d", "", "1", "2"), ("e", "f")]


# Files


@pytest.mark.parametrize(
    ("name", "encoding", "head"),
    [
        ("druk.txt", "utf-8", ""),
        ("druk.txt", "utf-8-sig", ""),
        ("druk.txt", "utf-16", ""),
        ("druk.htm", "windows-1250", '<meta charset="windows-1250">'),
        ("druk.htm", "iso-8859-2", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">'),
    ],
)
def test_the_encodings_of_offices_are_read(tmp_path: Path, name: str, encoding: str, head: str) -> None:
    row = ["Bezrobotni ogółem", "1", "2", "3", "4", "5"]
    text = head + as_html([row]) if name.endswith("htm") else "\t".join(row)
    (tmp_path / name).write_bytes(text.encode(encoding))
    match = read_cas_print(tmp_path / name, edition=EDITION, unit=DROBIN, year=2014)
    assert cells(match) == UNEMPLOYED


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "druk.txt: The file is empty."),
        (b" \n", "druk.txt: The file is empty."),
        (b"a\nog\xf3\xb3em", "druk.txt, line 2: The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”."),
        (b"a\x00b", "druk.txt: The file is not a text file."),
        (b"Latarnie\t1", f"druk.txt: No line fits a row of the edition “{EDITION}”."),
    ],
)
def test_a_file_that_is_no_print_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "druk.txt").write_bytes(content)
    with pytest.raises(Unusable) as refused:
        read_cas_print(tmp_path / "druk.txt", edition=EDITION, unit=DROBIN, year=2014)
    assert refused.value.report("en") == sentence


def test_a_print_that_is_too_large_or_missing_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "druk.txt").open("wb") as file:
        file.truncate(200_000_000)
    for name, sentence in (
        ("druk.txt", "druk.txt: The file is larger than 20 MB. Give the print of one form."),
        ("brak.txt", "brak.txt: The file cannot be opened."),
    ):
        with pytest.raises(Unusable) as refused:
            read_cas_print(tmp_path / name, edition=EDITION, unit=DROBIN, year=2014)
        assert refused.value.report("en") == sentence


def test_a_print_for_another_kind_of_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        read_cas_print(tmp_path / "druk.txt", edition=EDITION, unit="1419", year=2014)
    assert refused.value.report("en") == f"druk.txt: The edition “{EDITION}” is for another kind of unit than 1419."
