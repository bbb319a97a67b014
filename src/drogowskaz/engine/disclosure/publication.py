"""A form as a public copy shows it: marks in place of what is withheld, and the sentence that explains them.

Checks and indicators are run on the whole form, never on a public copy, in which hidden cells look empty to them.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from drogowskaz.engine.checks.run import Finding, Result
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.disclosure.forms import Place, Told
from drogowskaz.engine.disclosure.small import is_sensitive
from drogowskaz.engine.disclosure.withholding import Withheld
from drogowskaz.engine.editions.schema import Stage
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.sheets import CellKey, Sheet, block_cells
from drogowskaz.engine.values import Kind, State, Value, show
from drogowskaz.engine.words import _, count, plural, say

MARK = _("(hidden)")
EXPLANATION = _(
    "{mark}: hidden are numbers of people and families from 1 to {most}, what so few were given, and other numbers "
    "from which these could be computed. Zeros are hidden only below such a number. The council's copy shows all."
)
FIGURE = _("This indicator is hidden, because a hidden number could be computed from it.")
FINDING = _("The numbers of this finding are hidden, because they are hidden in the public copy of the form.")
EXPOSED = plural(
    "{n} small number could be computed from the public copy, whatever else is hidden. "
    "The form has not been published; the council's copy is complete. Check the cells named here.",
    "{n} small numbers could be computed from the public copy, whatever else is hidden. "
    "The form has not been published; the council's copy is complete. Check the cells named here.",
)


@dataclass(frozen=True)
class PublicSheet:
    """A form without its withheld numbers, and without last year's form and those of the units below."""

    sheet: Sheet
    withheld: Withheld

    def is_hidden(self, row: str, offset: int) -> bool:
        """Whether a mark stands in the cell."""
        return (self.sheet.year, row, offset) in self.withheld.cells

    def text(self, row: str, offset: int, lang: str) -> str:
        """What stands in the cell: a number, a text, one of the symbols, the mark, or nothing."""
        kind = self.sheet.edition.row_by_key[row].kind
        return shown(self.sheet.value(row, offset), kind, (self.sheet.year, row, offset), self.withheld, lang)

    def explanation(self, lang: str) -> str:
        """The sentence under a table with marks in it; nothing where the form has none."""
        marked = any(year == self.sheet.year for year, _row, _offset in self.withheld.cells)
        return explanation(self.withheld.threshold, lang) if marked else ""


def public_sheet(sheet: Sheet, withheld: Withheld) -> PublicSheet:
    """The public copy of one of the forms that `withheld` was found for."""
    assert sheet.unit == withheld.unit, "what is withheld belongs to the forms of one unit"
    shown = {cell: value for cell, value in sheet.values.items() if (sheet.year, *cell) not in withheld.cells}
    return PublicSheet(replace(sheet, values=shown, last=None, children=()), withheld)


def shown(value: Value, kind: Kind, place: Place, withheld: Withheld, lang: str) -> str:
    """A value as a public copy shows it, for whoever has the whole form at hand."""
    return mark(lang) if place in withheld.cells else show(value, kind, lang)


def mark(lang: str) -> str:
    """What stands in place of a hidden number, the same for all of them."""
    return say(MARK, lang)


def explanation(threshold: int, lang: str) -> str:
    """What the mark means."""
    return say(EXPLANATION, lang, mark=mark(lang), most=threshold - 1)


def figure_note(lang: str) -> str:
    """Why an indicator is not shown."""
    return say(FIGURE, lang)


def finding_note(lang: str) -> str:
    """Why the numbers of a finding are not shown."""
    return say(FINDING, lang)


def refusal(withheld: Withheld, lang: str) -> str:
    """Why these forms must not be published; nothing when they may."""
    return count(EXPOSED, len(withheld.exposed), lang) if withheld.exposed else ""


def public_result(result: Result, withheld: Withheld) -> Result:
    """What the checks say of a form, as far as a public copy may tell it (see `spoken_of`)."""
    year = result.sheet.year
    return spoken_of(result, {(name, offset) for when, name, offset in withheld.silent if when == year})


def spoken_of(result: Result, silent: Collection[tuple[str, int]]) -> Result:
    """The result without these checks in these columns: neither found, nor counted as computed, nor among those that
    could not be.

    The sheet in it is whole, for sentences read it: ask `speaks_of_withheld` before the numbers of a finding are told.
    """
    asked = questions(result.sheet.edition)
    if result.asked + len(result.not_computable) < len(asked):
        asked = tuple(one for one in asked if one.check.stage is not Stage.SIGN)
    unanswered = {(one.check.id, one.offset) for one in result.not_computable}
    left_out = {(one.check.id, one.offset) for one in asked}.intersection(silent) - unanswered
    return replace(
        result,
        findings=tuple(one for one in result.findings if (one.check.id, one.offset) not in silent),
        not_computable=tuple(one for one in result.not_computable if (one.check.id, one.offset) not in silent),
        asked=result.asked - len(left_out),
    )


@dataclass(frozen=True)
class Earlier:
    """What a public copy told: its numbers by cell, and the checks it spoke of and the figures it showed. Both are for
    `withheld`, when there are more forms to publish."""

    shown: frozenset[Place]
    spoken: frozenset[Told]


def earlier(sheet: Sheet, withheld: Withheld) -> Earlier:
    """What the public copy of this form, published with this withheld, told."""
    year = sheet.year
    numbers = ((year, *cell) for cell, value in sheet.values.items() if value.state is State.VALUE)
    answered = {(year, one.check.id, one.offset) for one in questions(sheet.edition)}
    told = {(year, one.id, offset) for one in sheet.edition.indicators for offset in one.offsets}
    return Earlier(
        shown=frozenset(place for place in numbers if place not in withheld.cells),
        spoken=frozenset((answered - withheld.silent) | (told - withheld.figures)),
    )


def texts_to_read(sheet: Sheet) -> tuple[CellKey, ...]:
    """The texts in tables with sensitive rows in which digits stand.

    Public copies print texts as they are: before a form is published, a person must read these.
    """
    sensitive = {row.table for row in sheet.edition.rows if is_sensitive(row)}
    return tuple(
        (row.key, offset)
        for row in sheet.edition.rows
        for offset in row.offsets
        if row.kind is Kind.TEXT
        and row.table in sensitive
        and any(sign.isnumeric() for sign in sheet.value(row.key, offset).text)
    )


def is_silent(finding: Finding, year: int, withheld: Withheld) -> bool:
    """Whether a public copy must not even tell that this check does not hold."""
    return (year, finding.check.id, finding.offset) in withheld.silent


def speaks_of_withheld(finding: Finding, sheet: Sheet, withheld: Withheld) -> bool:
    """Whether the finding's arithmetic would tell a hidden number: of the form, of last year's, or, for rows that are
    sensitive, of the units below. A public copy then gives the finding without its numbers."""
    return any(_is_hidden(cell, sheet, withheld) for cell in _cells(finding, sheet))


def _cells(finding: Finding, sheet: Sheet) -> list[nodes.Cell]:
    found: list[nodes.Cell] = []
    for node in nodes.walk(finding.claim):
        if isinstance(node, nodes.Cell):
            found.append(node)
        elif isinstance(node, nodes.Block):
            found += block_cells(node, sheet.edition)
    return found


def _is_hidden(cell: nodes.Cell, sheet: Sheet, withheld: Withheld) -> bool:
    offset = cell.offset or 0
    if cell.whose is Whose.CHILDREN:
        return is_sensitive(sheet.edition.row_by_key[cell.row])
    if cell.whose is Whose.OWN:
        return (sheet.year, cell.row, offset) in withheld.cells
    # Last year's own copy names the cell by its row then; the same number stands in this form's column of that year.
    twins = ((sheet.year - 1, cell.row, offset), (sheet.year, cell.row, offset - 1))
    return any(place in withheld.cells for place in twins)
