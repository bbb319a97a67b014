"""The national run says of every form what the checks and the indicators say of it alone."""

import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from engine import tiny
from engine.national import small
from engine.oracle import Oracle

from drogowskaz.engine import compiled, indicators
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.checks.sentences import arithmetic
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Stage
from drogowskaz.engine.national.bench import bench_edition
from drogowskaz.engine.national.folder import read_folder
from drogowskaz.engine.national.levels import COUNTRY
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.parts import read_part, sheet_of
from drogowskaz.engine.national.run import Results, run_national
from drogowskaz.engine.national.synthetic import synth
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet

Finding = tuple[int, str, str, int]
"""Year, unit, check, column."""


def found_in(results: Results) -> Counter[Finding]:
    found: Counter[Finding] = Counter()
    for one in results.checked:
        year, units, program = one.panel.year, one.panel.units, one.program
        for question, form in zip(one.broken.question.tolist(), one.broken.form.tolist(), strict=True):
            check = program.check_ids[program.check[question]]
            found[year, units[form], check, int(program.column[question])] += 1
    return found


def alone(sheets: list[Sheet]) -> Counter[Finding]:
    return Counter(
        (sheet.year, sheet.unit, finding.check.id, finding.offset)
        for sheet in sheets
        for finding in check_sheet(sheet, Stage.SIGN).findings
    )


def country(folder: Path, form: Edition, units: int, years: int = 1) -> tuple[Matrix, list[Sheet]]:
    """An invented country as a matrix in small panels, and its sheets."""
    synth(form, units, years, 4, folder)
    parts = [read_part(path, form) for path in sorted(folder.glob("*.part"))]
    matrix = Matrix(form, most_forms=7)
    matrix.change(parts)
    return matrix, [sheet_of(part) for part in parts]


@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_the_findings_of_the_benchmark_are_those_of_each_form(engine: str, tmp_path: Path) -> None:
    if engine == "numba":
        pytest.importorskip("numba", reason="Install drogowskaz[fast] to try its machine code.")
    matrix, sheets = country(tmp_path / "c", bench_edition(), 20)
    found = found_in(run_national(matrix, engine))
    assert found == alone(sheets)
    assert len(found) > 500
    assert max(found.values()) == 1


def test_the_findings_of_a_real_edition_are_those_of_each_form_and_of_the_oracle(tmp_path: Path) -> None:
    form = edition_named("ozps-gmina-2014")
    matrix, sheets = country(tmp_path / "c", form, 10, 2)
    found = found_in(run_national(matrix))
    assert found == alone(sheets)
    assert len(sheets) > 15
    by_oracle = Counter(
        (sheet.year, sheet.unit, check.id, offset)
        for sheet in sheets
        for check in form.checks
        for offset in check.offsets
        if Oracle(sheet, check, offset, parameters_in(sheet.year)).answer() is False
    )
    assert found == by_oracle
    assert len(found) > 20


def test_a_check_that_reads_last_years_form_finds_it_among_the_parts() -> None:
    form = small.edition(last=True)
    sheets = {(year, unit): small.sheet(form, unit, year, 2) for year in small.YEARS for unit in small.GMINAS}
    del sheets[2014, "0102012"]
    found = found_in(run_national(small.matrix(form, sheets)))
    told = []
    for (year, unit), sheet in sheets.items():
        before = sheets.get((year - 1, unit))
        told.append(Sheet(form, unit, year, sheet.values, last=before.values if before else None))
    assert found == alone(told)
    assert sum(check == "last" for _year, _unit, check, _column in found) >= 2
    assert not any((unit, check) == ("0102012", "last") for _year, unit, check, _column in found)


def test_what_could_be_asked_is_counted_over_all_forms() -> None:
    form = small.edition()
    sheets = {(2014, unit): small.sheet(form, unit, 2014, 2) for unit in small.GMINAS}
    results = run_national(small.matrix(form, sheets, 2))
    asked = sum(int(one.broken.asked.sum()) for one in results.checked)
    assert asked == sum(check_sheet(sheet, Stage.SIGN).asked for sheet in sheets.values())


def test_the_difference_is_the_left_side_less_the_right_in_shown_units() -> None:
    form = small.edition()
    sheet = tiny.sheet(form, {"all": 100, "women": 60, "men": 50, "old": 70, "spent": 5})
    results = run_national(small.matrix(form, {(2014, sheet.unit): sheet}))
    (one,) = results.checked
    found = {
        one.program.check_ids[one.program.check[question]]: difference
        for question, difference in zip(one.broken.question.tolist(), one.difference.tolist(), strict=True)
    }
    assert found["tree.all.all"] == 100 - (60 + 50)
    assert found["old"] == 70 - 0.5 * 100
    assert np.isnan(found["why"]), "a check that is no comparison has no difference"
    (said,) = [arithmetic(one, sheet, "en") for one in check_sheet(sheet).findings if one.check.id == "tree.all.all"]
    assert "100" in said
    assert "110" in said


def test_indicators_are_those_of_each_form() -> None:
    for form in (small.edition(), bench_edition()):
        year = form.years[0]
        sheets = {(year, unit): small.sheet(form, unit, year, 2) for unit in small.GMINAS}
        results = run_national(small.matrix(form, sheets, 4))
        exact = {
            (sheet.unit, figure.indicator.id, figure.offset): (figure.numerator, figure.denominator)
            for sheet in sheets.values()
            for figure in indicators.figures(sheet)
        }
        count = 0
        for one in results.figures:
            for place, id in enumerate(one.program.indicator_ids):
                for form_place, unit in enumerate(one.panel.units):
                    halves = tuple(
                        Fraction(int(half.totals[place, form_place]), half.denominators[place])
                        if half.known[place, form_place]
                        else None
                        for half in (one.numerator, one.denominator)
                    )
                    assert halves == exact[unit, id, int(one.program.indicator_columns[place])]
                    count += 1
        assert count == len(exact)


def test_indicators_of_a_territory_are_sums_over_sums_of_the_units_where_both_are_known() -> None:
    form = small.edition()
    sheets = {(2014, unit): small.sheet(form, unit, 2014, 2) for unit in small.GMINAS}
    (one,) = run_national(small.matrix(form, sheets, 2)).territorial
    for place, indicator in enumerate(form.indicators):
        for territory in one.territories:
            inside = [sheet for sheet in sheets.values() if territory == COUNTRY or sheet.unit.startswith(territory)]
            expected = indicators.territorial(indicator, inside)
            column = one.territories.index(territory)
            assert one.units[place, column] == expected.counted
            numerator = Fraction(int(one.numerators[place, column]), one.program.numerators.denominator[place])
            denominator = Fraction(int(one.denominators[place, column]), one.program.denominators.denominator[place])
            assert (numerator, denominator) == (expected.numerator, expected.denominator)
    assert 0 < one.units.max() <= len(sheets)


def test_every_phase_is_timed(tmp_path: Path) -> None:
    matrix, _sheets = country(tmp_path / "c", edition_named("ozps-gmina-2014"), 3)
    assert list(run_national(matrix).seconds) == ["compile", "checks", "differences", "indicators", "totals"]


def test_a_missing_engine_is_told_before_anything_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "drogowskaz.engine.compiled.kernel", None)
    monkeypatch.delattr(compiled, "kernel", raising=False)
    with pytest.raises(Unusable, match=r"numba is not installed. Install drogowskaz\[fast\], or count with numpy."):
        run_national(Matrix(small.edition()), "numba")


def test_a_folder_of_one_form_is_a_country_too(tmp_path: Path) -> None:
    synth(bench_edition(), 1, 1, 8, tmp_path / "c")
    results = run_national(read_folder(tmp_path / "c").matrix)
    assert results.totals[0].territories[-1] == COUNTRY
