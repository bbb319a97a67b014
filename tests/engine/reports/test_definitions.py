"""The declared reports load and claim no more than was read; a wrong declaration is told by file and line."""

from pathlib import Path

import pytest

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.reports.definitions import Period, load_report, report_ids, report_named

GOOD = """\
report: proba
short: MRiPS-99
label: {pl: Próba, en: Trial}
since: 2021
periods: [year]
editions: [ozps-gmina-2025]
basis: Dla testu
sections:
  - number: '1'
    label: {pl: Zatrudnienie, en: Employment}
    certainty: certain
    link: working
    basis: Dla testu
    measures:
      - {key: persons, label: {pl: liczba osób, en: persons}}
    rows:
      - number: 1
        label: {pl: Ogółem, en: Total}
        feeds: {persons: staff.total.persons}
"""


def loaded(folder: Path, text: str) -> list[str]:
    path = folder / "proba.yaml"
    path.write_text(text, "utf-8")
    try:
        load_report(path)
    except Unusable as refused:
        return [problem.sentence("en") for problem in refused.problems]
    return []


@pytest.mark.parametrize("name", report_ids())
def test_every_shipped_declaration_is_sound(name: str) -> None:
    report = report_named(name)
    assert report.id == name
    assert all(section.rows for section in report.sections)


def test_only_the_rows_of_2014_have_numbers_and_are_certain() -> None:
    certain = {
        (name, row.number)
        for name in report_ids()
        for section in report_named(name).sections
        for row in section.rows
        if section.certainty is Certainty.CERTAIN or row.number is not None
    }
    assert certain == {("mpips-03-2014", number) for number in (1, 2, 3, 4, 5, 10, 24, 25, 26, 27, 28)}


def test_no_link_to_a_cell_of_the_form_is_claimed_to_be_certain() -> None:
    links = {section.link for name in report_ids() for section in report_named(name).sections}
    assert links == {Certainty.INFERRED, Certainty.WORKING}


def test_the_report_of_units_is_of_the_whole_year_only() -> None:
    assert report_named("mrips-06-2021").periods == (Period.YEAR,)


def test_a_year_is_within_the_years_of_the_layout_or_not() -> None:
    first, open_ended = report_named("mpips-03-2014"), report_named("mrips-03-2021")
    assert [first.holds_in(year) for year in (2013, 2014, 2015)] == [False, True, False]
    assert [open_ended.holds_in(year) for year in (2020, 2021, 2030)] == [False, True, True]


def test_cells_are_fed_in_every_edition_the_report_names() -> None:
    report = report_named("mrips-03-2021")
    fed = {key for section in report.sections for row in section.rows for keys in row.feeds.values() for key in keys}
    assert [key for key in fed if key not in edition_named("ozps-gmina-2025").row_by_key] == []


def test_a_report_nobody_declared_is_told() -> None:
    with pytest.raises(Unusable, match="There is no report named “nie-ma”"):
        report_named("nie-ma")


def test_a_sound_declaration_has_no_problem(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("report: proba", "report: inna", "line 1: The report “inna” must stand in a file of its name."),
        ("since: 2021\n", "", "line 1: The key “since” is missing."),
        ("since: 2021", "since: 2021\nuntil: 2020", "line 5: The report ends before it begins."),
        ("periods: [year]", "periods: [month]", "line 5: “month” is not one of: half-year, year."),
        ("periods: [year]", "periods: []", "line 5: The key “periods” is missing."),
        ("[ozps-gmina-2025]", "[ozps-gmina-1999]", "line 6: There is no edition named “ozps-gmina-1999”."),
        ("    link: working\n", "", "line 9: A section says how sure it is: “certainty” and “link”."),
        (
            "certainty: certain",
            "certainty: working",
            "line 9: Rows of a section that is not certain have no printed numbers.",
        ),
        ("{persons: staff", "{osoby: staff", "line 19: The section has no measure “osoby”."),
        (
            "staff.total.persons",
            "staff.nie.ma",
            "line 19: No row “staff.nie.ma” is in: ozps-gmina-2025.",
        ),
        (
            "staff.total.persons",
            "childcare.nursery.refusal_text",
            "line 19: “childcare.nursery.refusal_text” cannot take the measure “persons”: it is a text, or of another"
            " kind in each edition.",
        ),
        (
            "feeds: {persons: staff.total.persons}",
            "feeds: {persons: [staff.total.persons, staff.total.persons]}",
            "line 19: “staff.total.persons” is fed twice: here and in line 17. Name it among the sums if it is one.",
        ),
        (
            "basis: Dla testu\nsections",
            "basis: Dla testu\nsums: [staff.total.fte]\nsections",
            "line 8: No row feeds “staff.total.fte”, which is said to be a sum.",
        ),
        ("short: MRiPS-99", "short: MRiPS-99\nskrot: x", "line 3: The key “skrot” is not known here."),
    ],
)
def test_a_mistake_is_told_by_file_and_line(tmp_path: Path, was: str, now: str, sentence: str) -> None:
    assert was in GOOD
    assert f"proba.yaml, {sentence}" in loaded(tmp_path, GOOD.replace(was, now, 1))
