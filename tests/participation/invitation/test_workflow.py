"""The table of what an invited organisation answers."""

from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.participation.enums.annexe import Asked
from drogowskaz.participation.workflow.invitation import ASKED


@given(st.lists(st.sampled_from([move.name for move in ASKED.transitions]), max_size=8))
def test_whatever_is_pressed_the_answer_stays_known_and_can_be_changed(pressed: list[str]) -> None:
    state = ASKED.start
    for name in pressed:
        move = ASKED.move(name)
        state = move.target if state in move.sources else state
    assert state in Asked.values
    assert len(ASKED.moves_from(state)) == 1


def test_every_state_of_the_model_stands_in_the_table() -> None:
    assert set(ASKED.states) == set(Asked.values)
