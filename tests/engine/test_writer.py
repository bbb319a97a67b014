"""Claims written back as text."""

from dataclasses import replace

import pytest
from engine import random_forms, tiny
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.examples import answers_of
from drogowskaz.engine.expressions.parser import parse
from drogowskaz.engine.expressions.writer import written

RANDOM = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize(
    "text",
    [
        "{a, c*} <= {b, c*}",
        "{a, c0} = {b, c-1} + {c, c+2} - 3",
        "{a, c0} >= {b, c0} - $X * {b, c0}",
        "-{a, c0} - {b, c0} < 0.35 * {a, c0}",
        "$X * {a, c0} != 2 * ($X * ({a, c0} - {b, c0}))",
        "{a, c0} <= 2 * abs({a, c0} - {b, c0})",
        "abs(-{a, c0}) <= -3",
        "not ({a, c0} = 5 or {b, c0} = 5) and ({a, c0} = 1 or not present({b, c0}))",
        "if(not ({a, c0} = 0 and {b, c0} = 1), absent({b, c0}))",
        "{a, c0} = sum({a, c0, children})",
        "{a, c-1} = {a, c0, y-1}",
        "sum({@t, c0}) > 0.0000001",
        "not same({@t, c0}, {@t, c-1})",
    ],
)
def test_what_is_in_the_fixed_spelling_is_written_as_it_was_read(text: str) -> None:
    assert written(parse(text)) == text


def test_another_spelling_becomes_the_fixed_one() -> None:
    claim = parse("sum({a,c0},{b, c0})=2*( {a, c0} -3*{b,c0} )")
    assert written(claim) == "{a, c0} + {b, c0} = 2 * {a, c0} - 6 * {b, c0}"


@pytest.mark.parametrize("name", edition_ids())
def test_every_shipped_check_is_read_again_as_the_same_claim(name: str) -> None:
    claims = [check.claim for check in edition_named(name).checks if not check.generated]
    assert [parse(written(claim)) for claim in claims] == claims


@RANDOM
@given(st.data())
def test_any_claim_that_is_read_again_gives_the_same_answers(data: st.DataObject) -> None:
    found = data.draw(random_forms.rows())
    check = data.draw(random_forms.checks(found))
    again = replace(check, id="again", claim=parse(written(check.claim)))
    edition = tiny.edition(*found, checks=(check, again))
    sheet = data.draw(random_forms.sheets(edition))
    assert answers_of(again, sheet) == answers_of(check, sheet)
    assert written(parse(written(again.claim))) == written(again.claim)
