"""The rivals of the national benchmark answer as we do, or their times would mean nothing."""

import sys
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest
from engine.tiny import check, edition, row

from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.schema import Missing
from drogowskaz.engine.national.bench import bench_edition
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.synthetic import synth
from drogowskaz.engine.values import State

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from country import PARTS, TABLE
from report import Budget, differences
from rivals import ours, vtl_rules
from rivals.answers import CHECKS, INDICATORS, TOTALS, Engine
from rivals.rules import rules
from rivals.wide import lenient, wide, write_wide
from rounds import Measured, Times
from turn import RIVALS

UNITS = 30
WORKS = (CHECKS, INDICATORS, TOTALS)


@dataclass(frozen=True)
class Country:
    folder: Path
    matrix: Matrix

    def ours(self, engine: str) -> Engine:
        return ours.opened(self.matrix, engine)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    folder = tmp_path_factory.mktemp("bench")
    synth(bench_edition(), UNITS, 1, 1, folder / PARTS)
    matrix = ours.matrix_of(folder / PARTS, bench_edition())
    write_wide(matrix, folder / TABLE)
    return Country(folder, matrix)


def answer(engine: Engine, work: str) -> object:
    return engine[work].told(engine[work].run())


@pytest.fixture(scope="module", params=RIVALS)
def rival(request: pytest.FixtureRequest, country: Country) -> Engine:
    name = request.param
    pytest.importorskip(name, reason=f"{name} is not installed; pip install 'drogowskaz[bench]'")
    engine: Engine = import_module(f"rivals.{name}_wide").opened(country.folder / TABLE, bench_edition())
    return engine


@pytest.mark.parametrize("work", WORKS)
def test_every_rival_counts_as_numpy_does(country: Country, rival: Engine, work: str) -> None:
    assert answer(rival, work) == answer(country.ours("numpy"), work)


def test_numba_counts_as_numpy_does(country: Country) -> None:
    pytest.importorskip("numba", reason="numba is not installed; pip install 'drogowskaz[fast]'")
    assert answer(country.ours("numba"), CHECKS) == answer(country.ours("numpy"), CHECKS)


def test_the_country_has_findings_and_unknown_answers_of_every_sort(country: Country) -> None:
    told = answer(country.ours("numpy"), CHECKS)
    assert isinstance(told, dict)
    asked = country.matrix.forms * len(bench_edition().offsets)
    for missing in Missing:
        places = [place for place, rule in enumerate(rules(bench_edition())) if rule.missing is missing]
        assert sum(told["findings"][place] for place in places) > 0
        assert any(told["asked"][place] < asked for place in places)


def test_a_lenient_column_has_zero_for_an_empty_cell_and_nothing_for_a_dot(country: Country) -> None:
    table, flags = wide(country.matrix), country.matrix.panels[0].flags
    key = bench_edition().rows[0].key
    here = flags[: len(bench_edition().offsets)].reshape(-1)
    told = dict(zip(here.tolist(), table.select(key, lenient(key)).rows(), strict=True))
    number, empty, dot = (FLAGS[state] for state in (State.VALUE, State.EMPTY, State.NO_INFORMATION))
    assert told[number][0] == told[number][1] is not None
    assert told[empty] == (None, 0)
    assert told[dot] == (None, None)


def test_a_rule_with_a_half_is_multiplied_until_it_is_whole() -> None:
    form = edition(row("a"), row("b"), row("c"), checks=(check("{a, c*} + {b, c*} <= 0.5 * {c, c*}"),))
    (rule,) = rules(form)
    assert (rule.left, rule.operator, rule.right) == (((2, "a"), (2, "b")), "<=", ((1, "c"),))


def test_vtlengine_is_given_every_rule_without_factors() -> None:
    said = vtl_rules.sayable(rules(bench_edition()))
    halved = [one for one in bench_edition().checks if Fraction(1, 2) in factors(one.claim)]
    assert {rule.id for rule in said} == {one.id for one in bench_edition().checks} - {one.id for one in halved}


def factors(claim: object) -> list[object]:
    return [factor for side in ("left", "right") for factor, _part in getattr(getattr(claim, side), "parts", ())]


def test_the_slice_for_vtlengine_is_from_all_over_the_country(country: Country) -> None:
    everywhere = {form.unit[:2] for panel in country.matrix.panels for form in panel.forms}
    units = vtl_rules.slice_of(country.matrix, 10).panels[0].units
    assert len(units) == 10
    assert {unit[:2] for unit in units} == everywhere
    assert len(everywhere) > 1


def test_the_script_for_vtlengine_asks_every_rule_in_its_way() -> None:
    form = edition(
        row("t.a"),
        row("t.b"),
        row("t.c"),
        checks=(check("{t.a, c*} + {t.b, c*} <= {t.c, c*}", id="one", missing=Missing.ZERO),),
    )
    script = vtl_rules.script(vtl_rules.sayable(rules(form)))
    assert 't_c >= t_a + t_b errorcode "one"' in script
    assert "rule CELL always_zero dataset invalid" in script


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (Budget("checks", 12.0, 15.0, "× the floor"), "checks: 12.0 × the floor, budget ≤ 15: met, 20% to spare"),
        (Budget("checks", 18.0, 15.0, "× the floor"), "checks: 18.0 × the floor, budget ≤ 15: MISSED by 20%"),
        (Budget("rival", 4.0, 5.0, "×", least=True), "rival: 4.00 ×, budget ≥ 5: MISSED by 20%"),
    ],
)
def test_a_budget_says_by_how_much_it_is_kept_or_missed(budget: Budget, said: str) -> None:
    assert budget.sentence() == said


def test_an_engine_that_counts_otherwise_is_named() -> None:
    engines = {name: Measured(name, told={CHECKS: told}) for name, told in (("numpy", [1]), ("duckdb", [2]))}
    assert differences(engines) == ["DuckDB does not agree on checks"]


def test_the_spread_is_of_the_rounds_and_the_middle_of_all_turns() -> None:
    times = Times([[1.0, 2.0, 9.0], [4.0, 5.0, 6.0]])
    assert (times.middle, times.spread) == (4.5, (2.0, 5.0))
