"""What the numbers of a form say: how much, how it changed, what it consists of, what is expected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.engine.editions.schema import Parts, Row, Table
from drogowskaz.engine.narrative.amounts import amount, percent
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Kind, State, decimal_text
from drogowskaz.engine.words import _, count, plural, say

MOST_PARTS = 4
"""A sentence names so many parts; the others are counted."""
OTHERS = plural("{n} other", "{n} others")
SILENT = {
    State.EMPTY: _("{label}: not filled in for {year}."),
    State.NO_INFORMATION: _("{label}: no information for {year} (a dot on the form)."),
    State.NOT_APPLICABLE: _("{label}: does not apply in {year} (an x on the form)."),
}


@dataclass(frozen=True)
class Draft:
    """A sentence or two, and the cells whose numbers they tell; a copy that hides one of them leaves the draft out."""

    text: str
    cells: tuple[CellKey, ...]


def drafts(table: Table, sheet: Sheet, lang: str) -> tuple[Draft, ...]:
    """A draft for each row that stands for itself, in the order of the form; parts are told with their whole."""
    wholes = [row for row in table.rows if row.parent is None and row.kind is not Kind.TEXT and 0 in row.offsets]
    none = [row for row in wholes if number(row, 0, sheet) == 0 == number(row, -1, sheet)]
    told = [about(row, sheet, lang) for row in wholes if row not in none]
    return (*told, _none(none, sheet, lang)) if none else tuple(told)


def _none(rows: list[Row], sheet: Sheet, lang: str) -> Draft:
    """One sentence for all that there was none of in both years."""
    message = _("None in {year}, as in the year before: {labels}.")
    labels = "; ".join(row.label[lang] for row in rows)
    cells = tuple((row.key, offset) for row in rows for offset in (-1, 0))
    return Draft(say(message, lang, year=sheet.year, labels=labels), cells)


def about(row: Row, sheet: Sheet, lang: str, *, parts: bool = True) -> Draft:
    """What is to be said of one row of the assessed year; `parts`: also what it consists of."""
    now = number(row, 0, sheet)
    if now is None:
        message = SILENT[sheet.value(row.key, 0).state]
        return Draft(say(message, lang, label=row.label[lang], year=sheet.year), ())
    told = [level(row, now, sheet, lang)]
    cells = [(row.key, 0)]
    before = number(row, -1, sheet)
    if before is not None:
        told.append(change(row, now, before, lang))
        cells.append((row.key, -1))
    text = "".join(told) + "."
    ahead = number(row, 1, sheet)
    if ahead is not None:
        expected = _("Expected in {year}: {amount}.")
        text += " " + say(expected, lang, year=sheet.year + 1, amount=amount(ahead, row, lang))
        cells.append((row.key, 1))
    for kind in (Parts.ALL, Parts.SOME) if parts else ():
        members = [other for other in sheet.edition.tables[row.table].rows if _part_of(other, row, kind)]
        sentence = _made_of(row, now, members, kind, sheet, lang)
        if sentence:
            text += f" {sentence}"
            cells += [(part.key, 0) for part in members]
    return Draft(text, tuple(cells))


def number(row: Row, offset: int, sheet: Sheet) -> Fraction | None:
    """The number in shown units, None where there is none."""
    value = sheet.value(row.key, offset)
    if row.kind is Kind.TEXT or value.state is not State.VALUE:
        return None
    return Fraction(value.number, row.kind.scale)


def level(row: Row, now: Fraction, sheet: Sheet, lang: str) -> str:
    """`Residents – total: 8 279 persons in 2014`."""
    message = _("{label}: {amount} in {year}")
    return say(message, lang, label=row.label[lang], amount=amount(now, row, lang), year=sheet.year)


def change(row: Row, now: Fraction, before: Fraction, lang: str) -> str:
    """How it differs from the year before: by how much, and by which part of what it was."""
    if now == before:
        return say(_(", the same as the year before"), lang)
    if before == 0:
        return say(_(", none the year before"), lang)
    by = amount(abs(now - before), row, lang, by=True)
    part = percent(now - before, abs(before), lang, signed=True)
    message = (
        _(", {by} more than the year before ({percent})")
        if now > before
        else _(", {by} less than the year before ({percent})")
    )
    return say(message, lang, by=by, percent=part)


def _part_of(other: Row, row: Row, kind: Parts) -> bool:
    return other.parent == row.key and other.parts is kind and 0 in other.offsets


def _made_of(row: Row, whole: Fraction, parts: list[Row], kind: Parts, sheet: Sheet, lang: str) -> str:
    """The parts with their shares; nothing where one of them is not known or the whole is zero."""
    amounts = [(part, number(part, 0, sheet)) for part in parts]
    known = [(part, value) for part, value in amounts if value is not None]
    if not parts or len(known) < len(parts) or whole <= 0:
        return ""
    largest = sorted(known, key=lambda one: -one[1])[:MOST_PARTS]
    said = [_share(part, value, whole, lang) for part, value in known if (part, value) in largest]
    left = len(known) - len(said)
    if left:
        said.append(count(OTHERS, left, lang))
    message = _("Of these: {parts}.") if kind is Parts.ALL else _("Among them: {parts}.")
    return say(message, lang, parts="; ".join(said))


def _share(part: Row, value: Fraction, whole: Fraction, lang: str) -> str:
    name = part.short.get(lang) or part.label[lang]
    return f"{name} {decimal_text(value, lang)} ({percent(value, whole, lang)})"


def changes(rows: Iterable[Row], sheet: Sheet) -> Iterator[tuple[Row, Fraction, Fraction]]:
    """Rows whose number differs from the year before, with both numbers; a change from zero is none of them."""
    for row in rows:
        if row.kind is Kind.TEXT:
            continue
        now, before = number(row, 0, sheet), number(row, -1, sheet)
        if now is not None and before and now != before:
            yield row, now, before
