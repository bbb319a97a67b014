"""The cells that the rules of a check read, as measures of one small VTL dataset with a row for each unit.

The long dataset of observations is turned by `aggr`: each measure is the one value whose KEY says which cell it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from drogowskaz.engine.editions.schema import Edition, Missing
from drogowskaz.engine.exchange.names import cell_code
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.sheets import block_cells

UNIT, PARENT = "REF_AREA", "PARENT"
FORMS = {Whose.OWN: "OWN", Whose.LAST: "LAST", Whose.CHILDREN: "BELOW"}
"""The datasets of the unit's own form, of its form of the year before, and of the forms of the units right below."""
LAST_KNOWN = "LAST_KNOWN"
"""Is null where the form of the year before is not there."""


@dataclass
class Cells:
    """Collects what the rules of one check name; `statements` then make the dataset `name` that has it.

    A number is null where the cell holds none. A state is `A` for a number or a text, `O` for a dot, `M` for an x and
    null for an empty cell; only own cells and those of last year have one.
    """

    name: str
    edition: Edition
    year: int
    missing: Missing
    numbers: dict[Whose, dict[str, str]] = field(default_factory=lambda: {whose: {} for whose in Whose})
    states: dict[Whose, dict[str, str]] = field(default_factory=lambda: {whose: {} for whose in Whose})
    copies: dict[str, tuple[tuple[Cell, ...], int, int]] = field(default_factory=dict)

    def number(self, cell: Cell) -> str:
        """The name of the cell's number."""
        name = self._name(cell)
        self.numbers[cell.whose][name] = self._key(cell)
        if self.missing is not Missing.SKIP_ANY and cell.whose is not Whose.CHILDREN:
            self._state(cell)
        return name

    def present(self, cell: Cell) -> str:
        """A condition: the cell holds a number or a text. Over the units below there are only numbers."""
        if cell.whose is Whose.CHILDREN:
            return f"not isnull({self.number(cell)})"
        return f'nvl({self._state(cell)}, "") = "A"'

    def absent(self, cell: Cell) -> str:
        """A condition: the cell is empty. What is not known, or is a sum over the units below, is not empty."""
        match cell.whose:
            case Whose.CHILDREN:
                return f"isnull({self.number(cell)}) and false"
            case Whose.LAST:
                return f"isnull({self._state(cell)}) and not isnull({LAST_KNOWN})"
        return f"isnull({self._state(cell)})"

    def copy(self, first: nodes.Block, second: nodes.Block) -> str:
        """A condition: one column of a table is a copy of the other."""
        years = [self.year + (block.offset or 0) for block in (first, second)]
        name = f"{cell_code(first.table)}_{years[0]}_{years[1]}_COPY"
        self.copies[name] = (tuple(block_cells(first, self.edition)), years[0], years[1])
        return f"nvl({name}, false)"

    def _state(self, cell: Cell) -> str:
        name = f"{self._name(cell)}_STATUS"
        self.states[cell.whose][name] = self._key(cell)
        return name

    def _key(self, cell: Cell) -> str:
        """The cell as the observations name it: the code of its row and its calendar year."""
        assert cell.offset is not None, "expand the wildcard first"
        return f"{cell_code(cell.row)}_{self.year + cell.offset - (cell.whose is Whose.LAST)}"

    def _name(self, cell: Cell) -> str:
        return self._key(cell) if cell.whose is Whose.OWN else f"{self._key(cell)}_{FORMS[cell.whose]}"

    @property
    def names(self) -> list[str]:
        """The measures that rules may name."""
        named = [name for kind in (self.numbers, self.states) for names in kind.values() for name in names]
        known = [LAST_KNOWN] if self._measures(Whose.LAST) else []
        return [*named, *self.copies, *known]

    def statements(self) -> list[str]:
        """How the dataset is made; where only cells of the unit's own form are named, in one statement."""
        others = {**self._last(), **self._below(), **self._copies()}
        own = f"OWN{_turned(self._measures(Whose.OWN) or ['OBSERVATIONS := count()'], UNIT)}"
        if not others:
            return [f"{self.name} := {own}{self._treated()};"]
        parts = {f"{self.name}_OWN": own, **others}
        joined = ", ".join(f"{name} as d{place}" for place, name in enumerate(parts))
        made = [f"{name} := {text};" for name, text in parts.items()]
        return [*made, f"{self.name} := left_join({joined}){self._treated()};"]

    def _measures(self, whose: Whose) -> list[str]:
        return [
            f'{name} := max(if KEY = "{key}" then {measure} else null)'
            for measure, kind in (("NUMBER", self.numbers), ("STATUS", self.states))
            for name, key in kind[whose].items()
        ]

    def _last(self) -> dict[str, str]:
        measures = self._measures(Whose.LAST)
        return (
            {f"{self.name}_LAST": f"LAST{_turned([*measures, f'{LAST_KNOWN} := count()'], UNIT)}"} if measures else {}
        )

    def _below(self) -> dict[str, str]:
        """Sums over the units below, null where not every one of them has a number."""
        measures = self._measures(Whose.CHILDREN)
        if not measures:
            return {}
        names = self.numbers[Whose.CHILDREN]
        sums = [f"{name} := sum({name})" for name in names]
        gaps = [f"{name}_GAPS := sum(if isnull({name}) then 1 else 0)" for name in names]
        whole = [f"{name} := if {name}_GAPS = 0 then {name} else null" for name in names]
        turned = _turned(measures, f"{PARENT}, {UNIT}") + _turned([*sums, *gaps], PARENT)
        return {f"{self.name}_BELOW": f"BELOW{turned}\n  [calc {_listed(whole)}]\n  [rename {PARENT} to {UNIT}]"}

    def _copies(self) -> dict[str, str]:
        """For each pair of columns: no pair of numbers differs or is half there, and enough of them are not zero."""
        made = {}
        for place, (name, (cells, first, second)) in enumerate(self.copies.items()):
            codes = ", ".join(f'"{cell_code(cell.row)}"' for cell in cells)
            pair = [
                f'{side} := max(if TIME_PERIOD = cast("{year}", time_period) then NUMBER else null)'
                for side, year in (("FIRST", first), ("SECOND", second))
            ]
            agree = [
                "BROKEN := sum(if (isnull(FIRST) and isnull(SECOND)) or nvl(FIRST = SECOND, false) then 0 else 1)",
                "PAIRS := sum(if nvl(FIRST = SECOND and FIRST <> 0, false) then 1 else 0)",
            ]
            turned = _turned(pair, f"{UNIT}, CELL") + _turned(agree, UNIT)
            verdict = f"[calc {name} := BROKEN = 0 and PAIRS >= {nodes.SAME_PAIRS}]\n  [keep {name}]"
            made[f"{self.name}_COPY{place}"] = f"OWN[filter CELL in {{{codes}}}]{turned}\n  {verdict}"
        return made

    def _treated(self) -> str:
        """Numbers as the check wants missing ones: empty and x as zero, but never a dot or a form that is not there."""
        if self.missing is Missing.SKIP_ANY:
            return ""
        items = [
            f'{name} := if {absent}nvl({name}_STATUS, "") = "O" then null else nvl({name}, 0)'
            for whose, absent in ((Whose.OWN, ""), (Whose.LAST, f"isnull({LAST_KNOWN}) or "))
            for name in self.numbers[whose]
        ]
        return f"\n  [calc {_listed(items)}]" if items else ""


def _listed(items: Iterable[str]) -> str:
    return ",\n    ".join(items)


def _turned(measures: list[str], by: str) -> str:
    return f"\n  [aggr {_listed(measures)}\n  group by {by}]"
