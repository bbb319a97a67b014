"""The benchmark edition has exactly the work in it that its name promises."""

from collections import Counter

from engine.oracle import everything

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Missing, Parts
from drogowskaz.engine.expressions.nodes import Cell, Comparison, Sum
from drogowskaz.engine.national.bench import BENCH, bench_edition, edition_for, levels_of
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind


def test_it_has_a_thousand_rows_in_five_columns_of_three_kinds() -> None:
    form = edition_for(BENCH)
    assert len(form.rows) == len({row.key for row in form.rows}) == 1000
    assert {row.offsets for row in form.rows} == {(-2, -1, 0, 1, 2)}
    assert Counter(row.kind for row in form.rows) == {Kind.COUNT: 600, Kind.MONEY: 300, Kind.FTE: 100}
    assert {row.parts for row in form.rows} == {*Parts}
    assert all(row.parent is None or form.row_by_key[row.parent].table == row.table for row in form.rows)


def test_it_has_two_hundred_sums_and_two_hundred_inequalities_asked_in_every_column() -> None:
    form = bench_edition()
    claims = [check.claim for check in form.checks]
    assert all(isinstance(claim, Comparison) for claim in claims)
    operators = Counter(claim.operator for claim in claims if isinstance(claim, Comparison))
    assert operators == {"=": 200, "<=": 200}
    assert {check.offsets for check in form.checks} == {(-2, -1, 0, 1, 2)}
    terms = [
        len(claim.right.parts) for claim in claims if isinstance(claim, Comparison) and isinstance(claim.right, Sum)
    ]
    assert sorted({*terms}) == [1, *range(2, 13)]
    halves = [claim for claim in claims if isinstance(claim, Comparison) and isinstance(claim.right, Sum)]
    assert sum(str(claim.right.parts[0][0]) == "1/2" for claim in halves if isinstance(claim.right, Sum)) == 50


def test_its_checks_treat_missing_cells_in_all_three_ways() -> None:
    ways = Counter(check.missing for check in bench_edition().checks)
    assert ways == {Missing.ZERO_UNLESS_ALL: 240, Missing.SKIP_ANY: 80, Missing.ZERO: 80}


def test_it_has_a_hundred_and_twenty_indicators_over_sums() -> None:
    form = bench_edition()
    assert len(form.indicator_by_id) == 120
    named = {node.row for one in form.indicators for half in (one.numerator, one.denominator)
             for node in everything(half) if isinstance(node, Cell)}  # fmt: skip
    assert named <= form.row_by_key.keys()
    assert len({one.factor for one in form.indicators}) == 4


def test_it_is_the_same_every_time_it_is_made() -> None:
    again = bench_edition.__wrapped__()
    assert again is not bench_edition()
    assert compiled(again, 2025).sha256 == compiled(bench_edition(), 2025).sha256


def test_its_forms_are_those_of_all_local_units_and_a_real_editions_of_one_kind() -> None:
    assert levels_of(bench_edition()) == (Level.GMINA, Level.POWIAT, Level.CITY)
    powiat = edition_for("ozps-powiat-2025")
    assert powiat is edition_named("ozps-powiat-2025")
    assert levels_of(powiat) == (Level.POWIAT,)
