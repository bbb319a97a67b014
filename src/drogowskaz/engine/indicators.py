"""Indicators of one sheet or of many: exact ratios, or the reason why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from drogowskaz.engine.checks.sentences import MOST_REASONS, STATES, row_name
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.compiled.executor import Half, halves
from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.indicators import GROUPS, MOST_DECIMALS
from drogowskaz.engine.editions.schema import Edition, Indicator
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.sheets import CellKey, Sheet, block_cells, stack
from drogowskaz.engine.values import State, decimal_text
from drogowskaz.engine.words import _, grouped, say


@dataclass(frozen=True)
class Figure:
    """An indicator in one column of a sheet.

    It is not computable where one of its `cells` holds no number, a `parameter` is not known for the year, or the
    denominator is zero; nothing is taken for zero that is not zero.
    """

    indicator: Indicator
    offset: int
    numerator: Fraction | None
    denominator: Fraction | None
    cells: tuple[CellKey, ...] = ()
    parameter: str | None = None

    @property
    def value(self) -> Fraction | None:
        """Exact, not rounded; None where it is not computable."""
        return ratio(self.indicator, self.numerator, self.denominator)


@dataclass(frozen=True)
class Territorial:
    """An indicator over several units: the sum of numerators over the sum of denominators, never a mean of ratios.

    `reporting` units gave a sheet; the sums hold the `counted` ones, whose both halves are known.
    """

    indicator: Indicator
    offset: int
    numerator: Fraction
    denominator: Fraction
    reporting: int
    counted: int

    @property
    def value(self) -> Fraction | None:
        return ratio(self.indicator, self.numerator, self.denominator)


def ratio(indicator: Indicator, numerator: Fraction | None, denominator: Fraction | None) -> Fraction | None:
    """The exact value; None where a half is unknown or the denominator zero."""
    if numerator is None or not denominator:
        return None
    return indicator.factor * numerator / denominator


def rounded(number: Fraction, decimals: int) -> Fraction:
    """Rounded to so many decimal places, a half away from zero, as published figures are."""
    units = int(abs(number) * 10**decimals + Fraction(1, 2))
    return Fraction(units if number >= 0 else -units, 10**decimals)


def figure_text(value: Fraction, decimals: int, lang: str) -> str:
    """A value as print shows it, with all its decimal places: `1 667`, `72,00` (in English `72.00`)."""
    whole, part = divmod(int(abs(rounded(value, decimals)) * 10**decimals), 10**decimals)
    mark = "," if lang == "pl" else "."
    shown = grouped(whole) + (f"{mark}{part:0{decimals}}" if decimals else "")
    return f"\N{MINUS SIGN}{shown}" if rounded(value, decimals) < 0 else shown


def by_group(edition: Edition) -> tuple[tuple[str, tuple[Indicator, ...]], ...]:
    """The indicators under the groups of chapter 10, in the order of the groups; groups without any are left out."""
    found = ((group, tuple(one for one in edition.indicators if one.group == group)) for group in GROUPS)
    return tuple((group, members) for group, members in found if members)


def figures(sheet: Sheet) -> tuple[Figure, ...]:
    """Every indicator of the sheet's edition in every column it has, in the order of the edition."""
    found = _both_halves([sheet])
    return tuple(
        _figure(indicator, offset, sheet, found)
        for indicator in sheet.edition.indicators
        for offset in indicator.offsets
    )


def figure(indicator: Indicator, sheet: Sheet, offset: int = 0) -> Figure:
    """One indicator of the sheet's edition in one of its columns."""
    return _figure(indicator, offset, sheet, _both_halves([sheet]))


def territorial(indicator: Indicator, sheets: Iterable[Sheet], offset: int = 0) -> Territorial:
    """The indicator over the sheets of several units for one year.

    Each sheet is read by its own edition's indicator of this name, so that gminas and cities go together. Units where
    a half is unknown, or whose edition has no such indicator, are left out of both sums.
    """
    sheets = tuple(sheets)
    assert len({sheet.unit for sheet in sheets}) == len(sheets), "a unit counts once"
    assert len({sheet.year for sheet in sheets}) <= 1, "a figure belongs to one year"
    known: list[tuple[Fraction, Fraction]] = []
    for edition, same in groupby(sorted(sheets, key=lambda sheet: sheet.edition.id), key=lambda sheet: sheet.edition):
        known += _known(indicator, edition, tuple(same), offset)
    return Territorial(
        indicator=indicator,
        offset=offset,
        numerator=sum((numerator for numerator, _denominator in known), Fraction(0)),
        denominator=sum((denominator for _numerator, denominator in known), Fraction(0)),
        reporting=len(sheets),
        counted=len(known),
    )


def _known(
    indicator: Indicator, edition: Edition, sheets: Sequence[Sheet], offset: int
) -> list[tuple[Fraction, Fraction]]:
    """Both halves for each unit where both are known."""
    own = edition.indicator_by_id.get(indicator.id)
    if own is None or own.factor != indicator.factor or offset not in own.offsets:
        return []
    found = _both_halves(sheets)[own.id, offset]
    if isinstance(found, str):
        return []
    return [(top, bottom) for top, bottom in found if top is not None and bottom is not None]


Halves = dict[tuple[str, int], list[tuple[Fraction | None, Fraction | None]] | str]
"""By indicator and column, both halves for each sheet; or the parameter of the law that is not known for the year."""


def _both_halves(sheets: Sequence[Sheet]) -> Halves:
    edition = sheets[0].edition
    program = compiled(edition, sheets[0].year).program
    together = stack(edition, sheets)
    found: Halves = {}
    arrays = halves(program, together.numbers, FLAGS[together.states])
    for place, (name, offset) in enumerate(zip(program.indicator_ids, program.indicator_columns, strict=True)):
        unknown = program.indicator_parameter[place]
        tops, bottoms = (_amounts(half, place) for half in arrays)
        found[name, int(offset)] = unknown or [*zip(tops, bottoms, strict=True)]
    return found


def _amounts(half: Half, place: int) -> list[Fraction | None]:
    pairs = zip(half.totals[place], half.known[place], strict=True)
    return [Fraction(int(total), half.denominators[place]) if known else None for total, known in pairs]


def _figure(indicator: Indicator, offset: int, sheet: Sheet, known: Halves) -> Figure:
    found = known[indicator.id, offset]
    if isinstance(found, str):
        return Figure(indicator, offset, None, None, parameter=found)
    unread = tuple(cell for cell in _cells(indicator, offset, sheet) if sheet.value(*cell).state is not State.VALUE)
    return Figure(indicator, offset, *found[0], unread)


def _cells(indicator: Indicator, offset: int, sheet: Sheet) -> tuple[CellKey, ...]:
    """The cells the indicator reads, in its order, each once."""
    found: dict[CellKey, None] = {}
    for half in (indicator.numerator, indicator.denominator):
        for node in nodes.walk(nodes.at(half, offset)):
            inside = block_cells(node, sheet.edition) if isinstance(node, nodes.Block) else [node]
            for cell in inside:
                if isinstance(cell, nodes.Cell) and cell.offset is not None:
                    found[cell.row, cell.offset] = None
    return tuple(found)


def because(unknown: Figure, sheet: Sheet, lang: str) -> str:
    """Why a figure is not computable: its first cells without a number, the parameter, or the denominator."""
    if unknown.parameter:
        message = _("the parameter {code} is not known for {year}")
        return say(message, lang, code=unknown.parameter, year=sheet.year)
    if not unknown.cells:
        name = _named(unknown.indicator.denominator, sheet.edition, lang)
        return say(_("{name} ({year}) is zero"), lang, name=name, year=sheet.year + unknown.offset)
    reasons = [cell_state(cell, sheet, lang) for cell in unknown.cells[:MOST_REASONS]]
    left = len(unknown.cells) - len(reasons)
    return "; ".join(reasons) + (say(_(" and {n} more"), lang, n=left) if left else "")


def cell_state(key: CellKey, sheet: Sheet, lang: str) -> str:
    """A cell that holds no number, as a person says it: `workers (2014) is empty`."""
    row, offset = key
    name = row_name(sheet.edition.row_by_key[row], lang)
    cell = say(_("{name} ({year})"), lang, name=name, year=sheet.year + offset)
    return say(STATES[sheet.value(row, offset).state], lang, cell=cell)


def reasons(sheet: Sheet, indicator: Indicator, found: Iterable[Figure], lang: str) -> str:
    """One sentence for all the columns in which the indicator is not computable; nothing when there are none.

    The reason is that of the assessed year, where it is among them, else of the first.
    """
    unknown = [one for one in found if one.indicator is indicator and one.value is None]
    if not unknown:
        return ""
    years = ", ".join(str(sheet.year + one.offset) for one in unknown)
    told = next((one for one in unknown if one.offset == 0), unknown[0])
    message = _("Not computable ({years}) because {reason}.")
    return say(message, lang, years=years, reason=because(told, sheet, lang))


def formula(indicator: Indicator, edition: Edition, lang: str) -> str:
    """How it is computed, by the names of the rows: `100 × with a diploma ÷ social workers`."""
    halves = []
    for half in (indicator.numerator, indicator.denominator):
        name = _named(half, edition, lang)
        halves.append(f"({name})" if isinstance(half, nodes.Sum) and len(half.parts) > 1 else name)
    times = "" if indicator.factor == 1 else f"{exact_text(indicator.factor, lang)} × "
    return times + " ÷ ".join(halves)


def exact_text(number: Fraction, lang: str) -> str:
    """With as many decimal places as it has, from two to six: nothing that differs looks the same."""
    enough = (places for places in range(2, MOST_DECIMALS) if (number * 10**places).denominator == 1)
    return decimal_text(number, lang, next(enough, MOST_DECIMALS))


def _named(term: nodes.Term, edition: Edition, lang: str) -> str:
    match term:
        case nodes.Number(value):
            return exact_text(value, lang)
        case nodes.ParameterRef(code):
            return code
        case nodes.Cell(row, _offset):
            return row_name(edition.row_by_key[row], lang)
        case nodes.BlockSum(block):
            return say(_("all rows of “{label}”"), lang, label=edition.tables[block.table].label[lang])
        case nodes.Absolute(inner):
            return f"|{_named(inner, edition, lang)}|"
        case nodes.Sum(parts):
            said = " ".join(_part(factor, part, edition, lang) for factor, part in parts)
            return said.removeprefix("+ ")
    raise TypeError(term)


def _part(factor: Fraction | nodes.ParameterRef, part: nodes.Term, edition: Edition, lang: str) -> str:
    """One part of a sum with its sign: `+ women`, `− 2 × men`."""
    name = _named(part, edition, lang)
    if isinstance(factor, nodes.ParameterRef):
        return f"+ {factor.code} × {name}"
    times = "" if abs(factor) == 1 else f"{exact_text(abs(factor), lang)} × "
    return f"{'−' if factor < 0 else '+'} {times}{name}"
