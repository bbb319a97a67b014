"""Which cells, figures and checks public copies of one unit's forms must not tell, and the proof that it is enough.

The proof of a small number are *alternatives*: forms that differ from the true ones in hidden cells only, and of which
everything else that is published would be the same. In one of them the number is 1, in another the greatest small one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.crosswalk.series import Between
from drogowskaz.engine.disclosure.alternatives import Search, Target
from drogowskaz.engine.disclosure.costs import costs, room
from drogowskaz.engine.disclosure.effects import Changes, Effects, effects, places_of
from drogowskaz.engine.disclosure.forms import CONSTANT, Joint, Place, Told, joint
from drogowskaz.engine.disclosure.knowledge import Among, Knowledge
from drogowskaz.engine.disclosure.small import below, received_by_few, small_cells, threshold
from drogowskaz.engine.disclosure.twins import shared
from drogowskaz.engine.sheets import Sheet


@dataclass(frozen=True)
class Withheld:
    """What the public copies of the forms of one unit must not tell. `threshold` is the least number they show.

    `cells` look all the same in a public copy; which of them are `small` themselves, or tell what `few` were given, is
    not for the public. Of `figures` the value is not shown, of `silent` checks neither that they hold nor that they do
    not.

    For `narrowed` cells the proof is weaker: some other number was found possible, but not those that should be. For
    `exposed` ones none was found, whatever is hidden: with any of those the forms must not be published. `told` cells
    should be hidden, but an earlier public copy showed them: they are shown again, and are neither of the two.
    """

    unit: str
    threshold: int
    cells: frozenset[Place]
    small: frozenset[Place]
    few: frozenset[Place]
    figures: frozenset[Told]
    silent: frozenset[Told]
    narrowed: frozenset[Place]
    exposed: frozenset[Place]
    told: frozenset[Place] = frozenset()
    alternatives: tuple[Mapping[Place, int], ...] = field(repr=False, default=())


def withheld(
    sheets: Iterable[Sheet],
    also: Collection[Place] = (),
    between: Between = way_between,
    *,
    shown: Collection[Place] = (),
    spoken: Collection[Told] = (),
) -> Withheld:
    """What must be withheld from the public copies of these forms of one unit, taken together.

    Give all its forms that are published, of every year: what one copy shows is known to the reader of another. `also`
    are cells that other publications need hidden (see `aggregates`); they are hidden so well that nobody can tell them
    within the threshold.

    `shown` are the cells whose numbers earlier public copies showed, and `spoken` the checks of which they told whether
    they hold and the figures that they showed (see `earlier`): people have read them, so they are not hidden any more,
    whatever follows from them. A number corrected since is not shown yet: leave its cell out. What of those forms was
    hidden before is what is hidden most readily now.

    Raises Unusable when the threshold is not known for a year.
    """
    ordered = sorted(sheets, key=lambda sheet: sheet.year)
    assert len({sheet.unit for sheet in ordered}) == 1, "the forms of one unit"
    assert len({sheet.year for sheet in ordered}) == len(ordered), "one form of each year"
    least = threshold(sheet.year for sheet in ordered)
    together = joint(ordered, shared(ordered, between), frozenset(spoken))
    return _Withholding(together, least, frozenset(also), frozenset(shown)).found()


Demand = tuple[Target, ...]
"""Targets of one quantity of which one is enough."""


def far_from(number: int) -> list[tuple[int, int | None]]:
    """Where an amount is at least by half of itself away from the true one: the nearest and farthest such numbers."""
    up = (number + (number + 1) // 2, None)
    return [(1, number // 2), up] if number > 1 else [up]


class _Withholding:
    """Hides what is small, then whatever stands in the way of the alternatives that every small number needs."""

    def __init__(self, together: Joint, least: int, also: frozenset[Place], shown: frozenset[Place]) -> None:
        self.joint = together
        self.least = least
        self.known = {
            quantity: None for quantity, known in enumerate(together.quantities) if not shown.isdisjoint(known.places)
        }
        self.small: dict[int, None] = {}
        self.few: dict[int, None] = {}
        self.below: dict[int, None] = {}
        self.also = {
            quantity: None
            for quantity, known in enumerate(together.quantities)
            if known.number > 0 and not also.isdisjoint(known.places)
        }
        self._mark()
        self.told = [one for one in (*self.small, *self.few, *self.also) if one in self.known]
        for marked in (self.small, self.few, self.below, self.also):
            for quantity in marked.keys() & self.known.keys():
                del marked[quantity]
        self.hidden: dict[int, None] = {}
        self._hide([*self.small, *self.below, *self.few, *self.also])
        years = frozenset(year for year, _row, _offset in shown)
        self.search = Search(Knowledge(together), costs(together, years), room(together, least), self.hidden)
        self._forget()

    def _mark(self) -> None:
        """What is hidden by itself, and what a reader knows of each quantity that may be hidden."""
        for place, form in enumerate(self.joint.forms):
            small = small_cells(form.sheet, self.least)
            for cells, into in (
                (small, self.small),
                (below(form.sheet, small), self.below),
                (received_by_few(form.sheet, small), self.few),
            ):
                found = (self.joint.at(place, cell) for cell in form.sheet.values if cell in cells)
                into |= dict.fromkeys(quantity for quantity in found if quantity != CONSTANT)
            for cell in small:
                if below(form.sheet, [cell]):
                    # A zero is hidden only below a small whole: who takes a part for zero takes the whole for small.
                    self.joint.quantities[self.joint.at(place, cell)].most = self.least - 1
        opened = self._opened() if self.known else set()
        for quantity, known in enumerate(self.joint.quantities):
            if quantity in self.known:
                known.least = known.most = known.number
            elif quantity in self.below and quantity not in opened:
                known.least = 0
            elif known.number <= 0:
                known.least = known.most = known.number

    def _opened(self) -> set[int]:
        """The numbers below small wholes that stand beside one that is known: by the rule of the marks no hidden one of
        them is zero, so their zeros are shown, and known too."""
        families: dict[Place, set[int]] = {}
        for place, form in enumerate(self.joint.forms):
            rows = form.sheet.edition.row_by_key
            for key, offset in form.sheet.values:
                parent, quantity = rows[key].parent, self.joint.at(place, (key, offset))
                if parent is not None and quantity in self.below:
                    whole = self.joint.at(place, (parent, offset))
                    families.setdefault((place, parent, offset), {whole}).add(quantity)
        found: set[int] = set()
        while True:
            opened = {one for family in families.values() if not family.isdisjoint(self.known) for one in family}
            if opened <= found:
                return found & {*self.below}
            found |= opened
            self.known |= dict.fromkeys(one for one in opened & {*self.below} if not self._number(one))

    def _number(self, quantity: int) -> int:
        return self.joint.quantities[quantity].number

    def _hide(self, quantities: Iterable[int]) -> None:
        """These, and what tells the same cell with another number in another year's form."""
        waiting = list(quantities)
        while waiting:
            quantity = waiting.pop()
            if quantity in self.hidden or quantity in self.known:
                continue
            self.hidden[quantity] = None
            for pair in self.joint.twins:
                if quantity in pair:
                    waiting += [one for one in pair if self._number(one) > 0]

    def found(self) -> Withheld:
        for wanted in self._demands():
            if not self._met(wanted):
                self._seek(wanted)
        tried = self.found_so_far
        seen = effects(self.joint, tried)
        self._forget()
        for changes, one in zip(tried, seen, strict=True):
            if not one.sure:
                self._keep(changes)
        return self._told([one for one in seen if not one.sure])

    def _seek(self, wanted: Demand) -> None:
        """Hide what an alternative needs hidden; where there is none, what a lesser one needs."""
        lesser = [one for target in wanted for one in self._lesser(target)]
        for targets in (wanted, tuple(lesser)):
            for among in self._ways:
                for target in targets:
                    if self._met((target,)):
                        return
                    changes = self.search.find(target, among)
                    if changes is not None and (among is not Among.MUST_HOLD or self._is_unseen(changes)):
                        self._keep(changes)
                        self._hide(changes)
                        return

    @property
    def _ways(self) -> tuple[Among, ...]:
        """Bounds are stricter than what is known: what earlier copies told may be kept by an alternative outside."""
        spoken = any(form.spoken for form in self.joint.forms)
        return (*Among,) if spoken else (Among.ALL, Among.SURE)

    def _is_unseen(self, changes: Changes) -> bool:
        """Whether nothing of what everybody knows is different in an alternative."""
        (found,) = effects(self.joint, [changes])
        return not found.sure

    def _lesser(self, target: Target) -> list[Target]:
        """Any other number on the same side of the true one, then on the other side."""
        known = self.joint.quantities[target.quantity]
        down = Target(target.quantity, known.least, known.number - 1)
        up = Target(target.quantity, known.number + 1, known.most)
        both = [down, up] if target.least < known.number else [up, down]
        return [one for one in both if one.most is None or one.least <= one.most]

    def _demands(self) -> Iterator[Demand]:
        """What a reader must not be able to rule out."""
        for quantity in self.small:
            yield (Target(quantity, 1, 1),)
            yield (Target(quantity, self.least - 1, self.least - 1),)
        for quantity in self.few:
            number = self._number(quantity)
            if quantity not in self.small:
                yield tuple(Target(quantity, *ends) for ends in far_from(number))
        for quantity in self.also:
            number = self._number(quantity)
            if quantity not in self.small:
                yield (Target(quantity, 1, max(1, number - self.least + 1)),)
                yield (Target(quantity, number + self.least - 1, None),)

    def _forget(self) -> None:
        self.found_so_far: list[Changes] = []
        self.reached = {quantity: {known.number} for quantity, known in enumerate(self.joint.quantities)}

    def _keep(self, changes: Changes) -> None:
        self.found_so_far.append(changes)
        for quantity, change in changes.items():
            self.reached[quantity].add(self._number(quantity) + change)

    def _met(self, wanted: Demand) -> bool:
        return any(target.met(number) for target in wanted for number in self.reached[target.quantity])

    def _told(self, seen: Sequence[Effects]) -> Withheld:
        unmet = {wanted[0].quantity for wanted in self._demands() if not self._met(wanted)}
        moved = {quantity for changes in self.found_so_far for quantity in changes}
        return Withheld(
            unit=self.joint.forms[0].sheet.unit,
            threshold=self.least,
            cells=self._places(self.hidden),
            small=self._places(self.small),
            few=self._places(quantity for quantity in self.few if quantity not in self.small),
            figures=frozenset(told for one in seen for told in one.figures),
            silent=frozenset(told for one in seen for told in one.answers),
            narrowed=self._places(unmet & moved),
            exposed=self._places(unmet - moved),
            told=self._places(self.told),
            alternatives=tuple(places_of(self.joint, changes) for changes in self.found_so_far),
        )

    def _places(self, quantities: Iterable[int]) -> frozenset[Place]:
        return frozenset(place for quantity in quantities for place in self.joint.quantities[quantity].places)
