"""The artefact: bytes with a name, the same everywhere, that say everything the executors need."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest
from engine import tiny
from engine.random_forms import editions
from hypothesis import given, settings

from drogowskaz.engine.compiled.artefact import answer, compile_edition, compiled, read_artefact
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Missing
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import Kind

YEARS = (-1, 0)


def form(*claims: str, missing: Missing = Missing.SKIP_ANY):
    rows = [tiny.row(key, offsets=YEARS) for key in "abcd"] + [
        tiny.row("why", kind=Kind.TEXT),
        tiny.row("zl", kind=Kind.MONEY),
    ]
    checks = [tiny.check(claim, id=f"check.{place}", missing=missing) for place, claim in enumerate(claims)]
    return tiny.edition(*rows, checks=tuple(checks))


def tables(edition, year: int = tiny.YEAR):
    return json.loads(compile_edition(edition, year))


@pytest.mark.parametrize("name", edition_ids())
def test_the_same_edition_gives_the_same_bytes_in_another_process(name: str) -> None:
    edition = edition_named(name)
    code = (
        "from drogowskaz.engine.compiled.artefact import compiled\n"
        "from drogowskaz.engine.editions.loader import edition_named\n"
        f"print(compiled(edition_named({name!r}), {edition.years[-1]}).sha256)"
    )
    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert other.stdout.strip() == compiled(edition, edition.years[-1]).sha256


def test_years_with_the_same_numbers_of_the_law_share_an_artefact_and_others_do_not() -> None:
    edition = form("{a, c0} <= $ASSISTANT_FAMILIES * {b, c0}")
    names = {year: compiled(edition, year).sha256 for year in (2013, 2014, 2015, 2016)}
    assert names[2013] != names[2016], "the law changed"
    assert len({*names.values()}) < len(names), "and in other years it did not"


def test_a_parameter_that_is_not_known_leaves_the_question_to_be_named_by_it() -> None:
    asked = tables(form("{a, c0} <= $NEVER_SET * {b, c0}", "{a, c0} <= {b, c0}"))["questions"]
    assert asked["parameter"] == ["NEVER_SET", None]


def test_an_artefact_read_from_its_bytes_has_the_same_name_and_the_same_program() -> None:
    known = compiled(edition_named("ozps-gmina-2014"), 2014)
    again = read_artefact(known.content, known.sha256)
    assert again.sha256 == known.sha256
    assert again.program.questions == known.program.questions > 0


def test_bytes_that_are_not_the_ones_asked_for_are_refused_with_both_names() -> None:
    known = compiled(edition_named("ozps-gmina-2014"), 2014)
    with pytest.raises(Unusable) as refused:
        read_artefact(known.content.replace(b"ozps", b"OZPS"), known.sha256)
    assert known.sha256 in refused.value.report("en")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "cannot be read as one"),
        (b"[1, 2]", "cannot be read as one"),
        (b'{"format": "drogowskaz-artefact-99"}', "drogowskaz-artefact-99"),
    ],
)
def test_what_is_no_artefact_of_this_format_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Unusable) as refused:
        read_artefact(content)
    assert said in refused.value.report("en")


def test_factors_are_whole_over_one_denominator_and_constants_go_with_them() -> None:
    atoms = tables(form("0.5 * {a, c0} + 0.25 <= {zl, c0}"))["atoms"]
    assert atoms["denominator"] == [100]
    assert dict(zip(atoms["slot"], atoms["factor"], strict=True)) == {1: 50, 11: -1}
    assert atoms["constant"] == [25]
    assert atoms["relation"] == ["<="]


def test_a_cell_that_cancels_out_is_kept_because_it_must_be_known() -> None:
    edition = form("{a, c0} - {a, c0} + {b, c0} >= 0")
    atoms = tables(edition)["atoms"]
    assert sorted(zip(atoms["slot"], atoms["factor"], strict=True)) == [(1, 0), (3, 1)]
    assert answer(edition.checks[0], 0, tiny.sheet(edition, {"b": 5})) == -1


def test_a_negation_is_pushed_down_to_what_it_negates() -> None:
    found = tables(form("not ({a, c0} = {b, c0} and present({c, c0}))"))
    assert found["atoms"]["relation"] == ["!="]
    assert found["tests"]["negated"] == [1]
    assert found["groups"]["any"] == [1]


def test_a_distance_inside_a_distance_is_a_later_magnitude() -> None:
    edition = form("abs({a, c0} - abs({b, c0} - {c, c0})) <= 2")
    found = tables(edition)
    cells = len(found["rows"]) * len(found["columns"])
    assert len(found["magnitudes"]["constant"]) == 2
    assert max(found["magnitudes"]["slot"]) == cells, "the second names the first"
    assert answer(edition.checks[0], 0, tiny.sheet(edition, {"a": 7, "b": 1, "c": 10})) == 1
    assert answer(edition.checks[0], 0, tiny.sheet(edition, {"a": 7, "b": 10, "c": 20})) == 0


@pytest.mark.parametrize(
    ("claim", "width"),
    [
        ("{a, c0} <= {b, c0}", 0),
        ("100000000000 * {a, c0} <= {b, c0}", 1),
        ("100000000000000000 * {zl, c0} <= {b, c0}", 2),
    ],
)
def test_a_row_says_how_wide_its_arithmetic_may_grow(claim: str, width: int) -> None:
    assert tables(form(claim))["atoms"]["width"] == [width]


def test_arithmetic_past_int64_is_exact() -> None:
    edition = form("100000000000000000 * {zl, c0} <= 100000000000000000 * {a, c0} - 0.01")
    sheets = [tiny.sheet(edition, {"zl": 99_999, "a": 1000}), tiny.sheet(edition, {"zl": 100_000, "a": 1000})]
    assert [answer(edition.checks[0], 0, sheet) for sheet in sheets] == [1, 0]


def test_a_whole_number_that_a_browser_cannot_hold_is_written_as_a_text() -> None:
    atoms = tables(form("100000000000000000 * {a, c0} <= {b, c0}"))["atoms"]
    assert atoms["factor"] == ["100000000000000000", -1]


@settings(max_examples=60, deadline=None)
@given(editions())
def test_every_question_depends_on_just_the_cells_it_speaks_of(edition) -> None:
    found = tables(edition)
    dependencies = found["dependencies"]
    offsets = edition.offsets
    for place, row in enumerate(edition.rows):
        for column, offset in enumerate(offsets):
            slot = place * len(offsets) + column
            listed = dependencies["question"][dependencies["ptr"][slot] : dependencies["ptr"][slot + 1]]
            spoken = [
                number for number, question in enumerate(questions(edition)) if _speaks_of(question.claim, row, offset)
            ]
            assert listed == spoken


def _speaks_of(claim, row, offset) -> bool:
    from drogowskaz.engine.expressions import nodes

    for node in nodes.walk(claim):
        if isinstance(node, nodes.Cell) and (node.row, node.offset) == (row.key, offset):
            return True
        inside = isinstance(node, nodes.Block) and (node.table, node.offset) == (row.table, offset)
        if inside and row.kind is not Kind.TEXT and offset in row.offsets:
            return True
    return False


def test_an_indicator_keeps_both_halves_and_its_factor() -> None:
    edition = edition_named("ozps-gmina-2014")
    found = tables(edition, 2014)["indicators"]
    assert [*dict.fromkeys(found["id"])] == [indicator.id for indicator in edition.indicators]
    assert {Fraction(factor) for factor in found["factor"]} == {one.factor for one in edition.indicators}
