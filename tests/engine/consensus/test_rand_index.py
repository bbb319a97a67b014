"""How alike two partitions are."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.consensus.rand_index import adjusted_rand

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)


def by_pairs(one: list[int], other: list[int]) -> float:
    """The same from its meaning: pairs that are together in both, beyond what chance would put together."""
    pairs = list(combinations(range(len(one)), 2))
    first = [one[a] == one[b] for a, b in pairs]
    second = [other[a] == other[b] for a, b in pairs]
    both, most = sum(a and b for a, b in zip(first, second, strict=True)), (sum(first) + sum(second)) / 2
    chance = sum(first) * sum(second) / len(pairs)
    return 1.0 if most == chance else (both - chance) / (most - chance)


@settings(deadline=None, max_examples=40)
@given(LABELS)
def test_it_is_what_counting_pairs_gives(labels: list[tuple[int, int]]) -> None:
    one, other = [a for a, _b in labels], [b for _a, b in labels]
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(by_pairs(one, other))


def test_names_of_groups_do_not_matter() -> None:
    assert adjusted_rand(np.array([0, 0, 1, 1, 2]), np.array([5, 5, 0, 0, 1])) == 1.0


def test_the_example_of_the_books() -> None:
    """Hubert and Arabie's index of this pair, as it is found in many places."""
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])) == pytest.approx(0.5714, abs=1e-4)
