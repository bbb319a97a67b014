"""States, moves, refusals and gates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.workflow import Gate, Refusal, Refused, Transition, Workflow, whole

STATES = {"draft": "Draft", "open": "Open", "closed": "Closed"}


def move(name: str, sources: tuple[str, ...], target: str) -> Transition:
    return Transition(name, sources, target, who="anyone", needs="nothing", verb=f"thing.{name}")


OPENING = move("open", ("draft",), "open")
CLOSING = move("close", ("draft", "open"), "closed")
THING = Workflow("thing", "draft", STATES, (OPENING, CLOSING))


def test_a_refusal_is_a_sentence_with_its_names_filled_in() -> None:
    assert Refusal("{n} things are open.", {"n": 3}).sentence("en") == "3 things are open."


def test_a_refused_action_says_every_reason() -> None:
    refused = Refused(iter([Refusal("One."), Refusal("Two {x}.", {"x": 2})]))
    assert str(refused) == "One. Two 2."
    assert [refusal.message for refusal in refused.refusals] == ["One.", "Two {x}."]


@given(st.lists(st.text("ab ż", min_size=1), min_size=1), st.integers(0, 3))
def test_words_are_kept_whole_and_an_end_of_a_line_counts_once(lines: list[str], room: int) -> None:
    typed = "\n".join(lines).strip()
    sent = f" {typed} \n".replace("\n", "\r\n")
    assert whole(sent, len(typed) + room) == typed


@given(st.text("abż ", min_size=1).map(lambda words: f"a{words}ż"), st.integers(1, 3))
def test_words_that_do_not_fit_are_refused_and_never_cut(words: str, over: int) -> None:
    with pytest.raises(Refused) as refused:
        whole(words, len(words) - over)
    (told,) = refused.value.refusals
    assert told.params == {"beginning": words[:40], "length": len(words), "most": len(words) - over}


def test_a_move_is_found_by_name_and_by_where_it_starts() -> None:
    assert THING.move("close") is CLOSING
    assert THING.moves_from("draft") == (OPENING, CLOSING)
    assert THING.moves_from("open") == (CLOSING,)
    assert THING.moves_from("closed") == ()


@pytest.mark.parametrize(("start", "moves"), [
    ("nowhere", ()),
    ("draft", (move("go", ("draft",), "nowhere"),)),
    ("draft", (move("go", ("draft", "nowhere"), "open"),)),
])  # fmt: skip
def test_a_table_that_names_an_unknown_state_cannot_be_built(start: str, moves: tuple[Transition, ...]) -> None:
    with pytest.raises(AssertionError, match=r"thing: unknown states \{'nowhere'\}"):
        Workflow("thing", start, STATES, moves)


NAMES = st.sampled_from(sorted(STATES))
SOURCES = st.lists(NAMES, min_size=1, unique=True).map(tuple)


@given(NAMES, st.lists(st.tuples(SOURCES, NAMES), max_size=6))
def test_every_move_of_a_table_is_offered_in_its_sources_and_nowhere_else(
    start: str, drawn: list[tuple[tuple[str, ...], str]]
) -> None:
    moves = tuple(move(f"m{place}", sources, target) for place, (sources, target) in enumerate(drawn))
    table = Workflow("thing", start, STATES, moves)
    offered = {(one.name, state) for state in STATES for one in table.moves_from(state)}
    assert offered == {(one.name, state) for one in moves for state in one.sources}
    assert [table.move(one.name) for one in moves] == list(moves)


def test_a_gate_collects_the_refusals_of_all_its_keepers() -> None:
    gate: Gate[int] = Gate("thing.close")
    gate.register(lambda thing: [Refusal("Too small.")] if thing < 5 else [])
    gate.register(lambda thing: (Refusal("Odd {n}.", {"n": n}) for n in [thing] if n % 2))
    assert [refusal.sentence("en") for refusal in gate.refusals(3)] == ["Too small.", "Odd 3."]
    assert gate.refusals(6) == []


def test_a_keeper_registered_twice_answers_once_and_a_gate_without_keepers_is_open() -> None:
    gate: Gate[int] = Gate("thing.close")
    assert gate.refusals(1) == []

    def keeper(_thing: int) -> list[Refusal]:
        return [Refusal("No.")]

    gate.register(keeper)
    gate.register(keeper)
    assert gate.refusals(1) == [Refusal("No.")]
