"""The proof that came with what is withheld, gone through again from the forms themselves."""

from collections.abc import Iterable

from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.crosswalk.series import Between
from drogowskaz.engine.disclosure.effects import Changes, effects
from drogowskaz.engine.disclosure.forms import Joint, Place, joint
from drogowskaz.engine.disclosure.small import received_by_few, small_cells
from drogowskaz.engine.disclosure.twins import shared
from drogowskaz.engine.disclosure.withholding import Withheld, far_from
from drogowskaz.engine.sheets import Sheet

Alternative = dict[Place, int]


def unproven(sheets: Iterable[Sheet], withheld: Withheld, between: Between = way_between) -> frozenset[Place]:
    """The cells that should be hidden by themselves and that the alternatives do not protect.

    A small number is protected when it is hidden and is 1 in one alternative and the greatest small number in another
    (the true form counts too); what few were given, when it is by half of itself away from the true amount in one.

    An alternative counts only when nothing that the public copies tell is different in it: it changes hidden cells
    alone, and a cell that stands in several forms in all of them; every check answers as it does, but those told of by
    nobody; every figure that is shown stays as it is; and a hidden zero stands below a small whole only.
    """
    ordered = sorted(sheets, key=lambda sheet: sheet.year)
    together = joint(ordered, shared(ordered, between))
    sound = _Audience(together, withheld).sound()
    found: set[Place] = set()
    for sheet in ordered:
        small = small_cells(sheet, withheld.threshold)
        for cell in small | received_by_few(sheet, small):
            place, number = (sheet.year, *cell), sheet.value(*cell).number
            reached = {number, *(numbers[place] for numbers in sound if place in numbers)}
            if cell in small:
                safe = {1, withheld.threshold - 1} <= reached
            else:
                ends = far_from(number)
                safe = any(low <= one and (high is None or one <= high) for one in reached for low, high in ends)
            if place not in withheld.told and (place not in withheld.cells or not safe):
                found.add(place)
    return frozenset(found)


class _Audience:
    """What the readers of the public copies would notice of an alternative."""

    def __init__(self, together: Joint, withheld: Withheld) -> None:
        self.together = together
        self.withheld = withheld
        self.known = {place: at for at, quantity in enumerate(together.quantities) for place in quantity.places}
        self.editions = {form.sheet.year: form.sheet.edition for form in together.forms}

    def sound(self) -> list[Alternative]:
        """The alternatives of which they would notice nothing."""
        alike = [
            numbers
            for numbers in map(dict, self.withheld.alternatives)
            if {*numbers} <= self.withheld.cells and not self._contradicts(numbers)
        ]
        seen = effects(self.together, [self._changes(numbers) for numbers in alike])
        return [
            numbers
            for numbers, one in zip(alike, seen, strict=True)
            if not one.sure and one.answers <= self.withheld.silent and one.figures <= self.withheld.figures
        ]

    def _changes(self, numbers: Alternative) -> Changes:
        quantities = self.together.quantities
        return {self.known[place]: number - quantities[self.known[place]].number for place, number in numbers.items()}

    def _number(self, quantity: int, numbers: Alternative) -> int:
        found = self.together.quantities[quantity]
        return numbers.get(found.places[0], found.number)

    def _contradicts(self, numbers: Alternative) -> bool:
        """Whether the alternative gives a cell two numbers, or breaks the rule of the marks, or what forms share."""
        for place, new in numbers.items():
            if any(numbers.get(twin) != new for twin in self.together.quantities[self.known[place]].places):
                return True
        for place in self.withheld.cells:
            if self._number(self.known[place], numbers) < 1 and not self._is_below_small(place, numbers):
                return True
        return any(
            self._number(whole, numbers) != sum(self._number(part, numbers) for part in parts)
            for whole, parts in self.together.sums
        )

    def _is_below_small(self, place: Place, numbers: Alternative) -> bool:
        """Whether the cell stands below a hidden whole that is small in this alternative, in this form or in one that
        has the same cell."""
        for year, key, offset in self.together.quantities[self.known[place]].places:
            rows = self.editions[year].row_by_key
            parent = rows[key].parent
            while parent is not None:
                whole = year, parent, offset
                if whole in self.withheld.cells and 0 < self._number(self.known[whole], numbers) < self.least:
                    return True
                parent = rows[parent].parent
        return False

    @property
    def least(self) -> int:
        return self.withheld.threshold
