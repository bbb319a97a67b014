"""The invented gmina that the demo, the documents and other tests fill their forms with."""

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import EDITIONS, edition_named
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.indicators import figures
from drogowskaz.engine.values import State

CASE = EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml"


def test_the_invented_gmina_fills_every_cell_of_every_chapter() -> None:
    sheet = read_case(CASE).sheet
    edition = edition_named("ozps-gmina-2025")
    cells = {(row.key, offset) for row in edition.rows for offset in row.offsets}
    assert {cell for cell in cells if sheet.value(*cell).state is State.VALUE} == cells


def test_the_invented_gmina_breaks_no_check_at_any_stage() -> None:
    reading = read_case(CASE)
    assert reading.expected == ()
    for stage in Stage:
        result = check_sheet(reading.sheet, stage)
        assert [finding.check.id for finding in result.findings] == []
        assert result.of(Severity.ERROR) == ()


def test_what_cannot_be_computed_of_it_asks_only_about_last_year() -> None:
    unanswered = check_sheet(read_case(CASE).sheet, Stage.SIGN).not_computable
    assert {one.check.id.split(".")[0] for one in unanswered} == {"prev"}


def test_the_invented_gmina_says_that_it_is_invented() -> None:
    reading = read_case(CASE)
    assert reading.name == {"pl": "gmina Wymyślona (przykład)", "en": "gmina Wymyślona (an example)"}
    assert reading.source is None
    assert reading.sheet.unit.startswith("99")


def test_the_indicators_of_the_invented_gmina_can_be_computed() -> None:
    sheet = read_case(CASE).sheet
    silent = {figure.indicator.id for figure in figures(sheet) if figure.offset == 0 and figure.value is None}
    assert silent == set()
