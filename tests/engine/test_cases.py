"""Case files: one unit and year as YAML, and each mistake with its line."""

from pathlib import Path

import pytest

from drogowskaz.engine.editions.loader import edition_ids
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Source
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, State, Value

CASE = """\
edition: ozps-gmina-2014
unit: "1419053"
name: {pl: gmina Drobin, en: gmina of Drobin}
year: 2014
source: {title: Wydruk, publisher: Urząd, url: "https://example.org/x"}
cells:
  population.total: [8 316, ., x, "", 0]
  2/2: ["4150", 4149, 4149, 4149, 4149]
  preschool.refusal_text: [brak miejsc]
findings: [ch2.late_gus c0]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(text, "utf-8")
    return path


def refusal(tmp_path: Path, text: str, edition: str | None = None) -> list[str]:
    with pytest.raises(Unusable) as refused:
        read_case(written(tmp_path, text), edition)
    return refused.value.report("en").splitlines()


def test_a_case_is_a_sheet_with_its_source_name_and_expected_findings(tmp_path: Path) -> None:
    reading = read_case(written(tmp_path, CASE), "ozps-gmina-2014")
    assert (reading.sheet.edition.id, reading.sheet.unit, reading.sheet.year) == ("ozps-gmina-2014", "1419053", 2014)
    assert reading.source == Source("Wydruk", "Urząd", "https://example.org/x")
    assert reading.name == {"pl": "gmina Drobin", "en": "gmina of Drobin"}
    assert reading.expected == ("ch2.late_gus c0",)
    women = [4150, 4149, 4149, 4149, 4149]
    assert reading.sheet.values == {
        ("population.total", -2): Value(State.VALUE, 8316),
        ("population.total", -1): NO_INFORMATION,
        ("population.total", 0): NOT_APPLICABLE,
        ("population.total", 2): Value(State.VALUE, 0),
        **{("population.women.total", place - 2): Value(State.VALUE, number) for place, number in enumerate(women)},
        ("preschool.refusal_text", 0): Value(State.VALUE, text="brak miejsc"),
    }


def test_source_name_and_findings_may_be_absent(tmp_path: Path) -> None:
    short = "edition: ozps-gmina-2014\nunit: '1419053'\nyear: 2014\ncells: {2/1: [1, 2, 3, 4, 5]}\n"
    reading = read_case(written(tmp_path, short))
    assert (reading.source, reading.name, reading.expected) == (None, {}, None)


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("edition: ozps-gmina-2014\n", "", "line 1: The key “edition” is missing."),
    ("year: 2014\n", "", "line 1: The year is missing."),
    ("year: 2014", "year: last", "line 4: “year” must be a whole number."),
    ("year: 2014", "year: 2020",
        "line 1: The edition “ozps-gmina-2014” is not for the year 2020. It is for: 2014, 2015."),
    ('unit: "1419053"\nname', "name", "line 1: The key “unit” is missing."),
    ('"1419053"', '"1419"', "line 1: The edition “ozps-gmina-2014” is for another kind of unit than 1419."),
    ('"1419053"', '"0663011"', "line 1: The edition “ozps-gmina-2014” is for another kind of unit than 0663011."),
    ('"1419053"', "Drobin", "line 1: “Drobin” is not a TERYT code of a unit that makes an assessment."),
    ("population.total", "population.cats", "line 7: The edition “ozps-gmina-2014” has no row “population.cats”."),
    ("2/2", "population.total", "line 8: The key “population.total” stands twice."),
    ("2/2", "2/1", "line 8: The row “2/1” stands twice."),
    ("[brak miejsc]", "[brak, miejsc]", "line 9: The row “preschool.refusal_text” has 1 columns, the file gives 2."),
    ("[brak miejsc]", "brak miejsc", "line 9: “preschool.refusal_text” must be a list."),
    ("[brak miejsc]", "['=A1']",
        "line 9, column “c0”: “=A1” is a formula. Save the file with values instead of formulas."),
    ("8 316", "brak",
        "line 7, column “c-2”: “brak” is not a number. Write digits only, or one of the symbols: 0, dot, x."),
    ("8 316", "8.316", "line 7, column “c-2”: “8.316” is ambiguous: thousands or a fraction? "
        "Write thousands without a dot or comma."),
    (", 0]", ", -1]", "line 7, column “c+2”: “-1” is negative, and this row cannot be below zero."),
    (", 0]", ", 1000000000]", "line 7, column “c+2”: “1000000000” is impossibly large for this row. "
        "Check the number of digits."),
    (", 0]", ", 1e9]",
        "line 7, column “c+2”: “1e9” is not a number. Write digits only, or one of the symbols: 0, dot, x."),
    ("title: Wydruk, ", "", "line 5: The key “title” is missing."),
    ("source: {", "source: {isbn: 1, ", "line 5: The key “isbn” is not known here."),
    ("findings:", "finding:", "line 10: The key “finding” is not known here."),
    ("findings: [ch2.late_gus c0]", "findings: none", "line 10: “findings” must be a list."),
    ("cells:", "cells: [", "line 8: The file is not valid YAML."),
])  # fmt: skip
def test_a_case_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert CASE.count(old) == 1
    assert f"case.yaml, {sentence}" in refusal(tmp_path, CASE.replace(old, new))


def test_a_case_without_cells_is_refused(tmp_path: Path) -> None:
    for cells in ("", "cells: {}\n", "cells: {2/1: ['', '', '', '', '']}\n"):
        text = f"edition: ozps-gmina-2014\nunit: '1419053'\nyear: 2014\n{cells}"
        assert refusal(tmp_path, text) == ["case.yaml: The file has no cells."]


def test_an_empty_row_that_stands_twice_is_still_refused(tmp_path: Path) -> None:
    text = CASE.replace("2/2", "2/1").replace('[8 316, ., x, "", 0]', '["", "", "", "", ""]')
    assert refusal(tmp_path, text) == ["case.yaml, line 8: The row “2/1” stands twice."]


def test_all_problems_are_told(tmp_path: Path) -> None:
    text = CASE.replace("2/2", "2/99").replace("8 316", "many").replace("year: 2014", "year: 2020")
    assert refusal(tmp_path, text) == [
        "case.yaml, line 1: The edition “ozps-gmina-2014” is not for the year 2020. It is for: 2014, 2015.",
        "case.yaml, line 7, column “c-2”: “many” is not a number. Write digits only, or one of the symbols: 0, dot, x.",
        "case.yaml, line 8: The edition “ozps-gmina-2014” has no row “2/99”.",
    ]


def test_a_case_of_another_edition_is_refused(tmp_path: Path) -> None:
    asked = refusal(tmp_path, CASE, "ozps-powiat-2014")
    assert asked == ["case.yaml, line 1: The file is for the edition “ozps-gmina-2014”, not “ozps-powiat-2014”."]
    unknown = refusal(tmp_path, CASE.replace("ozps-gmina-2014", "ozps-gmina-2099"))
    known = ", ".join(edition_ids())
    assert unknown == [f"There is no edition “ozps-gmina-2099”. Known editions: {known}."]
