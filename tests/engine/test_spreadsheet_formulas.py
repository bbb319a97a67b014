"""Claims as formulas: what a spreadsheet is asked. Whether it answers as the engine does is tried with LibreOffice."""

from fractions import Fraction

import pytest
from engine import tiny

from drogowskaz.documents.spreadsheets.formulas import as_ods, as_xlsx, fits
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.parser import parse
from drogowskaz.engine.expressions.spreadsheet import Area, Formula, Ground, Unwritable, filled_in, runs, truth
from drogowskaz.engine.sheets import block_cells
from drogowskaz.engine.values import Kind

COUNTS = tuple(tiny.row(key, offsets=(-1, 0)) for key in "abcde")
"""In lines 2 to 6; last year in column A, the assessed one in B."""
MONEY = (*COUNTS, *(tiny.row(key, offsets=(-1, 0), kind=Kind.MONEY) for key in "mn"))
"""The same with amounts in lines 7 and 8."""
MIXED = (*COUNTS[:2], tiny.row("text", offsets=(-1, 0), kind=Kind.TEXT), *COUNTS[2:])
"""A text in line 4, between the numbers."""


def ground(rows: tuple[Row, ...], parameters: dict[str, Fraction] | None = None) -> Ground:
    form = tiny.edition(*rows)
    places = {row.key: place for place, row in enumerate(rows, start=1)}
    kinds = {row.key: row.kind for row in rows}
    return Ground(
        position=lambda cell: (places[cell.row], 1 + (cell.offset or 0)),
        cells=lambda block: block_cells(block, form),
        scale=lambda key: kinds[key].scale,
        most=lambda key: tiny.LARGEST.get(kinds[key], 0) * kinds[key].scale,
        parameters=parameters or {},
    )


def formula(
    claim: str | nodes.Claim,
    rows: tuple[Row, ...] = COUNTS,
    *,
    zeros: bool = False,
    unless_all: bool = False,
    parameters: dict[str, Fraction] | None = None,
) -> Formula:
    asked = nodes.at(parse(claim) if isinstance(claim, str) else claim, 0)
    return truth(asked, ground(rows, parameters), zeros=zeros, unless_all=unless_all)


def xlsx(*args: object, **named: object) -> str:
    return as_xlsx(formula(*args, **named))  # type: ignore[arg-type]


# Comparisons


def test_a_comparison_is_of_a_difference_with_zero_once_every_cell_is_a_number() -> None:
    assert xlsx("{a, c*} = {b, c*} + {c, c*} + {e, c*}") == ("=IF(COUNT(B2:B4,B6)=4,IF(SUM(B2)-SUM(B3:B4,B6)=0,2,0),1)")


@pytest.mark.parametrize(
    ("operator", "written"), [("=", "="), ("!=", "<>"), ("<", "<"), ("<=", "<="), (">", ">"), (">=", ">=")]
)
def test_every_operator_has_its_sign(operator: str, written: str) -> None:
    assert xlsx(f"{{a, c0}} {operator} 3") == f"=IF(COUNT(B2)=1,IF(SUM(B2)-3{written}0,2,0),1)"


def test_fractions_become_integers_by_their_common_denominator() -> None:
    assert xlsx("0.35 * {a, c0} <= 0.5 * {b, c0} + 0.1") == "=IF(COUNT(B2:B3)=2,IF(7*SUM(B2)-10*SUM(B3)-2<=0,2,0),1)"


def test_amounts_are_compared_in_grosze_with_the_counts_beside_them() -> None:
    assert xlsx("{m, c0} >= 1500.5 * {a, c0}", MONEY) == "=IF(COUNT(B2,B7)=2,IF(SUM(B7)-150050*SUM(B2)>=0,2,0),1)"


def test_cells_on_both_sides_meet_and_a_cell_without_weight_must_still_be_a_number() -> None:
    assert xlsx("{a, c0} + {b, c0} > {a, c0}") == "=IF(COUNT(B2:B3)=2,IF(SUM(B3)>0,2,0),1)"
    assert xlsx("0 * {a, c0} = 0") == "=IF(COUNT(B2)=1,IF(0=0,2,0),1)"


def test_a_parameter_is_written_as_its_number() -> None:
    share = {"SHARE": Fraction(1, 3)}
    assert xlsx("{a, c0} <= $SHARE * {b, c0}", parameters=share) == "=IF(COUNT(B2:B3)=2,IF(3*SUM(B2)-SUM(B3)<=0,2,0),1)"
    assert xlsx("{a, c0} <= $SHARE", parameters=share) == "=IF(COUNT(B2)=1,IF(3*SUM(B2)-1<=0,2,0),1)"


def test_sizes_keep_their_own_sum_and_factor() -> None:
    assert xlsx("abs({a, c0} - 0.5 * {b, c0}) <= 0.2 * {c, c0}") == (
        "=IF(COUNT(B2:B4)=3,IF(-2*SUM(B4)+5*ABS(2*SUM(B2)-SUM(B3))<=0,2,0),1)"
    )


def test_a_block_is_its_numbers_without_the_text_between_them() -> None:
    assert xlsx("{a, c0} = sum({@t, c-1})", MIXED) == (
        "=IF(COUNT(A2:A3,A5:A7,B2)=6,IF(SUM(B2)-SUM(A2:A3,A5:A7)=0,2,0),1)"
    )


def test_a_comparison_of_constants_asks_for_no_cell() -> None:
    number = nodes.Number(Fraction(2))
    assert xlsx(nodes.Comparison(number, "<", number)) == "=IF(0<0,2,0)"


# Missing cells


def test_where_missing_is_zero_only_a_dot_keeps_a_comparison_unanswered() -> None:
    assert xlsx("{a, c0} = {b, c0} + {d, c0}", zeros=True) == (
        '=IF(SUMPRODUCT((B2:B3=".")*1)+SUMPRODUCT((B5=".")*1)=0,IF(SUM(B2)-SUM(B3,B5)=0,2,0),1)'
    )


def test_a_check_that_wants_anything_filled_counts_all_its_cells_also_the_texts() -> None:
    claim = "{a, c0} = {b, c0} and present({text, c0})"
    assert xlsx(claim, MIXED, zeros=True, unless_all=True).startswith("=IF(COUNT(B2:B4)>0,MIN(IF(")


def test_present_and_absent_ask_for_the_state_of_a_cell() -> None:
    assert xlsx("present({a, c0})") == '=IF(B2="",0,IF(ISNUMBER(B2),2,0))'
    assert xlsx("absent({a, c0})") == '=IF(B2="",2,0)'


# Joining claims


def test_joined_claims_are_the_least_the_greatest_and_what_is_left_of_two() -> None:
    assert xlsx("absent({a, c0}) and absent({b, c0})") == '=MIN(IF(B2="",2,0),IF(B3="",2,0))'
    assert xlsx("absent({a, c0}) or absent({b, c0})") == '=MAX(IF(B2="",2,0),IF(B3="",2,0))'
    assert xlsx("not absent({a, c0})") == '=(2-IF(B2="",2,0))'
    assert xlsx("if(absent({a, c0}), absent({b, c0}))") == '=MAX(2-IF(B2="",2,0),IF(B3="",2,0))'


def test_a_copy_is_looked_for_pair_by_pair_around_a_text() -> None:
    assert xlsx("same({@t, c-1}, {@t, c0})", MIXED) == (
        "=IF(AND(SUMPRODUCT((ISNUMBER(A2:A3)<>ISNUMBER(B2:B3))+ISNUMBER(A2:A3)*(A2:A3<>B2:B3))"
        "+SUMPRODUCT((ISNUMBER(A5:A7)<>ISNUMBER(B5:B7))+ISNUMBER(A5:A7)*(A5:A7<>B5:B7))=0,"
        "SUMPRODUCT(ISNUMBER(A2:A3)*ISNUMBER(B2:B3)*(A2:A3<>0))"
        "+SUMPRODUCT(ISNUMBER(A5:A7)*ISNUMBER(B5:B7)*(A5:A7<>0))>=4),2,0)"
    )


def test_a_block_without_numbers_is_no_copy() -> None:
    assert xlsx("same({@t, c-1}, {@t, c0})", (tiny.row("text", offsets=(-1, 0), kind=Kind.TEXT),)) == "=0"


# What is too large


def test_no_limit_is_asked_where_the_largest_numbers_stay_exact() -> None:
    assert "MAX" not in xlsx("{m, c0} = {n, c0}", MONEY)


def test_sums_that_could_pass_what_is_exact_are_answered_for_smaller_numbers_only() -> None:
    # The amount, up to 10¹⁴ grosze and 31 times over, passes 10¹⁵; the count beside it never does.
    assert xlsx("31 * {m, c0} >= {a, c0}", MONEY) == (
        "=IF(AND(COUNT(B2,B7)=2,MAX(B7)<=16129032258064,MIN(B7)>=-16129032258064),IF(31*SUM(B7)-100*SUM(B2)>=0,2,0),1)"
    )


def test_a_number_that_no_spreadsheet_keeps_exactly_is_refused() -> None:
    with pytest.raises(Unwritable):
        formula(f"{{a, c0}} < {10**15}")
    with pytest.raises(Unwritable):
        formula(f"abs({{a, c0}} - {10**14}) < 10 * abs({{b, c0}} - {10**14})")


def test_a_parameter_that_is_not_known_is_refused() -> None:
    with pytest.raises(Unwritable):
        formula("{a, c0} < 2 * {b, c0} + $NEVER_SET")


def test_more_arguments_than_a_function_takes_are_refused() -> None:
    absent = parse("absent({a, c0})")
    assert formula(nodes.Both((absent,) * 255))
    with pytest.raises(Unwritable):
        formula(nodes.Both((absent,) * 256))


def test_a_formula_fits_when_it_is_neither_long_nor_deep() -> None:
    assert fits(formula("{a, c0} = {b, c0}"))
    deep: nodes.Claim = parse("absent({a, c0})")
    for _level in range(62):
        deep = nodes.Not(deep)
    assert fits(formula(deep))
    assert not fits(formula(nodes.Not(nodes.Not(deep))))
    assert not fits(("1+" * 4096, "1"))
    assert fits(('"' + "(" * 100 + '"',))


# Spelling


def test_ods_parts_arguments_by_semicolons_but_not_texts() -> None:
    written = filled_in('IF({one}="a,b",SUM({other}),0)', one=Area((0, 0), (0, 0)), other=Area((1, 1), (3, 1), "It's"))
    assert as_xlsx(written) == "=IF(A1=\"a,b\",SUM('It''s'!B2:B4),0)"
    assert as_ods(written) == "of:=IF([.A1]=\"a,b\";SUM([$'It''s'.B2:.B4]);0)"


def test_neighbours_are_one_area_and_a_cell_named_twice_stands_once() -> None:
    assert runs([(4, 1), (2, 1), (3, 1), (3, 1), (3, 2)]) == [Area((2, 1), (4, 1)), Area((3, 2), (3, 2))]
