"""What is said of a statement, at the sizes of a room in a small gmina."""

import numpy as np
import pytest
from engine.consensus.rooms import ballots, one_statement, room

from drogowskaz.engine.consensus import FOR, MISSING, Standing, Verdict, result_of

NAMES = {"ngo": "organisations", "institution": "institutions", "council": "council", "residents": "residents"}


def verdict(**counts: tuple[int, int, int]) -> Verdict:
    return result_of(one_statement(counts), groups_from=100).statements[0].verdict


@pytest.mark.parametrize(("voices", "needed"), [(5, 5), (6, 6), (7, 7), (8, 7), (10, 9), (12, 10), (15, 12), (100, 60)])
def test_agreement_needs_so_many_in_each_part(voices: int, needed: int) -> None:
    enough = verdict(ngo=(needed, voices - needed, 0), residents=(voices, 0, 0))
    fewer = verdict(ngo=(needed - 1, voices - needed + 1, 0), residents=(voices, 0, 0))
    assert (enough.standing, fewer.standing == Standing.AGREED) == (Standing.AGREED, False)


def test_everybody_may_agree_against() -> None:
    found = verdict(ngo=(0, 6, 1), residents=(1, 9, 0))
    assert (found.standing, found.side) == (Standing.AGREED, -1)
    assert found.why("en") == (
        "In each part shown most of those who took a side are against, even at the cautious end of the interval."
    )


def test_one_part_alone_is_not_all() -> None:
    found = verdict(ngo=(9, 0, 0))
    assert found.standing is Standing.TOO_LITTLE
    assert found.why("en", NAMES) == (
        "Only one part has enough voices to be shown, so nothing can be compared. Mostly for: organisations."
    )


def test_those_without_an_opinion_keep_a_few_from_being_most() -> None:
    found = verdict(ngo=(5, 0, 6), residents=(9, 0, 0))
    assert (found.standing, found.differ) == (Standing.TOO_LITTLE, False)
    assert found.why("en", NAMES) == (
        "Half or more of those who answered have no opinion or are on the other side: organisations. "
        "Mostly for: residents."
    )


def test_sectors_that_differ_are_told_with_their_sides() -> None:
    found = verdict(ngo=(9, 0, 0), institution=(0, 6, 0))
    assert (found.standing, found.differ, found.split) == (Standing.DIVIDES, True, ())
    assert found.why("en", NAMES).replace("\N{NO-BREAK SPACE}", " ") == (
        "The parts differ more than chance would explain (p < 0.001, exact test corrected over 1 statement). "
        "Mostly for: organisations. Mostly against: institutions."
    )


def test_a_part_that_is_divided_inside_is_told() -> None:
    found = verdict(ngo=(8, 7, 0), institution=(8, 8, 0))
    assert (found.standing, found.differ, found.split) == (Standing.DIVIDES, False, (0, 1))
    assert found.why("en", NAMES) == "Opinion is divided inside: institutions and organisations."


def test_two_of_five_against_two_of_six_is_too_little() -> None:
    found = verdict(ngo=(3, 2, 0), institution=(4, 2, 0))
    assert found.standing is Standing.TOO_LITTLE
    assert found.why("en", NAMES) == (
        "With so few voices chance alone could give such a result: institutions and organisations."
    )


def test_all_may_agree_and_yet_differ_in_how_many() -> None:
    found = verdict(ngo=(100, 0, 0), residents=(65, 35, 0))
    assert (found.standing, found.side, found.differ, found.split) == (Standing.AGREED, FOR, True, (1,))


def test_a_statement_that_hardly_anybody_answered_is_too_little() -> None:
    found = result_of(room(ngo=["+."] * 5, residents=["++"] * 4 + ["+."] * 4), groups_from=100).statements[1].verdict
    assert (found.standing, found.p) == (Standing.TOO_LITTLE, None)
    assert found.why("en", NAMES) == "Too few voices answered here to be shown: residents and organisations."


def test_the_more_statements_the_surer_a_difference_must_be() -> None:
    one = verdict(ngo=(6, 1, 0), residents=(2, 6, 0))
    voters = ["+" * 1, "-" * 1]
    alone = room(ngo=[voters[0]] * 6 + [voters[1]], residents=[voters[0]] * 2 + [voters[1]] * 6)
    twenty = ballots(np.repeat(alone.choices, 20, axis=1), alone.sectors)
    assert (one.differ, result_of(twenty, groups_from=100).statements[0].verdict.differ) == (True, False)


def test_fair_coins_hardly_ever_agree() -> None:
    """Fifteen voices in two sectors who decide by a coin: all would be said to agree once in hundreds of statements."""
    rng = np.random.default_rng(4)
    agreed = 0
    for _room in range(50):
        choices = np.where(rng.random((15, 20)) < 0.5, 1, -1)
        found = result_of(ballots(choices, ("ngo",) * 9 + ("institution",) * 6), groups_from=100)
        agreed += sum(one.verdict.standing is Standing.AGREED for one in found.statements)
    assert agreed <= 5


def test_at_fifteen_voices_a_sharp_difference_is_found_and_noise_seldom_taken_for_one() -> None:
    rng = np.random.default_rng(5)
    hits = wrong = 0
    for _room in range(40):
        chance = np.full((15, 20), 0.5)
        chance[:9, :5], chance[9:, :5] = 0.95, 0.05
        choices = np.where(rng.random((15, 20)) < chance, 1, -1)
        choices[rng.random((15, 20)) < 0.05] = MISSING
        found = result_of(ballots(choices, ("ngo",) * 9 + ("institution",) * 6), groups_from=100)
        hits += sum(one.verdict.differ for one in found.statements[:5])
        wrong += sum(one.verdict.differ for one in found.statements[5:])
    assert hits >= 0.6 * 200
    assert wrong <= 0.01 * 600
