"""The table of a drafting task, asked in every order."""

from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.permissions.drafting import CLOSED
from drogowskaz.participation.workflow.drafting import BEGIN, DRAFTING, HAND_IN

OVER = {TaskState.ACCEPTED, TaskState.WITHDRAWN}


@given(st.lists(st.sampled_from(DRAFTING.transitions), max_size=12))
def test_whatever_is_pressed_what_is_over_stays_over_and_accepting_needs_handing_in(pressed: list[object]) -> None:
    state, walked = DRAFTING.start, []
    for move in pressed:
        if state in move.sources:  # type: ignore[attr-defined]
            assert state not in OVER
            state = move.target  # type: ignore[attr-defined]
            walked.append(move)
    if state == TaskState.ACCEPTED:
        assert HAND_IN in walked
        assert BEGIN in walked


def test_every_state_of_the_model_stands_in_the_table_and_is_open_or_closed_for_writing() -> None:
    assert set(DRAFTING.states) == set(TaskState.values)
    assert set(TaskState) - set(CLOSED) == {*BEGIN.sources, TaskState.WRITING}


def test_nothing_leads_out_of_what_is_over() -> None:
    assert [DRAFTING.moves_from(state) for state in sorted(OVER)] == [(), ()]
