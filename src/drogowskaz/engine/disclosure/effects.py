"""What a reader would see if other numbers stood in the hidden cells: the same executor, run on every such form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from drogowskaz.engine.compiled.executor import Half, Numbers, answers, halves
from drogowskaz.engine.disclosure.forms import Form, Joint, Place, Told

Changes = dict[int, int]
"""By quantity, how far it is from its true number; quantities that stay are left out."""


@dataclass(frozen=True)
class Effects:
    """What is not as it truly is in one alternative: what nobody need be told, other answers, other figures."""

    sure: frozenset[Told]
    answers: frozenset[Told]
    figures: frozenset[Told]


def effects(joint: Joint, alternatives: Sequence[Changes]) -> list[Effects]:
    """For each alternative what a reader would see otherwise."""
    sure: list[set[Told]] = [set() for _one in alternatives]
    other: list[set[Told]] = [set() for _one in alternatives]
    figures: list[set[Told]] = [set() for _one in alternatives]
    for place, form in enumerate(joint.forms):
        touched = [one for one, changes in enumerate(alternatives) if _touches(joint, place, changes)]
        numbers = _numbers(joint, place, [alternatives[one] for one in touched])
        flags = np.repeat(form.flags, numbers.shape[1], axis=1)
        said = answers(form.program, numbers, flags)
        for question, one in zip(*np.nonzero(said[:, 1:] != said[:, :1]), strict=True):
            name = form.program.check_ids[form.program.check[question]]
            told = form.sheet.year, name, int(form.program.column[question])
            (sure if form.is_sure(int(question)) else other)[touched[one]].add(told)
        tops, bottoms = halves(form.program, numbers, flags)
        for indicator, one in _figures(form, tops, bottoms):
            program = form.program
            column = int(program.indicator_columns[indicator])
            told = form.sheet.year, program.indicator_ids[indicator], column
            (sure if told[1:] in form.spoken else figures)[touched[one]].add(told)
    return [
        Effects(frozenset(one), frozenset(two), frozenset(three))
        for one, two, three in zip(sure, other, figures, strict=True)
    ]


def _touches(joint: Joint, place: int, changes: Changes) -> bool:
    return any(form == place for quantity in changes for form, _slot in joint.quantities[quantity].slots)


def _numbers(joint: Joint, place: int, alternatives: Sequence[Changes]) -> Numbers:
    """The form's numbers, first the true ones, then those of each alternative."""
    numbers = np.repeat(joint.forms[place].numbers, len(alternatives) + 1, axis=1)
    for one, changes in enumerate(alternatives, 1):
        for quantity, change in changes.items():
            for form, slot in joint.quantities[quantity].slots:
                if form == place:
                    numbers[slot, one] += change
    return numbers


def _figures(form: Form, tops: Half, bottoms: Half) -> Iterator[tuple[int, int]]:
    """The indicators that would be shown otherwise, each with the alternative."""
    edition = form.sheet.edition
    moved = (tops.totals[:, 1:] != tops.totals[:, :1]) | (bottoms.totals[:, 1:] != bottoms.totals[:, :1])
    known = tops.known[:, :1] & bottoms.known[:, :1]
    for indicator, one in zip(*np.nonzero(moved & known), strict=True):
        decimals = edition.indicator_by_id[form.program.indicator_ids[indicator]].decimals
        shown = [_shown(form, tops, bottoms, int(indicator), at, decimals) for at in (0, int(one) + 1)]
        if shown[0] != shown[1]:
            yield int(indicator), int(one)


def _shown(form: Form, tops: Half, bottoms: Half, indicator: int, one: int, decimals: int) -> int | None:
    """The figure in units of its last decimal place; None where the denominator is zero."""
    bottom = Fraction(int(bottoms.totals[indicator, one]), bottoms.denominators[indicator])
    if not bottom:
        return None
    top = Fraction(int(tops.totals[indicator, one]), tops.denominators[indicator])
    return shown_units(form.program.indicator_factors[indicator] * top / bottom, decimals)


def shown_units(value: Fraction, decimals: int) -> int:
    """A figure as print shows it, in units of its last decimal place: a half is rounded away from zero."""
    units = int(abs(value) * 10**decimals + Fraction(1, 2))
    return units if value >= 0 else -units


def places_of(joint: Joint, changes: Changes) -> dict[Place, int]:
    """The numbers of an alternative by the cells of the forms that they stand in."""
    return {
        place: joint.quantities[quantity].number + change
        for quantity, change in changes.items()
        for place in joint.quantities[quantity].places
    }
