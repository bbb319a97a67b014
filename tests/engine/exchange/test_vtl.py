"""Claims as rules of VTL, and a small edition as a whole script."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from engine.tiny import YEAR, check, edition, row

from drogowskaz.engine.compiled.artefact import compile_edition
from drogowskaz.engine.editions.schema import Check, Edition, Missing, Parts, Severity, Stage
from drogowskaz.engine.exchange.vtl import vtl
from drogowskaz.engine.exchange.vtl_rules import Rules, rules
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind

ROWS = (
    row("all", offsets=(-1, 0)),
    row("all.women", offsets=(-1, 0), parent="all", parts=Parts.ALL),
    row("all.men", offsets=(-1, 0), parent="all", parts=Parts.ALL),
    row("why", table="u", kind=Kind.TEXT, unit="text"),
    row("a", table="v"),
    row("b", table="v"),
    row("c", table="v"),
)
CHECKS = (
    check("{a, c0} >= {b, c0} - {c, c0}", id="sums", missing=Missing.ZERO_UNLESS_ALL, table="v"),
    check("{all, c0} <= {b, c0}", id="round.one", table="v", severity=Severity.NOTE),
    check("{b, c0} <= {all, c0}", id="round.two", table="v", severity=Severity.NOTE),
    check("if({all.women, c*} > 0, {all, c*} <= $SEX_DIFF_MAX * {all.women, c*} + 5)", id="band", offsets=(-1, 0),
          severity=Severity.JUSTIFY),
    check("{a, c0} + 2 * {b, c0} = 0 and present({why, c0})", id="joined", missing=Missing.ZERO, table="v"),
    check("not same({@t, c0}, {@t, c-1})", id="stale", severity=Severity.WARNING),
    check("{all, c-1} = {all, c0, y-1}", id="carried"),
    replace(check("not absent({a, c0})", id="need", table="v"), stage=Stage.SIGN),
)  # fmt: skip
FORM = edition(*ROWS, checks=CHECKS)
GOLDEN = Path(__file__).with_name("tiny.vtl")


def made(*checks: Check, form: Edition = FORM) -> Rules:
    written = tuple(replace(one, table="v") for one in checks)
    return rules(replace(form, checks=written), YEAR)


def said(claim: str, missing: Missing = Missing.SKIP_ANY) -> str:
    """The one rule that the claim becomes."""
    found = made(check(claim, missing=missing))
    every = [*found.sums.values(), *(others for _cells, others in found.others.values())]
    ((rule,),) = every
    return rule.text


def test_a_small_edition_as_a_script() -> None:
    artefact = hashlib.sha256(compile_edition(FORM, YEAR)).hexdigest()
    assert vtl(FORM, YEAR, "en") == GOLDEN.read_text("utf-8").replace("ARTEFACT", artefact)


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("{a, c0} = {b, c0} + {c, c0}", "'a' = 'b' + 'c'"),
        ("{b, c0} - {c, c0} <= {a, c0}", "'a' >= 'b' - 'c'"),
        ("{a, c0} <= {b, c0}", "'b' >= 'a'"),
        ("{a, c0} < {b, c0} + {c, c0}", "'a' < 'b' + 'c'"),
        ("{all.women, c0} >= {all.men, c0}", "all__women >= all__men"),
    ],
)
def test_sums_and_comparisons_of_one_column_are_hierarchical_rules_with_the_greater_on_the_left(
    claim: str, rule: str
) -> None:
    assert said(claim) == rule
    assert list(made(check(claim)).others) == []


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("{a, c0} != {b, c0}", "a_2014 <> b_2014"),
        ("{a, c0} + {b, c0} = {c, c0} + {all, c0}", "a_2014 + b_2014 = c_2014 + all_2014"),
        ("{a, c0} = {b, c0} + {b, c0}", "a_2014 = b_2014 + b_2014"),
        ("{all, c0} = {all, c-1}", "all_2014 = all_2013"),
        ("{a, c0} <= 12.5", "a_2014 <= 1250"),
        ("{a, c0} <= 0.35 * {b, c0} - 5", "20 * a_2014 <= 7 * b_2014 - 10000"),
        ("{a, c0} >= $SEX_DIFF_MAX", "a_2014 >= 20"),
        ("{a, c0} = 0 * {b, c0}", "a_2014 = 0 * b_2014"),
        ("-{a, c0} < 0", "-a_2014 < 0"),
        ("0.5 * abs({a, c0} - 0.2 * {b, c0}) <= 1", "abs(5 * a_2014 - b_2014) <= 1000"),
        ("sum({@v, c0}) > 0", "a_2014 + b_2014 + c_2014 > 0"),
        ("{a, c0} = 1 or not {b, c0} = 2", "(a_2014 = 100) or (not (b_2014 = 200))"),
        ("if({a, c0} = 1, {b, c0} = 2)", "when (a_2014 = 100) then b_2014 = 200"),
        ("not if({a, c0} = 1, {b, c0} = 2)", "not (not (a_2014 = 100) or (b_2014 = 200))"),
        ("present({why, c0})", 'nvl(why_2014_STATUS, "") = "A"'),
        ("absent({a, c0})", "isnull(a_2014_STATUS)"),
        ("absent({a, c0, y-1})", "isnull(a_2013_LAST_STATUS) and not isnull(LAST_KNOWN)"),
        ("same({@t, c0}, {@t, c-1})", "nvl(t_2014_2013_COPY, false)"),
    ],
)
def test_other_claims_are_conditions_in_whole_hundredths(claim: str, rule: str) -> None:
    assert said(claim) == rule


def test_a_strict_comparison_that_takes_empty_cells_for_zeros_is_asked_of_every_form() -> None:
    assert said("{a, c0} < {b, c0}", Missing.ZERO) == "a_2014 < b_2014"
    assert said("{a, c0} <= {b, c0}", Missing.ZERO) == "'b' >= 'a'"


def test_a_check_that_is_not_asked_of_an_untouched_block_names_what_must_be_filled_in() -> None:
    rule = said("{a, c0} = 2 * {b, c0}", Missing.ZERO_UNLESS_ALL)
    filled = " or ".join(f'nvl({name}_2014_STATUS, "") = "A"' for name in "ab")
    assert rule == f"when ({filled}) then a_2014 = 2 * b_2014"


def test_rules_that_put_two_rows_under_each_other_go_into_two_rulesets() -> None:
    found = made(*(check(claim, id=claim) for claim in ("{a, c0} > {b, c0}", "{b, c0} > {c, c0}", "{c, c0} > {a, c0}")))
    assert [[rule.text for rule in several] for several in found.sums.values()] == [
        ["'a' > 'b'", "'b' > 'c'"],
        ["'c' > 'a'"],
    ]
    assert [ruleset.place for ruleset in found.sums] == [1, 2]


def test_a_check_whose_parameter_is_not_known_is_left_out_with_the_reason() -> None:
    unknown = check("{a, c0} <= $NEVER_SET", id="odd")
    assert made(unknown).count == 0
    text = vtl(replace(FORM, checks=(*CHECKS, unknown)), YEAR, "en")
    assert "// 1 check in one column has no rule:\n// odd@c0: the parameter $NEVER_SET is not known for 2014\n" in text


def test_a_powiat_is_compared_with_the_units_whose_codes_begin_with_its_own() -> None:
    together = check("{a, c0} = {a, c0, children}", id="together", table="v")
    text = vtl(replace(FORM, level=Level.POWIAT, checks=(together,)), YEAR, "en")
    assert "OWN := NUMBERS[filter length(REF_AREA) = 4]" in text
    assert "PARENT := substr(REF_AREA, 1, 4)" in text
    assert "a_2014_BELOW := if a_2014_BELOW_GAPS = 0 then a_2014_BELOW else null" in text
    assert "together_2014: a_2014 = a_2014_BELOW errorcode" in text


def test_a_gmina_has_no_units_below_to_compare_it_with() -> None:
    (left_out,) = made(check("{a, c0} = {a, c0, children}")).left_out
    assert left_out.reason == "this kind of unit has no units below it"


def test_a_quotation_mark_in_the_name_of_a_check_does_not_end_its_code() -> None:
    named = check("{a, c0} != 1", id='the "odd" one', table="v")
    assert "errorcode \"the 'odd' one@c0\" errorlevel 4" in vtl(replace(FORM, checks=(named,)), YEAR, "en")
