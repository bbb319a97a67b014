"""The indicators with their meaning and norm, over the years of the form."""

from collections.abc import Iterator
from decimal import Decimal

from drogowskaz.documents.assessment.copies import Hidden
from drogowskaz.documents.assessment.tables import year
from drogowskaz.documents.content import Block, Cell, Heading, Items, Mark, Paragraph, Row, Run, Table, Text, heads
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.editions.indicators import GROUPS
from drogowskaz.engine.editions.schema import Indicator
from drogowskaz.engine.indicators import Figure, by_group, figure_text, figures, formula, reasons, rounded
from drogowskaz.engine.norms import staffing
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.words import _, say


def indicator_blocks(sheet: Sheet, hidden: Hidden, lang: str) -> Iterator[Block]:
    """A table for each group, and below it what its indicators mean; the statutory norm at the end."""
    found = figures(sheet)
    # That a hidden figure could not be computed would tell that its denominator is zero.
    told = tuple(one for one in found if (one.indicator.id, one.offset) not in hidden.indicators)
    if not found:
        yield Paragraph(say(_("This edition has no indicators."), lang), Mark.NOTE)
    for group, members in by_group(sheet.edition):
        label = say(GROUPS[group], lang)
        yield Heading(2, label, f"indicators-{group}")
        yield _table(label, members, [one for one in found if one.indicator in members], sheet, hidden, lang)
        yield Items(tuple(_meaning(one, told, sheet, lang) for one in members))
    norm = staffing(sheet)
    cells = {(one.row, 0) for one in norm.requirements} if norm else set()
    if norm and not cells & hidden.cells:
        yield Heading(2, say(_("The statutory norm for social workers"), lang), "norm")
        yield Paragraph(norm.sentence(lang))
        yield Paragraph(f"{'; '.join(norm.basis)} ({say(LABELS[norm.certainty], lang)})", Mark.NOTE)


def _table(
    label: str, members: tuple[Indicator, ...], found: list[Figure], sheet: Sheet, hidden: Hidden, lang: str
) -> Table:
    offsets = sorted({one.offset for one in found})
    by_place = {(one.indicator.id, one.offset): one for one in found}
    rows = []
    for member in members:
        cells = tuple(_cell(by_place.get((member.id, offset)), hidden, lang) for offset in offsets)
        rows.append(Row(member.label[lang], cells, unit=member.unit[lang]))
    withheld = any((one.indicator.id, one.offset) in hidden.indicators for one in found)
    return Table(
        caption=say(_("Indicators: {group}"), lang, group=label),
        head=heads(say(_("Indicator"), lang), *(year(sheet, offset, lang) for offset in offsets)),
        body=tuple(rows),
        note=f"{hidden.mark}: {hidden.figure_reason}" if withheld else "",
    )


def _cell(found: Figure | None, hidden: Hidden, lang: str) -> Cell:
    if found and (found.indicator.id, found.offset) in hidden.indicators:
        return Cell(hidden.mark)
    if found is None or found.value is None:
        return Cell("–")
    places = found.indicator.decimals
    value = rounded(found.value, places)
    units = int(value * 10**places)
    return Cell(figure_text(found.value, places, lang), Decimal(units).scaleb(-places) if places else units)


def _meaning(indicator: Indicator, found: tuple[Figure, ...], sheet: Sheet, lang: str) -> Text:
    """The name, how it is computed, what it tells, its norm, how sure we are, and why it is missing in some years."""
    told = [
        f" = {formula(indicator, sheet.edition, lang)}. {indicator.meaning[lang]}",
        indicator.norm.get(lang, ""),
        "" if indicator.certainty is Certainty.CERTAIN else f"[{say(LABELS[indicator.certainty], lang)}]",
        reasons(sheet, indicator, found, lang),
    ]
    return Run(indicator.label[lang], strong=True), Run(" ".join(filter(None, told)))
