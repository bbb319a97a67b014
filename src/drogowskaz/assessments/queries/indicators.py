"""The indicators of an assessment on its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.assessments.queries.history import History
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.editions.indicators import GROUPS
from drogowskaz.engine.editions.schema import Edition, Indicator, Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.indicators import Figure, by_group, figure_text, figures, formula, reasons
from drogowskaz.engine.norms import PERSONS, POSTS, VERDICTS, Staffing, staffing
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.words import say


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator on a page: its figures in the columns of its group (None where it has no such column), how it is
    computed and from which rows of the assessed year, why some columns have no figure, and its past in earlier forms.
    `hides`: a mark stands among them."""

    indicator: Indicator
    certainty: str
    formula: str
    read: tuple[Row, ...]
    figures: tuple[tuple[int, str] | None, ...]
    reason: str
    history: History | None
    hides: bool


@dataclass(frozen=True)
class ShownGroup:
    """A group of chapter 10 on a page, its columns as (offset, year)."""

    code: str
    label: str
    columns: tuple[tuple[int, int], ...]
    indicators: tuple[ShownIndicator, ...]


@dataclass(frozen=True)
class ShownNorm:
    """The statutory norm on a page: the verdict, what each requirement asks for, where the law says so."""

    verdict: str
    arithmetic: tuple[str, ...]
    basis: tuple[str, ...]
    certainty: str


def indicator_groups(copy: Copy, past: Mapping[str, History], lang: str) -> tuple[ShownGroup, ...]:
    """Every indicator of the form's edition under its group, with its past by its id."""
    sheet = copy.sheet
    found = figures(sheet)
    shown = []
    for code, members in by_group(sheet.edition):
        offsets = sorted({offset for one in members for offset in one.offsets})
        shown.append(
            ShownGroup(
                code=code,
                label=say(GROUPS[code], lang),
                columns=tuple((offset, sheet.year + offset) for offset in offsets),
                indicators=tuple(_shown_indicator(one, copy, found, offsets, past, lang) for one in members),
            )
        )
    return tuple(shown)


def _shown_indicator(
    indicator: Indicator,
    copy: Copy,
    found: Iterable[Figure],
    offsets: list[int],
    past: Mapping[str, History],
    lang: str,
) -> ShownIndicator:
    own = {one.offset: one.value for one in found if one.indicator is indicator}
    sheet, hidden = copy.sheet, copy.hidden.indicators
    texts = {offset: _text(indicator, offset, value, copy, lang) for offset, value in own.items()}
    # That a hidden figure could not be computed would tell that its denominator is zero.
    told = [one for one in found if (one.indicator.id, one.offset) not in hidden]
    return ShownIndicator(
        indicator=indicator,
        certainty=say(LABELS[indicator.certainty], lang),
        formula=formula(indicator, sheet.edition, lang),
        read=_rows_of(indicator, sheet.edition),
        figures=tuple((sheet.year + offset, texts[offset]) if offset in texts else None for offset in offsets),
        reason=reasons(sheet, indicator, told, lang),
        history=past.get(indicator.id),
        hides=any((indicator.id, offset) in hidden for offset in own),
    )


def _rows_of(indicator: Indicator, edition: Edition) -> tuple[Row, ...]:
    """The rows of the assessed year that the figure is computed from, in the order of the formula."""
    cells = (one for half in (indicator.numerator, indicator.denominator) for one in nodes.walk(half))
    keys = dict.fromkeys(one.row for one in cells if isinstance(one, nodes.Cell))
    return tuple(edition.row_by_key[key] for key in keys if 0 in edition.row_by_key[key].offsets)


def _text(indicator: Indicator, offset: int, value: Fraction | None, copy: Copy, lang: str) -> str:
    """The figure, the mark of a hidden one, or nothing where it could not be computed."""
    if (indicator.id, offset) in copy.hidden.indicators:
        return copy.hidden.mark
    return "" if value is None else figure_text(value, indicator.decimals, lang)


def told_norm(copy: Copy, lang: str) -> ShownNorm | None:
    """How many social workers the law asks for; None where it has no say or a number in it is hidden."""
    norm = staffing(copy.sheet)
    if norm is None or _read(norm) & copy.hidden.cells:
        return None
    return ShownNorm(
        verdict=say(VERDICTS[norm.verdict], lang),
        arithmetic=norm.arithmetic(lang),
        basis=norm.basis,
        certainty=say(LABELS[norm.certainty], lang),
    )


def _read(norm: Staffing) -> set[CellKey]:
    """The cells whose numbers stand in the sentences of the norm."""
    return {(row, norm.offset) for row in (POSTS, PERSONS, *(one.row for one in norm.requirements))}
