"""Nothing is shown from which it could be computed how fewer than five voices chose."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest
from engine.consensus.rooms import SECTORS, ballots, one_statement, planted, room
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.consensus import Answering, Ballots, ConsensusResult, Part, Tally, Told, result_of
from drogowskaz.engine.consensus.ballots import voices_of

SIGNS = st.sampled_from("+-0..")
VOTERS = st.lists(st.tuples(st.sampled_from(SECTORS), st.text(SIGNS, min_size=3, max_size=3)), max_size=24)


def rooms() -> st.SearchStrategy[Ballots]:
    def made(voters: list[tuple[str, str]]) -> Ballots:
        return room(**{key: [signs for sector, signs in voters if sector == key] for key in SECTORS})

    return VOTERS.filter(bool).map(made)


def sums_of(found: ConsensusResult) -> Iterator[tuple[Tally, list[Tally]]]:
    """Every total with the cells it is the sum of."""
    for one in found.statements:
        yield one.total, [cell for cell in one.cells if cell]


@settings(deadline=None, max_examples=40)
@given(rooms())
def test_no_part_and_no_cell_has_fewer_than_five(given_: Ballots) -> None:
    found = result_of(given_, groups_from=100)
    assert all(part.voices >= 5 for part in found.parts)
    assert all(cell is None or cell.answered >= 5 for one in found.statements for cell in one.cells)
    assert all(band.voices >= 5 for band in found.bands)


@settings(deadline=None, max_examples=40)
@given(rooms())
def test_totals_are_sums_of_what_is_shown_so_that_nothing_hidden_follows(given_: Ballots) -> None:
    found = result_of(given_, groups_from=100)
    assert found.voices == sum(part.voices for part in found.parts)
    for total, cells in sums_of(found):
        assert dataclasses.astuple(total) == tuple(
            sum(getattr(cell, name) for cell in cells) for name in ("for_", "against", "no_opinion", "missing")
        )


@settings(deadline=None, max_examples=40)
@given(rooms(), st.integers(0, 10))
def test_what_is_hidden_may_be_anything_and_the_result_is_the_same(given_: Ballots, seed: int) -> None:
    """The strongest promise: turn every choice round that is in no cell shown, and no reader sees a difference."""
    found = result_of(given_, groups_from=100)
    shown = {key: place for place, part in enumerate(found.parts) for key in part.sectors}
    rng = np.random.default_rng(seed)
    choices = given_.choices.copy()
    for row, sector in enumerate(given_.sectors):
        for column, one in enumerate(found.statements):
            hidden = sector not in shown or one.cells[shown[sector]] is None
            if hidden and choices[row, column] != -9:
                choices[row, column] = rng.integers(-1, 2)
    assert result_of(ballots(choices, given_.sectors), groups_from=100) == found


def test_small_sectors_are_shown_together_when_they_are_enough() -> None:
    found = result_of(
        one_statement({"ngo": (7, 0, 0), "council": (2, 0, 0), "institution": (3, 0, 0)}), groups_from=100
    )
    assert found.parts == (Part(("ngo",), 7), Part(("council", "institution"), 5))
    assert (found.parts[1].name("en"), found.parts[1].pooled) == ("council and institution together", True)
    assert (found.voices, found.left_out) == (12, False)


def test_small_sectors_that_are_not_enough_together_are_nowhere() -> None:
    counts = {"ngo": (7, 0, 0), "council": (2, 0, 0), "institution": (0, 2, 0)}
    found = result_of(one_statement(counts), groups_from=100)
    assert (found.parts, found.voices, found.left_out) == ((Part(("ngo",), 7),), 7, True)
    assert found.statements[0].total == Tally(7, 0, 0, 0)
    assert found.method[-1].sentence("en") == "Fewer than 5 voices of small sectors were left out."


def test_a_room_of_four_shows_nothing_and_says_so() -> None:
    found = result_of(one_statement({"ngo": (2, 2, 0)}), groups_from=100)
    assert (found.parts, found.voices, found.bands, found.answered) == ((), 0, (), None)
    assert found.statements[0].verdict.why("en") == "No sector has enough voices to be shown."


def test_nobody_voted_is_a_result_too() -> None:
    found = result_of(ballots(np.zeros((0, 3), np.int8)), groups_from=100)
    assert (found.voices, found.left_out, found.statements[0].total) == (0, False, Tally(0, 0, 0, 0))


@pytest.mark.parametrize(
    ("complete", "half", "less", "told"),
    [
        (6, 5, 5, [(Answering.EVERY, 6), (Answering.MOST, 5), (Answering.FEWER, 5)]),
        (6, 2, 5, [(Answering.HALF_OR_MORE, 8), (Answering.FEWER, 5)]),
        (6, 2, 3, [(Answering.EVERY, 6), (Answering.NOT_EVERY, 5)]),
        (3, 1, 2, [(Answering.ANY, 6)]),
        (7, 0, 0, [(Answering.EVERY, 7)]),
    ],
)
def test_how_completely_voices_answered_is_told_as_finely_as_it_may(
    complete: int, half: int, less: int, told: list[tuple[Answering, int]]
) -> None:
    found = result_of(room(ngo=["++++"] * complete + ["++.."] * half + ["+..."] * less), groups_from=100)
    assert [(band.answering, band.voices) for band in found.bands] == told


def test_groups_do_not_bring_back_a_hidden_cell() -> None:
    """Where a part's cell is hidden, the groups' cells are hidden too: their sum would be the missing one's total."""
    choices, _camps = planted(200, 1, dividing=15, sure=0.9)
    sectors = ["council"] * 6 + ["residents"] * 194
    choices[:6] = np.where(choices[:6] == -9, 0, choices[:6])
    choices[:6, 0] = -9
    choices[0, 0] = 1
    found = result_of(ballots(choices, sectors), groups_from=100)
    assert found.groups is not None
    assert [one.cells[1] is None for one in found.statements] == [True] + [False] * 19
    assert [[cell is None for cell in group.cells] for group in found.groups.groups] == [[True] + [False] * 19] * 2


def test_groups_are_of_all_voices_shown_so_that_no_rest_follows() -> None:
    choices, _camps = planted(200, 2, dividing=15, sure=0.9)
    choices[:3, 1:] = -9
    found = result_of(ballots(choices), groups_from=100)
    assert found.groups is not None
    for place, one in enumerate(found.statements):
        cells = [group.cells[place] for group in found.groups.groups]
        assert sum(cell.for_ for cell in cells if cell) == one.total.for_
    assert sum(group.voices for group in found.groups.groups) == found.voices


def test_what_is_told_can_be_said_in_any_language() -> None:
    found = result_of(one_statement({"ngo": (7, 0, 0), "residents": (3, 3, 0)}), groups_from=100)
    told: list[Told] = [*found.method, *found.about_groups, *found.statements[0].verdict.reason]
    assert all("{" not in one.sentence(lang) for one in told for lang in ("pl", "en"))


def test_the_voice_of_an_organisation_hides_like_any_other() -> None:
    """Nine ballots of one organisation are one voice, so they are too few to be shown."""
    one = ballots(np.ones((9, 2), np.int8), ("ngo",) * 9, ("Lipa",) * 9)
    assert (len(voices_of(one).sectors), result_of(one, groups_from=100).parts) == (1, ())
