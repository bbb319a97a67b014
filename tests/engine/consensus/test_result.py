"""The result as a whole: what moves it and what does not."""

import numpy as np
from engine.consensus.rooms import SECTORS, ballots, planted
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.consensus import VERSION, Ballots, ConsensusResult, Standing, result_of
from drogowskaz.engine.consensus.words import StatementResult


def a_room(seed: int, voters: int = 24) -> Ballots:
    rng = np.random.default_rng(seed)
    choices = rng.choice(np.array([1, 0, -1, -9], np.int8), (voters, 4), p=[0.5, 0.1, 0.3, 0.1])
    organisations = ["", "", "Lipa", "Dąb"]
    return ballots(
        choices,
        [SECTORS[place] for place in rng.integers(0, 4, voters)],
        [organisations[place] for place in rng.integers(0, 4, voters)],
    )


def reordered(room: Ballots, order: list[int]) -> Ballots:
    return Ballots(
        room.statements,
        tuple(room.sectors[place] for place in order),
        tuple(room.organisations[place] for place in order),
        room.choices[order],
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 50), st.permutations(range(24)))
def test_the_order_of_ballots_changes_nothing(seed: int, order: list[int]) -> None:
    room = a_room(seed)
    assert result_of(reordered(room, order), groups_from=100) == result_of(room, groups_from=100)


def test_the_order_of_ballots_changes_no_groups_either() -> None:
    room = ballots(planted(120, 3, dividing=15, sure=0.9)[0])
    order = np.random.default_rng(1).permutation(120).tolist()
    found = result_of(room, groups_from=100)
    assert found.groups is not None
    assert result_of(reordered(room, order), groups_from=100) == found


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 50), st.permutations(SECTORS))
def test_other_names_of_sectors_change_nothing_but_the_names(seed: int, names: list[str]) -> None:
    room, named = a_room(seed), dict(zip(SECTORS, names, strict=True))
    # Organisations whose voters name several sectors are told apart by the alphabet, so here they name one.
    room = Ballots(room.statements, room.sectors, ("",) * 24, room.choices)
    other = Ballots(room.statements, tuple(named[one] for one in room.sectors), room.organisations, room.choices)

    def by_name(found: ConsensusResult, rename: dict[str, str]) -> dict[frozenset[str], list[object]]:
        return {
            frozenset(rename[key] for key in part.sectors): [part.voices, *(one.cells[at] for one in found.statements)]
            for at, part in enumerate(found.parts)
        }

    first, second = result_of(room, groups_from=100), result_of(other, groups_from=100)
    assert by_name(first, named) == by_name(second, {name: name for name in names})
    assert [standing(one) for one in first.statements] == [standing(one) for one in second.statements]


def standing(one: StatementResult) -> tuple[Standing, int, float | None, bool]:
    return one.verdict.standing, one.verdict.side, one.verdict.p, one.verdict.differ


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 50))
def test_who_is_for_becomes_against_and_the_verdicts_mirror(seed: int) -> None:
    room = a_room(seed)
    turned = np.where(room.choices == -9, -9, -room.choices).astype(np.int8)
    mirrored = Ballots(room.statements, room.sectors, room.organisations, turned)
    first, second = result_of(room, groups_from=100), result_of(mirrored, groups_from=100)
    assert [one.verdict.standing for one in first.statements] == [one.verdict.standing for one in second.statements]
    assert [one.verdict.side for one in first.statements] == [-one.verdict.side for one in second.statements]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 50))
def test_shares_lie_in_their_intervals(seed: int) -> None:
    for one in result_of(a_room(seed), groups_from=100).statements:
        for cell in (*one.cells, one.total):
            if cell and cell.share is not None and cell.interval:
                assert 0 <= cell.interval.low <= cell.share <= cell.interval.high <= 1


def test_the_same_seed_gives_the_same_result_and_the_version_is_told() -> None:
    room = ballots(planted(120, 5, dividing=15, sure=0.9)[0])
    found = result_of(room, groups_from=100, seed=4)
    assert (result_of(room, groups_from=100, seed=4), found.version) == (found, VERSION)


def test_the_share_answered_is_that_of_the_cells_shown() -> None:
    room = ballots(np.array([[1, 1]] * 5 + [[1, -9]] * 5, np.int8), ("ngo",) * 10)
    assert result_of(room, groups_from=100).answered == 0.75
