"""What can be computed of hidden numbers from nothing but what is published: the numbers, marks, figures and findings.

The auditor knows the definitions, as everybody does, and the rule of the marks; it does not know the forms. Nothing
that chooses the cells to hide is used here: a mistake made there must not hide from the auditor.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.engine.compiled.questions import Question, questions
from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.crosswalk.series import Between
from drogowskaz.engine.disclosure.copies import Place, Published, Told, crosswalk_between, repeated, single_ways
from drogowskaz.engine.disclosure.deduction import Puzzle, Undecided
from drogowskaz.engine.disclosure.readings import (
    Fact,
    Look,
    NotAtHand,
    Reading,
    TooMany,
    Unknown,
    Unreadable,
    Way,
    fact,
    ways_of,
)
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.sheets import block_cells
from drogowskaz.engine.values import EMPTY, Kind, State, Value

TWINS = 2


@dataclass(frozen=True)
class Recomputed:
    """A hidden number of which more can be told than that it is hidden: it lies between these two."""

    place: Place
    least: int
    most: int


@dataclass(frozen=True)
class Audit:
    """What came out. Of `undecided` cells the solver could not tell; `unused` answers can come about in too many ways
    to be gone through."""

    recomputed: tuple[Recomputed, ...]
    undecided: tuple[Place, ...]
    unused: tuple[Told, ...]


def audit(published: Iterable[Published], threshold: int, between: Between = way_between) -> Audit:
    """Every hidden number that can be computed, or told to be small and which of the small ones it cannot be.

    `threshold` is the least number of people that the copies say they show. The copies are those of one unit. Forms of
    other units, and last year's where it is not among the copies, are not known to the auditor.
    """
    return _Auditor(tuple(published), threshold, between).found()


class _Auditor:
    def __init__(self, published: tuple[Published, ...], threshold: int, between: Between) -> None:
        self.published = published
        self.threshold = threshold
        self.between = between
        self.place_of: list[tuple[int, Place]] = [
            (copy, place) for copy, one in enumerate(published) for place, value in one.cells.items() if value is None
        ]
        self.name_of = {place: name for name, place in enumerate(self.place_of)}
        self.unused: list[Told] = []
        self._last_rows: dict[tuple[int, int], dict[str, str]] = {}

    def found(self) -> Audit:
        same = [*repeated(self.published, self._seen, self.between)]
        least = self._least([hidden for hidden, _said in same])
        facts: list[Fact] = []
        choices: list[tuple[Way, ...]] = []
        for ways in (*self._answers(), *self._figures()):
            if len(ways) == 1:
                facts += ways[0]
            else:
                choices.append(tuple(ways))
        puzzle = Puzzle(least, facts, choices, [said for _hidden, said in same])
        recomputed, undecided = [], []
        for name, (copy, place) in enumerate(self.place_of):
            row = self.published[copy].edition.row_by_key[place[1]]
            try:
                ends = self._ends(puzzle, name, row)
            except Undecided:
                undecided.append(place)
                continue
            if ends is not None:
                recomputed.append(Recomputed(place, *ends))
        return Audit(tuple(recomputed), tuple(undecided), tuple(self.unused))

    def _ends(self, puzzle: Puzzle, name: int, row: Row) -> tuple[int, int] | None:
        """Between what a hidden number is known to lie; None when that is no more than the mark tells."""
        counted = row.kind is Kind.COUNT and row.sensitive
        if puzzle.spread(name, 1, self.threshold - 1) if counted else puzzle.moved(name):
            return None
        ends = puzzle.ends(name, self.threshold)
        if ends is None or ends[0] < 1:
            return None
        least, most = ends
        narrow = most < self.threshold and ends != (1, self.threshold - 1)
        return ends if least == most or (counted and narrow) else None

    # What is seen

    def _seen(self, copy: int, place: Place) -> Value | Unknown:
        if (copy, place) in self.name_of:
            return Unknown(self.name_of[copy, place])
        return self.published[copy].cells.get(place) or EMPTY

    def _look(self, copy: int, year: int) -> Look:
        def look(cell: Cell) -> Value | Unknown | None:
            assert cell.offset is not None, "expand the wildcard first"
            if cell.whose is Whose.OWN:
                return self._seen(copy, (year, cell.row, cell.offset))
            if cell.whose is Whose.CHILDREN:
                return None
            before = next((at for at, one in enumerate(self.published) if year - 1 in one.years), None)
            if before is None:
                return None
            row = self._last_row(before, copy, cell.row)
            return None if row is None else self._seen(before, (year - 1, row, cell.offset))

        return look

    def _last_row(self, before: int, copy: int, key: str) -> str | None:
        """The row of an earlier copy's edition that is this row of a later one's."""
        if (before, copy) not in self._last_rows:
            crosswalk = crosswalk_between(self.published[before], self.published[copy], self.between)
            rows = {after: old for old, after in single_ways(crosswalk)} if crosswalk else {}
            self._last_rows[before, copy] = rows
        return self._last_rows[before, copy].get(key)

    def _least(self, same: Sequence[tuple[int, ...]]) -> list[int]:
        """What each hidden number is at least: one, unless it may be a zero below a small whole.

        That is so where the whole and all its other parts are marked too; or where it is so in another year's form.
        """
        least = [int(not self._may_be_zero(copy, place)) for copy, place in self.place_of]
        for _step in self.published:
            for hidden in same:
                lowest = min(least[name] for name in hidden)
                for name in hidden if len(hidden) == TWINS else ():
                    least[name] = lowest
        return least

    def _may_be_zero(self, copy: int, place: Place) -> bool:
        year, key, offset = place
        edition = self.published[copy].edition
        row = edition.row_by_key[key]
        if row.parent is None or (copy, (year, row.parent, offset)) not in self.name_of:
            return False
        sisters = [
            other for other in edition.rows if other.parent == row.parent and other.sensitive and other.kind is row.kind
        ]
        seen = [self._seen(copy, (year, other.key, offset)) for other in sisters]
        return row in sisters and not any(isinstance(one, Value) and one.state is State.VALUE for one in seen)

    # What follows from it

    def _answers(self) -> Iterator[list[Way]]:
        for copy, one in enumerate(self.published):
            for year in one.years:
                reading = Reading(one.edition, year, self._look(copy, year))
                for question in questions(one.edition):
                    told = year, question.check.id, question.offset
                    if told not in one.silent and self._touches(copy, year, question):
                        yield self._read(reading, question, told, broken=told in one.findings)

    def _touches(self, copy: int, year: int, question: Question) -> bool:
        edition = self.published[copy].edition
        for node in nodes.walk(question.claim):
            inside = block_cells(node, edition) if isinstance(node, nodes.Block) else [node]
            for cell in inside:
                if isinstance(cell, Cell) and isinstance(self._look(copy, year)(cell), Unknown):
                    return True
        return False

    def _read(self, reading: Reading, question: Question, told: Told, *, broken: bool) -> list[Way]:
        try:
            return reading.answered(question.check, question.offset, broken=broken)
        except NotAtHand:
            return [()]
        except TooMany:
            self.unused.append(told)
            return [()]

    def _figures(self) -> Iterator[list[Way]]:
        """Each figure shown is its ratio, rounded."""
        for copy, one in enumerate(self.published):
            for (year, name, offset), shown in one.figures.items():
                indicator = one.edition.indicator_by_id[name]
                reading = Reading(one.edition, year, self._look(copy, year))
                try:
                    tops, bottoms = (
                        reading.terms(nodes.at(half, offset)) for half in (indicator.numerator, indicator.denominator)
                    )
                except (NotAtHand, Unreadable):
                    continue
                except TooMany:
                    self.unused.append((year, name, offset))
                    continue
                half = Fraction(1, 2 * 10**indicator.decimals)
                yield [
                    way
                    for signs, (top, over) in tops
                    for others, (bottom, under) in bottoms
                    for way in ways_of(
                        [
                            *signs,
                            *others,
                            _above(top, over, bottom, under, indicator.factor, shown - half),
                            _above(top, over, bottom, under, -indicator.factor, -shown - half),
                            fact((bottom, under), strict=True),
                        ]
                    )
                ]


def _above(
    top: dict[int, Fraction],
    over: Fraction,
    bottom: dict[int, Fraction],
    under: Fraction,
    factor: Fraction,
    value: Fraction,
) -> Fact:
    """`factor × top ÷ bottom` is at least `value`, the bottom being above zero."""
    parts = {unknown: factor * one for unknown, one in top.items()}
    for unknown, one in bottom.items():
        parts[unknown] = parts.get(unknown, Fraction(0)) - value * one
    return fact((parts, factor * over - value * under))
