"""What a reader of the public copies knows of hidden numbers, as bounds on how far they may be from the true ones.

Known are every number that is shown, what each check says of each column (that no finding is listed is knowledge too),
what forms of several years share, and the figures that earlier copies showed. A check that may hold in several ways is
taken to hold in one of those in which it truly does: fewer forms then look possible than really are, so that what is
found possible is possible indeed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from math import inf

from drogowskaz.engine.compiled.executor import SAME_PAIRS, halves
from drogowskaz.engine.compiled.program import NUMBER
from drogowskaz.engine.disclosure.effects import shown_units
from drogowskaz.engine.disclosure.forms import CONSTANT, Entries, Form, Joint, Quantity

TRUE, FALSE = 2, 0
"""What nodes are inside the executor."""
Range = tuple[int | None, int | None]
TOTALS: dict[str, Range] = {
    "=": (0, 0), "<": (None, -1), "<=": (None, 0), ">": (1, None), ">=": (0, None),
}  # fmt: skip
"""Where the total of an atom must be for its relation to hold."""
NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Among(Enum):
    """Whose bounds are asked for: those of all checks; of those whose answer everybody knows; of those among them that
    must hold for a form to be signed."""

    ALL = auto()
    SURE = auto()
    MUST_HOLD = auto()


@dataclass(frozen=True)
class Bound:
    """`least` ≤ sum of factor × change of quantity ≤ `most`; the true numbers, no change at all, are within."""

    parts: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None

    def allows(self, changes: dict[int, int]) -> bool:
        """Whether these changes, all others being none, keep within."""
        total = sum(factor * changes.get(quantity, 0) for quantity, factor in self.parts)
        return (self.least is None or self.least <= total) and (self.most is None or total <= self.most)


@dataclass(eq=False)
class Knowledge:
    """The bounds of each question, found when they are first asked for."""

    joint: Joint

    def __post_init__(self) -> None:
        self._bounds: dict[tuple[int, int], tuple[Bound, ...]] = {}
        self._on: dict[tuple[int, Among], dict[int, Bound]] = {}
        self._same: dict[Bound, Bound] = {}

    @cached_property
    def _always(self) -> dict[int, list[Bound]]:
        """What is known by no check, by quantity: sums over forms, and the figures that earlier copies showed."""
        bounds = [bound for form in range(len(self.joint.forms)) for bound in _Reading(self.joint, form).figures()]
        for whole, parts in self.joint.sums:
            factors = {whole: 1}
            for part in parts:
                factors[part] = factors.get(part, 0) - 1
            bounds.append(Bound(tuple(factors.items()), 0, 0))
        found: dict[int, list[Bound]] = {}
        for bound in bounds:
            for quantity, _factor in bound.parts:
                found.setdefault(quantity, []).append(bound)
        return found

    def about(self, quantities: Iterable[int], among: Among = Among.ALL) -> tuple[Bound, ...]:
        """Every bound on any of these quantities."""
        found: dict[int, Bound] = {}
        for quantity in quantities:
            found |= self._about(quantity, among)
        return tuple(found.values())

    def _about(self, quantity: int, among: Among) -> dict[int, Bound]:
        """The bounds on one quantity by their identity: alike ones are one, and to hash them would take long."""
        key = quantity, among
        if key not in self._on:
            bounds = [*self._always.get(quantity, ())]
            for form, slot in self.joint.quantities[quantity].slots:
                for question in self._questions(form, slot, among):
                    bounds += self.of(form, question)
            alike = (self._same.setdefault(bound, bound) for bound in bounds)
            self._on[key] = {id(one): one for one in alike if any(part == quantity for part, _factor in one.parts)}
        return self._on[key]

    def _questions(self, form: int, slot: int, among: Among) -> Iterator[int]:
        one = self.joint.forms[form]
        told = {Among.ALL: lambda _question: True, Among.SURE: one.is_sure, Among.MUST_HOLD: one.must_hold}[among]
        return filter(told, one.questions_of[slot])

    def of(self, form: int, question: int) -> tuple[Bound, ...]:
        """The bounds under which the question keeps its answer."""
        key = form, question
        if key not in self._bounds:
            node = int(self.joint.forms[form].program.node[question])
            self._bounds[key] = _Reading(self.joint, form).node(node)
        return self._bounds[key]


@dataclass(frozen=True)
class _Reading:
    """Reads nodes of one form as bounds."""

    joint: Joint
    place: int

    @property
    def form(self) -> Form:
        return self.joint.forms[self.place]

    def node(self, node: int) -> tuple[Bound, ...]:
        """What keeps the truth of a node as it is."""
        program = self.form.program
        if node < len(program.atoms):
            return () if self.form.nodes[node] not in (TRUE, FALSE) else self._atom(node)
        node_of_copies = node - len(program.atoms) - len(program.test_slot)
        if node_of_copies < 0:
            return ()  # presence is shown
        if node_of_copies < len(program.copies):
            return self._copy(node_of_copies, self.form.nodes[node])
        any_, members = self.form.groups[node]
        truth = self.form.nodes[node]
        if truth == (TRUE if any_ else FALSE):
            ways = [self.node(member) for member in members if self.form.nodes[member] == truth]
            return min(ways, key=self._weight)
        return tuple(dict.fromkeys(bound for member in members for bound in self.node(member)))

    def figures(self) -> Iterator[Bound]:
        """What keeps the figures as they are of which earlier public copies told."""
        program = self.form.program
        known = halves(program, self.form.numbers, self.form.flags)
        for indicator, name in enumerate(program.indicator_ids):
            told = (name, int(program.indicator_columns[indicator])) in self.form.spoken
            if told and all(half.known[indicator, 0] for half in known):
                scale = Fraction(known[1].denominators[indicator], known[0].denominators[indicator])
                decimals = self.form.sheet.edition.indicator_by_id[name].decimals
                yield from self._figure(indicator, program.indicator_factors[indicator] * scale * 10**decimals)

    def _figure(self, indicator: int, factor: Fraction) -> Iterator[Bound]:
        """factor × numerator ÷ denominator rounds to what it does; a denominator that is not above zero stays."""
        top, over = self.form.half("numerator", indicator)
        bottom, under = self.form.half("denominator", indicator)
        one, other = self.form.total(top, over), self.form.total(bottom, under)
        if other <= 0:
            yield from self._within(bottom, other, (other, other))
            if other:
                yield from self._within(top, one, (one, one))
            return
        yield from self._within(bottom, other, (1, None))
        units = shown_units(factor * one / other, 0)
        # A half is rounded away from zero: of the two ends the one nearer to zero belongs to the figure.
        for half, wanted in ((-1, (0 if units > 0 else 1, None)), (1, (None, 0 if units < 0 else -1))):
            times, less = 2 * factor.numerator, (2 * units + half) * factor.denominator
            entries: dict[int, int] = {}
            for part, sign in ((top, times), (bottom, -less)):
                entries = self._plus(entries, dict(part), sign)
            yield from self._within(tuple(entries.items()), times * one - less * other, wanted)

    def _weight(self, bounds: tuple[Bound, ...]) -> tuple[int, int]:
        return len(bounds), len({quantity for bound in bounds for quantity, _factor in bound.parts})

    def _atom(self, atom: int) -> tuple[Bound, ...]:
        relation, holds = self.form.relations[atom], self.form.nodes[atom] == TRUE
        entries, constant = self.form.entries("atoms", atom)
        total = self.form.total(entries, constant)
        if relation in ("=", "!="):
            wanted: Range = (0, 0) if (relation == "=") is holds else (1, None) if total > 0 else (None, -1)
        else:
            wanted = TOTALS[relation if holds else NEGATED[relation]]
        return self._within(entries, total, wanted)

    def _within(self, entries: Entries, total: int, wanted: Range) -> tuple[Bound, ...]:
        """Bounds that keep a row's total, now `total`, where it is wanted."""
        least, most = wanted
        found: list[Bound] = []
        ways: list[tuple[int, dict[int, int]]] = [(total, {})]
        for place, factor in entries:
            if place < self.form.program.cells:
                ways = [(at, self._plus(factors, {place: factor})) for at, factors in ways]
                continue
            inner, constant = self.form.entries("magnitudes", place - self.form.program.cells)
            inside = self.form.total(inner, constant)
            signs = [1, -1] if self._both(least, most, factor) else [1 if inside >= 0 else -1]
            if len(signs) == 1:
                found += self._within(inner, inside, (0, None) if signs[0] > 0 else (None, 0))
            flat, more = self._flat(inner)
            found += more
            ways = [
                (at - factor * abs(inside) + sign * factor * inside, self._plus(factors, flat, sign * factor))
                for at, factors in ways
                for sign in signs
            ]
        for at, factors in ways:
            found += self._bound(factors, at, least, most)
        return tuple(dict.fromkeys(found))

    def _both(self, least: int | None, most: int | None, factor: int) -> bool:
        """Whether the distance only makes the total less likely to be within: then it must be so with either sign."""
        return (most is None and factor < 0) or (least is None and factor > 0)

    def _flat(self, entries: Entries) -> tuple[dict[int, int], list[Bound]]:
        """A row inside a distance without the distances inside it, which keep their signs."""
        factors: dict[int, int] = {}
        found: list[Bound] = []
        for place, factor in entries:
            if place < self.form.program.cells:
                factors = self._plus(factors, {place: factor})
                continue
            inner, constant = self.form.entries("magnitudes", place - self.form.program.cells)
            inside = self.form.total(inner, constant)
            found += self._within(inner, inside, (0, None) if inside >= 0 else (None, 0))
            flat, more = self._flat(inner)
            found += more
            factors = self._plus(factors, flat, factor if inside >= 0 else -factor)
        return factors, found

    def _plus(self, factors: dict[int, int], more: dict[int, int], times: int = 1) -> dict[int, int]:
        found = dict(factors)
        for place, factor in more.items():
            found[place] = found.get(place, 0) + times * factor
        return found

    def _bound(self, factors: dict[int, int], total: int, least: int | None, most: int | None) -> list[Bound]:
        """The bound on quantities instead of slots; none when it holds whatever they are."""
        parts: dict[int, int] = {}
        for place, factor in factors.items():
            quantity = self.joint.of[self.place][place]
            if quantity != CONSTANT:
                parts[quantity] = parts.get(quantity, 0) + factor
        kept = tuple((quantity, factor) for quantity, factor in parts.items() if factor)
        bound = Bound(kept, None if least is None else least - total, None if most is None else most - total)
        return [] if self._surely(bound) else [bound]

    def _surely(self, bound: Bound) -> bool:
        """Whether the bound holds for all that the quantities in it may be."""
        low, high = _reach(bound, self.joint.quantities)
        return (bound.least is None or bound.least <= low) and (bound.most is None or high <= bound.most)

    def _copy(self, copy: int, truth: int) -> tuple[Bound, ...]:
        """A column that is a copy of another stays one; one that is not keeps the difference that can be seen best."""
        program = self.form.program
        inside = range(program.copies.ptr[copy], program.copies.ptr[copy + 1])
        pairs = [(int(program.copies.place[at]), int(program.other[at])) for at in inside]
        if (truth == TRUE) is not bool(program.copy_negated[copy]):
            return tuple(bound for one, other in pairs for bound in self._gap(one, other, (0, 0)))
        flags, numbers = self.form.flags[:, 0], self.form.numbers[:, 0]
        if any((flags[one] ^ flags[other]) & NUMBER for one, other in pairs):
            return ()  # a number on one side only is shown
        unlike = [(one, other) for one, other in pairs if numbers[one] != numbers[other]]
        if unlike:
            ways = [
                tuple(self._gap(one, other, (1, None) if numbers[one] > numbers[other] else (None, -1)))
                for one, other in unlike
            ]
            return min(ways, key=self._weight)
        assert sum(bool(numbers[one]) for one, _other in pairs) < SAME_PAIRS, "else it would be a copy"
        zeros = [place for pair in pairs for place in pair if not numbers[place]]
        return tuple(bound for place in zeros for bound in self._bound({place: 1}, 0, 0, 0))

    def _gap(self, one: int, other: int, wanted: Range) -> list[Bound]:
        total = int(self.form.numbers[one, 0]) - int(self.form.numbers[other, 0])
        return self._bound(self._plus({one: 1}, {other: -1}), total, *wanted)


def _reach(bound: Bound, quantities: Sequence[Quantity]) -> tuple[float, float]:
    """How far down and up the sum of a bound can go."""
    low = high = 0.0
    for quantity, factor in bound.parts:
        known = quantities[quantity]
        ends = known.least - known.number, inf if known.most is None else known.most - known.number
        low += factor * ends[factor < 0]
        high += factor * ends[factor > 0]
    return low, high
