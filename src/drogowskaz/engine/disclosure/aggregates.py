"""Sums over units that are published beside the units' own copies: whose cells must be hidden for their sake."""

from collections.abc import Collection, Mapping


def aggregate_guard(
    numbers: Mapping[str, int], hidden: Collection[str], small: Collection[str], threshold: int
) -> frozenset[str] | None:
    """The further units whose cell must be hidden when the sum of this cell over all of them is published.

    `numbers` are the cell's numbers by unit, those of every unit that the sum is over; `hidden` the units whose copies
    hide it, `small` those of them where it is below the threshold. Zeros are shown, so a hidden number counts as at
    least one. With the sum known, each small number must still be able to be one and to be the greatest small one.

    Of units that are enough by themselves the one with the least number is taken, else the one with the greatest and
    then another. None means that no such choice is enough: the sum itself must be hidden. A sum that is hidden is a
    number like any other in the sums above it: give it there with its number, under its own code. Give the units found
    here to `withheld` as `also`, for each must hide the cell well enough in its own copy.
    """
    assert {*small} <= {*hidden} <= {*numbers}, "small numbers are hidden, and every unit is in the sum"
    chosen = {unit for unit in hidden if numbers[unit] > 0}
    if not small:
        return frozenset()
    free = sorted((unit for unit in numbers if unit not in chosen and numbers[unit] > 0), key=lambda u: (numbers[u], u))
    added: set[str] = set()
    while not is_guarded([numbers[unit] for unit in chosen], threshold):
        if not free:
            return None
        enough = (unit for unit in free if is_guarded([numbers[one] for one in (*chosen, unit)], threshold))
        taken = next(enough, free[-1])
        free.remove(taken)
        chosen.add(taken)
        added.add(taken)
    return frozenset(added)


def is_guarded(hidden: Collection[int], threshold: int) -> bool:
    """Whether one of these hidden numbers, of which the sum is known and each is at least one, can be anything from one
    to the greatest small number."""
    return len(hidden) > 1 and sum(hidden) >= threshold - 1 + len(hidden) - 1
