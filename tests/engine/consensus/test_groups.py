"""Groups of opinion: found where they were planted, and not where there are none. Rates over seeds."""

import numpy as np
import pytest
from engine.consensus.rooms import ballots, by_degrees, noise, planted

from drogowskaz.engine.consensus import result_of
from drogowskaz.engine.consensus.clusters import best_clusters, nearest
from drogowskaz.engine.consensus.grouping import LEVEL, Found, found_in
from drogowskaz.engine.consensus.latent import filled, scores
from drogowskaz.engine.consensus.nulls import Cloud, shuffled
from drogowskaz.engine.consensus.rand_index import adjusted_rand


def found(choices: np.ndarray, seed: int = 0) -> Found:
    return found_in(choices, groups_from=100, smallest=5, seed=seed)


def groups(one: Found) -> int:
    """How many groups are told; none is 0."""
    return 0 if one.labels is None else int(one.labels.max()) + 1


@pytest.mark.parametrize(
    ("even", "missing"), [(True, 0.0), (False, 0.0), (False, 0.15)], ids=["even", "margins", "gaps"]
)
def test_in_pure_noise_of_four_hundred_no_groups_are_found(even: bool, missing: float) -> None:
    told = [groups(found(noise(400, seed, even=even, missing=missing), seed)) for seed in range(40)]
    assert told == [0] * 40


def test_in_pure_noise_of_one_hundred_and_twenty_no_groups_are_found() -> None:
    assert [groups(found(noise(120, seed), seed)) for seed in range(40)] == [0] * 40


def test_two_planted_groups_of_four_hundred_are_found() -> None:
    for seed in range(2):
        choices, camps = planted(400, seed)
        one = found(choices, seed)
        assert groups(one) == 2
        assert one.labels is not None
        assert adjusted_rand(one.labels, camps) > 0.8


def test_three_planted_groups_are_found() -> None:
    choices, camps = planted(400, 3, dividing=15, sizes=(0.4, 0.3, 0.3))
    one = found(choices)
    assert groups(one) == 3
    assert one.labels is not None
    assert adjusted_rand(one.labels, camps) > 0.8


@pytest.mark.parametrize("one_way", [False, True], ids=["opinion", "habit-to-agree"])
def test_degrees_of_one_opinion_are_not_taken_for_groups(one_way: bool) -> None:
    ones = [found(by_degrees(150, seed, one_way=one_way), seed) for seed in range(8)]
    assert [groups(one) for one in ones] == [0] * 8
    assert all(one.p_structure is not None and one.p_structure < LEVEL for one in ones), "there is a structure"


def test_at_fifteen_voices_it_is_said_that_they_are_too_few() -> None:
    one = result_of(ballots(planted(15, 1)[0]), groups_from=100)
    assert one.groups is None
    assert [told.sentence("en") for told in one.about_groups] == [
        "There are too few voices to look for groups of opinion: 15 voices that answered at least half of the "
        "statements, where 100 are needed. With so few, groups are found even where there are none. What can be said "
        "is said by sector."
    ]
    assert [part.voices for part in one.parts] == [15]


def test_with_too_few_statements_it_is_said_so() -> None:
    one = result_of(ballots(planted(200, 1)[0][:, :4]), groups_from=100)
    assert [told.sentence("en") for told in one.about_groups] == [
        "There are too few statements on which voices differ to look for groups of opinion: 4 statements, where 5 are "
        "needed."
    ]


def test_noise_is_told_to_have_no_structure() -> None:
    (told,) = result_of(ballots(noise(150, 1, missing=0)), groups_from=100).about_groups
    assert told.sentence("en").startswith("No groups of opinion are told: shuffled answers give as much structure (p")


def test_found_groups_come_with_their_tests_and_what_they_say() -> None:
    choices, _camps = planted(200, 4)
    one = result_of(ballots(choices), groups_from=100)
    assert one.groups is not None
    sizes = [group.voices for group in one.groups.groups]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == 200
    assert set(one.groups.telling) <= set(range(10))
    assert one.about_groups[0].sentence("en").startswith("Voices fall into 2 groups of opinion.")
    assert (one.groups.p_structure, one.groups.p_cloud) == (0.005, 0.005)


def test_shuffling_keeps_how_popular_each_statement_is_and_who_did_not_answer() -> None:
    matrix = np.where(noise(50, 1) == -9, np.nan, noise(50, 1)).astype(float)
    for copy in shuffled(matrix, 3, np.random.default_rng(0)):
        assert np.array_equal(np.isnan(copy), np.isnan(matrix))
        assert np.array_equal(np.sort(copy, axis=0), np.sort(matrix, axis=0), equal_nan=True)


def test_the_cloud_keeps_how_popular_statements_are_and_how_they_go_together() -> None:
    choices = by_degrees(2000, 2)
    matrix = np.where(choices == -9, np.nan, choices).astype(float)
    drawn = Cloud(matrix).drawn(10, np.random.default_rng(0))
    sided = np.abs(matrix) == 1
    assert all(np.array_equal(copy[~sided], matrix[~sided], equal_nan=True) for copy in drawn)
    copies = np.concatenate(list(drawn))
    assert np.allclose((copies == 1).mean(axis=0), (matrix == 1).mean(axis=0), atol=0.03)
    gap = np.cov(filled(copies[None])[0].T) - np.cov(filled(matrix[None])[0].T)
    assert float(np.abs(gap).max()) < 0.05


def test_a_missing_choice_takes_the_mean_of_its_statement() -> None:
    block = np.array([[[1.0, np.nan], [-1.0, 1.0], [np.nan, 0.0]]])
    assert filled(block).tolist() == [[[1.0, 0.5], [-1.0, 1.0], [0.0, 0.0]]]


def test_explained_is_the_share_of_the_two_main_directions() -> None:
    block = np.random.default_rng(1).standard_normal((1, 30, 4))
    values = np.sort(np.linalg.eigvalsh(np.cov(block[0].T)))
    assert scores(block).explained[0] == pytest.approx(values[-2:].sum() / values.sum())


def test_groups_that_stand_apart_are_found_and_newcomers_go_to_the_nearest() -> None:
    rng = np.random.default_rng(1)
    camps = np.repeat([0, 1, 2], 20)
    places = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]])[camps] + rng.standard_normal((60, 2))
    one = best_clusters(places.T[None], rng)
    assert (int(one.groups[0]), adjusted_rand(one.labels[0], camps)) == (3, 1.0)
    newcomers = nearest(places.T, one.labels[0], np.array([[0.5, 9.5], [8.0, 0.5]]))
    assert newcomers.tolist() == [one.labels[0][40], one.labels[0][20]]


def test_a_group_that_is_too_small_is_as_good_as_none() -> None:
    places = np.concatenate([np.random.default_rng(1).standard_normal((30, 2)), [[50.0, 50.0]]]).T[None]
    assert best_clusters(places, np.random.default_rng(0), smallest=5).silhouette[0] < 0.6
