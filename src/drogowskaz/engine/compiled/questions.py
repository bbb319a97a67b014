"""What the checks of an edition ask, column by column, and how each question is lowered.

Most checks ask the same of every column: such a check is lowered once, and the other columns are the same tables with
their slots shifted.
"""

from dataclasses import dataclass
from functools import cache, cached_property

from drogowskaz.engine.compiled.lowering import Lowering, Node, NoParameter
from drogowskaz.engine.editions.schema import Check, Edition, Missing
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.values import Kind


@dataclass(frozen=True)
class Question:
    """A check asked in one column."""

    check: Check
    offset: int

    @cached_property
    def claim(self) -> nodes.Claim:
        """What is asked, with no wildcard left in it."""
        return nodes.at(self.check.claim, self.offset)


@cache
def questions(edition: Edition) -> tuple[Question, ...]:
    """Every check in every column it is asked in, in the order of the form."""
    order = {row.key: place for place, row in enumerate(edition.rows)}
    last = {table.key: order[table.rows[-1].key] for table in edition.tables.values() if table.rows}
    asked = [Question(check, offset) for check in edition.checks for offset in check.offsets]

    def place(question: Question) -> tuple[int, int]:
        row = question.check.row
        return (order[row], 0) if row else (last[question.check.table], 1)

    return tuple(sorted(asked, key=place))


@dataclass(frozen=True)
class Lowered:
    """A question in the tables: its node (None when the named parameter is not known), the slots of the cells it
    speaks of, and those of which one must hold a number or a text (none where nothing is asked of them)."""

    node: Node | None
    slots: tuple[int, ...]
    guard: tuple[int, ...]
    parameter: str | None


def lowered(lowering: Lowering, question: Question) -> Lowered:
    """The question, from an earlier column of the same check where that one is the same."""
    known = lowering.done.get(question.check.id)
    edition = lowering.edition
    if known is None or not _same_everywhere(question.check, edition):
        found = _lowered(lowering, question)
        lowering.done[question.check.id] = question.offset, found
        return found
    offset, found = known
    by = edition.offset_index[question.offset] - edition.offset_index[offset]
    return Lowered(
        None if found.node is None else lowering.shifted(found.node, by),
        tuple(place + by for place in found.slots),
        tuple(place + by for place in found.guard),
        found.parameter,
    )


def _lowered(lowering: Lowering, question: Question) -> Lowered:
    parameter = node = None
    try:
        node = lowering.node(question.claim, question.check.missing)
    except NoParameter as unknown:
        parameter = str(unknown.args[0])
    slots = tuple(dict.fromkeys(place for inside in nodes.walk(question.claim) for place in lowering.slots(inside)))
    guard = slots if question.check.missing is Missing.ZERO_UNLESS_ALL else ()
    return Lowered(node, slots, guard, parameter)


def _same_everywhere(check: Check, edition: Edition) -> bool:
    """Whether every cell is asked of the question's own column, and every block has the same rows in all of them."""
    for node in nodes.walk(check.claim):
        if isinstance(node, nodes.Cell | nodes.Block) and node.offset is not None:
            return False
        if isinstance(node, nodes.Block):
            rows = (row for row in edition.tables[node.table].rows if row.kind is not Kind.TEXT)
            if any(0 < len({*check.offsets} & {*row.offsets}) < len(check.offsets) for row in rows):
                return False
    return True
