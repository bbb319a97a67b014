"""Claims as formulas of a spreadsheet, exact on any program: integers below 10^15 and no other numbers.

A formula gives 2 where the claim is true, 0 where it is false, 1 where it cannot be said, so that “and” is the least
of the parts, “or” the greatest, and “not” what is left of 2. The cells it names hold a number in the row's scale (0
for a text), one of the texts "", "." and "x", or an error for what is no value; an error makes the answer an error.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from drogowskaz.engine.expressions import nodes

Position = tuple[int, int]
"""Row and column of a cell of a spreadsheet, both from 0."""
TRUE, UNKNOWN, FALSE = 2, 1, 0
EXACT = 10**15
"""Spreadsheets tell integers below this apart, whatever they do with the last bits of a fraction."""
MOST_ARGUMENTS = 255
OPERATORS = {"!=": "<>"}


@dataclass(frozen=True)
class Area:
    """The cells from `first` to `last`, on the sheet of the formula where no other is named."""

    first: Position
    last: Position
    sheet: str = ""


Formula = tuple[str | Area, ...]
"""Texts as XLSX writes them, and between them the cells, which every format writes in its own way."""


class Unwritable(ValueError):
    """The claim needs numbers or a formula larger than a spreadsheet holds, or a parameter that is not known."""


@dataclass(frozen=True)
class Ground:
    """What the formulas stand on: where each cell is, which cells a block has, and what the numbers are.

    `scale` is how many stored units of a row make a shown one, `most` how far from zero its stored number can be.
    """

    position: Callable[[nodes.Cell], Position]
    cells: Callable[[nodes.Block], Sequence[nodes.Cell]]
    scale: Callable[[str], int]
    most: Callable[[str], int]
    parameters: Mapping[str, Fraction]


def truth(claim: nodes.Claim, ground: Ground, *, zeros: bool, unless_all: bool) -> Formula:
    """A whole check without a wildcard as a formula.

    `zeros`: empty cells and `x` count as zero. `unless_all`: nothing is said as long as no cell of the check is
    filled. Raises Unwritable.
    """
    writer = _Writer(ground, zeros)
    formula = writer.claim(claim)
    if not unless_all:
        return formula
    cells = [cell for node in nodes.walk(claim) for cell in writer.cells_of(node)]
    return called("IF", (*called("COUNT", *writer.areas(cells)), ">0"), formula, (str(UNKNOWN),))


def runs(cells: Iterable[Position]) -> list[Area]:
    """The cells, each once, as columns of neighbours, so that a long sum stays a short formula."""
    found: list[Area] = []
    for cell in sorted({*cells}, key=lambda cell: (cell[1], cell[0])):
        if found and found[-1].last == (cell[0] - 1, cell[1]):
            found[-1] = Area(found[-1].first, cell)
        else:
            found.append(Area(cell, cell))
    return found


def called(function: str, *arguments: Formula) -> Formula:
    """`function(argument,argument)`. Raises Unwritable where a program would not take so many."""
    if len(arguments) > MOST_ARGUMENTS:
        raise Unwritable(function)
    return (f"{function}(", *joined(arguments, ","), ")")


def joined(formulas: Sequence[Formula], by: str) -> Formula:
    """The formulas one after another."""
    return tuple(part for place, formula in enumerate(formulas) for part in ((by, *formula) if place else formula))


def filled_in(pattern: str, **cells: Area) -> Formula:
    """A formula from a pattern such as `IF({one}="",0,{one})`."""
    pieces = pattern.replace("}", "{").split("{")
    return tuple(cells[piece] if place % 2 else piece for place, piece in enumerate(pieces) if piece)


@dataclass
class _Gathered:
    """A sum of cells in stored units, of sizes of other sums, and of a constant, each with its factor."""

    cells: dict[nodes.Cell, Fraction] = field(default_factory=dict)
    sizes: "list[tuple[Fraction, _Gathered]]" = field(default_factory=list)
    constant: Fraction = Fraction(0)

    def whole(self) -> "tuple[_Whole, int]":
        """The same with integers only, and how many times as large that is."""
        inside = [(factor, inner.whole()) for factor, inner in self.sizes]
        sizes = [(factor / times, whole) for factor, (whole, times) in inside]
        factors = (*self.cells.values(), *(factor for factor, _whole in sizes), self.constant)
        times = lcm(*(factor.denominator for factor in factors))
        cells = {cell: int(factor * times) for cell, factor in self.cells.items()}
        return _Whole(
            cells, [(int(factor * times), whole) for factor, whole in sizes], int(self.constant * times)
        ), times


@dataclass(frozen=True)
class _Whole:
    """A sum as before with integers for all its factors."""

    cells: dict[nodes.Cell, int]
    sizes: "list[tuple[int, _Whole]]"
    constant: int

    def weights(self) -> list[tuple[nodes.Cell, int]]:
        """How much each cell can change the sum; one that is also inside a size stands there once more."""
        own = [(cell, abs(factor)) for cell, factor in self.cells.items()]
        inside = ((cell, abs(factor) * weight) for factor, inner in self.sizes for cell, weight in inner.weights())
        return [*own, *inside]

    def fixed(self) -> int:
        """The constants, all taken as if they went one way."""
        return abs(self.constant) + sum(abs(factor) * inner.fixed() for factor, inner in self.sizes)


@dataclass(frozen=True)
class _Writer:
    ground: Ground
    zeros: bool

    def claim(self, claim: nodes.Claim) -> Formula:
        match claim:
            case nodes.Comparison():
                return self._comparison(claim)
            case nodes.Both(claims):
                return called("MIN", *(self.claim(inner) for inner in claims))
            case nodes.Either(claims):
                return called("MAX", *(self.claim(inner) for inner in claims))
            case nodes.Not(inner):
                return (f"({TRUE}-", *self.claim(inner), ")")
            case nodes.Implies(condition, consequence):
                return called("MAX", (f"{TRUE}-", *self.claim(condition)), self.claim(consequence))
            case nodes.Present(cell):
                return filled_in(f'IF({{it}}="",{FALSE},IF(ISNUMBER({{it}}),{TRUE},{FALSE}))', it=self._area(cell))
            case nodes.Absent(cell):
                return filled_in(f'IF({{it}}="",{TRUE},{FALSE})', it=self._area(cell))
            case nodes.Same(first, second):
                return self._same(self.ground.cells(first), self.ground.cells(second))
        raise TypeError(claim)

    def cells_of(self, node: nodes.Node) -> Sequence[nodes.Cell]:
        """The cells that one node names, without those inside it."""
        if isinstance(node, nodes.Block):
            return self.ground.cells(node)
        return [node] if isinstance(node, nodes.Cell) else []

    def areas(self, cells: Iterable[nodes.Cell]) -> list[Formula]:
        """The cells as few arguments of a function."""
        return [(area,) for area in runs(self.ground.position(cell) for cell in cells)]

    def _area(self, cell: nodes.Cell) -> Area:
        position = self.ground.position(cell)
        return Area(position, position)

    def _comparison(self, claim: nodes.Comparison) -> Formula:
        sides = _Gathered()
        self._add(claim.left, Fraction(1), sides)
        self._add(claim.right, Fraction(-1), sides)
        gap, _times = sides.whole()
        holds = (*self._sum(gap), f"{OPERATORS.get(claim.operator, claim.operator)}0")
        answer = called("IF", holds, (str(TRUE),), (str(FALSE),))
        cells = [cell for node in nodes.read_as_numbers(claim) for cell in self.cells_of(node)]
        known = [*self._known(cells), *self._small(gap)]
        if not known:
            return answer
        condition = called("AND", *known) if len(known) > 1 else known[0]
        return called("IF", condition, answer, (str(UNKNOWN),))

    def _add(self, term: nodes.Term, factor: Fraction, to: _Gathered) -> None:
        """Add `factor` times the term to a sum."""
        match term:
            case nodes.Number(value):
                to.constant += factor * value
            case nodes.ParameterRef():
                to.constant += factor * self._factor(term)
            case nodes.Cell(row):
                to.cells[term] = to.cells.get(term, Fraction(0)) + factor / self.ground.scale(row)
            case nodes.BlockSum(block):
                for cell in self.ground.cells(block):
                    self._add(cell, factor, to)
            case nodes.Sum(parts):
                for times, part in parts:
                    self._add(part, factor * self._factor(times), to)
            case nodes.Absolute(inner):
                size = _Gathered()
                self._add(inner, Fraction(1), size)
                to.sizes.append((factor, size))

    def _factor(self, factor: Fraction | nodes.ParameterRef) -> Fraction:
        if isinstance(factor, Fraction):
            return factor
        if factor.code not in self.ground.parameters:
            raise Unwritable(factor.code)
        return self.ground.parameters[factor.code]

    def _sum(self, whole: _Whole) -> Formula:
        """The sum with its integer factors, cells of one factor together."""
        alike: dict[int, list[nodes.Cell]] = {}
        for cell, factor in whole.cells.items():
            alike.setdefault(factor, []).append(cell)
        parts = [(factor, called("SUM", *self.areas(cells))) for factor, cells in alike.items() if factor]
        parts += [(factor, called("ABS", self._sum(inner))) for factor, inner in whole.sizes if factor]
        if whole.constant or not parts:
            parts.append((whole.constant, ()))
        written: list[str | Area] = []
        for factor, part in parts:
            sign = "-" if factor < 0 else "+" if written else ""
            times = "" if part and abs(factor) == 1 else f"{abs(factor)}{'*' if part else ''}"
            written += [f"{sign}{times}", *part]
        return tuple(part for part in written if part)

    def _known(self, cells: Sequence[nodes.Cell]) -> list[Formula]:
        """What must be true of the cells so that a comparison of them can be answered."""
        areas = self.areas(cells)
        if not areas:
            return []
        if not self.zeros:
            count = len({self.ground.position(cell) for cell in cells})
            return [(*called("COUNT", *areas), f"={count}")]
        dots: list[Formula] = [("SUMPRODUCT((", *area, '=".")*1)') for area in areas]
        return [(*joined(dots, "+"), "=0")]

    def _small(self, gap: _Whole) -> list[Formula]:
        """What must be true of the largest numbers, so that no sum of a comparison passes what is exact."""
        room = EXACT - gap.fixed()
        if room <= 0:
            raise Unwritable(EXACT)
        reach = [(cell, weight, weight * self.ground.most(cell.row)) for cell, weight in gap.weights()]
        if sum(most for _cell, _weight, most in reach) < room:
            return []
        large = [(cell, weight) for cell, weight, most in reach if most * 2 * len(reach) > room]
        limits: dict[int, list[nodes.Cell]] = {}
        for cell, weight in large:
            limits.setdefault(room // (2 * len(large) * weight), []).append(cell)
        asked: list[Formula] = []
        for limit, cells in limits.items():
            areas = self.areas(cells)
            asked += [(*called("MAX", *areas), f"<={limit}"), (*called("MIN", *areas), f">=-{limit}")]
        return asked

    def _same(self, first: Sequence[nodes.Cell], second: Sequence[nodes.Cell]) -> Formula:
        pairs = [
            (self.ground.position(one), self.ground.position(other)) for one, other in zip(first, second, strict=True)
        ]
        if not pairs:
            return (str(FALSE),)
        beside: list[tuple[Area, Area]] = []
        for one, other in pairs:
            above = (one[0] - 1, one[1]), (other[0] - 1, other[1])
            if beside and (beside[-1][0].last, beside[-1][1].last) == above:
                beside[-1] = Area(beside[-1][0].first, one), Area(beside[-1][1].first, other)
            else:
                beside.append((Area(one, one), Area(other, other)))
        broken = "SUMPRODUCT((ISNUMBER({one})<>ISNUMBER({other}))+ISNUMBER({one})*({one}<>{other}))"
        equal = "SUMPRODUCT(ISNUMBER({one})*ISNUMBER({other})*({one}<>0))"
        asked = (
            (*joined([filled_in(broken, one=one, other=other) for one, other in beside], "+"), "=0"),
            (*joined([filled_in(equal, one=one, other=other) for one, other in beside], "+"), f">={nodes.SAME_PAIRS}"),
        )
        return called("IF", called("AND", *asked), (str(TRUE),), (str(FALSE),))
