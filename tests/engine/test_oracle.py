"""The executor and the oracle agree on random forms, and so do one form and a stack of forms."""

import numpy as np
from engine import random_forms, tiny
from engine.oracle import Oracle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.checks.run import check_sheet, questions, truths
from drogowskaz.engine.checks.sentences import arithmetic, because, place_of
from drogowskaz.engine.compiled.executor import FALSE, TRUE, UNKNOWN
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import Sheet, stack
from drogowskaz.engine.values import Kind

MEANING = {True: TRUE, False: FALSE, None: UNKNOWN}
RANDOM = settings(
    deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
GMINA = edition_named("ozps-gmina-2014")


def by_oracle(form: Edition, sheet: Sheet) -> dict[tuple[str, int], bool | None]:
    known = parameters_in(sheet.year)
    return {
        (check.id, offset): Oracle(sheet, check, offset, known).answer()
        for check in form.checks
        for offset in check.offsets
    }


@RANDOM
@given(st.data())
def test_every_answer_is_the_oracles_in_a_stack_and_alone(data: st.DataObject) -> None:
    form = data.draw(random_forms.editions())
    filled = data.draw(st.lists(random_forms.sheets(form), min_size=1, max_size=3))
    together = truths(stack(form, filled), filled[0].year)
    for place, sheet in enumerate(filled):
        expected = by_oracle(form, sheet)
        answers = {
            (question.check.id, question.offset): answer
            for question, answer in zip(questions(form), together[:, place], strict=True)
        }
        assert answers == {key: MEANING[answer] for key, answer in expected.items()}
        alone = truths(stack(form, [sheet]), sheet.year)[:, 0]
        assert np.array_equal(alone, together[:, place])


@RANDOM
@given(st.data())
def test_a_random_finding_can_be_said_and_an_unanswered_check_has_its_reason(data: st.DataObject) -> None:
    form = data.draw(random_forms.editions())
    sheet = data.draw(random_forms.sheets(form))
    result = check_sheet(sheet)
    for finding in result.findings:
        for lang in ("pl", "en"):
            said = arithmetic(finding, sheet, lang)
            assert len(said) > len("X.")
            assert said[0] == said[0].upper()
            assert place_of(finding, sheet, lang)
    for unanswered in result.not_computable:
        assert because(unanswered, sheet, "en")


@settings(RANDOM, max_examples=150)
@given(st.data())
def test_the_findings_of_a_filled_gmina_form_are_the_oracles(data: st.DataObject) -> None:
    sheet = data.draw(random_forms.sheets(GMINA))
    expected = by_oracle(GMINA, sheet)
    result = check_sheet(sheet)
    found = {(finding.check.id, finding.offset) for finding in result.findings}
    unanswered = {(one.check.id, one.offset) for one in result.not_computable}
    assert found == {key for key, answer in expected.items() if answer is False}
    assert unanswered == {key for key, answer in expected.items() if answer is None}
    assert result.asked == sum(answer is not None for answer in expected.values())


def test_numbers_too_large_for_64_bits_are_still_compared_exactly() -> None:
    claim = "1234567.7654321 * {money, c0} > 1234567.7654321 * {other, c0}"
    rows = [tiny.row(key, kind=Kind.MONEY, unit="pln") for key in ("money", "other")]
    form = tiny.edition(*rows, checks=(tiny.check(claim, at="money"),))
    gaps = (0, 1, 2, 747_198, 1_494_396, 10**7, 10**11, 10**14)
    sheets = [tiny.sheet(form, {"money": 10**14, "other": 10**14 - gap}) for gap in gaps]
    assert truths(stack(form, sheets), tiny.YEAR).tolist() == [[0, 1, 1, 1, 1, 1, 1, 1]]
