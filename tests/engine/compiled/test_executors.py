"""One form or many, all questions or those of one cell, numpy or machine code: the answers are the same."""

import numpy as np
import pytest
from engine import tiny
from engine.random_forms import editions, sheets
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.compiled import executor, kernel
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.compiled.changes import about
from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.loader import EDITIONS, edition_named
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet, stack
from drogowskaz.engine.values import State, Value


@st.composite
def countries(draw: st.DrawFn, most: int = 40):
    """Random sheets of one random edition, repeated to as many forms as make the executors take their other way."""
    edition = draw(editions())
    few = [draw(sheets(edition)) for _sheet in range(draw(st.integers(1, 3)))]
    forms = draw(st.sampled_from([len(few), executor.FEW + 1, most]))
    return edition, [few[place % len(few)] for place in range(forms)]


@settings(max_examples=150, deadline=None)
@given(countries())
def test_a_country_is_answered_like_its_forms_one_by_one(country) -> None:
    edition, found = country
    program = compiled(edition, tiny.YEAR).program
    together = stack(edition, found)
    answers = executor.answers(program, together.numbers, FLAGS[together.states])
    for place, sheet in enumerate(found):
        alone = stack(edition, [sheet])
        assert (executor.answers(program, alone.numbers, FLAGS[alone.states])[:, 0] == answers[:, place]).all()


@settings(max_examples=150, deadline=None)
@given(countries())
def test_machine_code_gives_the_same_nodes(country) -> None:
    edition, found = country
    program = compiled(edition, tiny.YEAR).program
    together = stack(edition, found)
    arrays = together.numbers, FLAGS[together.states]
    assert (kernel.question_nodes(program, *arrays) == executor.question_nodes(program, *arrays)).all()


@settings(max_examples=100, deadline=None)
@given(countries())
def test_the_questions_of_one_cell_are_answered_alone_as_among_all(country) -> None:
    edition, found = country
    artefact = compiled(edition, tiny.YEAR)
    together = stack(edition, found)
    flags = FLAGS[together.states]
    answers = executor.answers(artefact.program, together.numbers, flags)
    for slot in range(artefact.program.cells):
        asked, program = about(artefact, slot)
        assert (executor.answers(program, together.numbers, flags) == answers[asked]).all()


@pytest.mark.parametrize("engine", [executor, kernel])
def test_a_whole_form_of_a_shipped_edition_is_answered_alike(engine) -> None:
    reading = read_case(EDITIONS / "ozps-gmina-2025/cases/wymyslona-2025.yaml")
    edition, sheet = reading.sheet.edition, reading.sheet
    wrong = {**sheet.values, ("population.total", 0): Value(State.VALUE, 1)}
    program = compiled(edition, sheet.year).program
    together = stack(edition, [sheet, Sheet(edition, sheet.unit, sheet.year, wrong)] * 12)
    nodes = engine.question_nodes(program, together.numbers, FLAGS[together.states])
    broken = executor.broken(nodes)
    assert {*broken.form.tolist()} == {*range(1, 24, 2)}, "only the forms with the wrong number"
    ids = {program.check_ids[program.check[question]] for question in broken.question}
    assert "tree.population.total.all" in ids


def test_broken_questions_are_counted_with_those_that_could_be_asked() -> None:
    nodes = np.array([[0, 1, 2], [2, 2, 1], [0, 0, 0]], np.uint8)
    found = executor.broken(nodes)
    assert found.question.tolist() == [0, 2, 2, 2]
    assert found.form.tolist() == [0, 0, 1, 2]
    assert found.asked.tolist() == [2, 2, 3]


def test_a_number_that_no_array_can_hold_is_refused_by_its_row_and_unit() -> None:
    edition = edition_named("ozps-gmina-2014")
    huge = Sheet(edition, "1419053", 2014, {(edition.rows[0].key, 0): Value(State.VALUE, 2**63)})
    with pytest.raises(Unusable) as refused:
        stack(edition, [huge])
    assert edition.rows[0].label["pl"] in refused.value.report("en")
    assert "1419053" in refused.value.report("en")
