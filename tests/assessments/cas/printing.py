"""A print in the layout of CAS, for tests: chapters, tables and rows with the heads that the official print has."""

from collections.abc import Callable, Iterable

from drogowskaz.engine.editions.schema import Row, Table
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import show

Keep = Callable[[Row], bool]


def _head(sheet: Sheet, offsets: Iterable[int]) -> list[str]:
    """The official print gives a number to the previous years only."""
    names = {0: "Rok oceny", 1: "Rok po ocenie", 2: "Dwa lata po ocenie"}
    years = [names.get(offset, f"Rok {sheet.year + offset}") for offset in offsets]
    return ["Lp.", "WYSZCZEGÓLNIENIE", *years]


def _row(sheet: Sheet, row: Row) -> list[str]:
    number = "" if row.number is None else str(row.number)
    return [number, row.label["pl"], *(show(sheet.value(row.key, offset), row.kind) for offset in row.offsets)]


def _table(sheet: Sheet, table: Table, keep: Keep, *, backwards: bool) -> list[list[str]]:
    rows = [row for row in table.rows if keep(row)]
    lines = [_row(sheet, row) for row in (reversed(rows) if backwards else rows)]
    return [_head(sheet, rows[0].offsets), *lines] if rows else []


def as_page(
    sheet: Sheet, *, heading: str = "", keep: Keep = lambda _row: True, backwards: bool = False, charset: str = "utf-8"
) -> str:
    """The print as the page of a browser."""
    parts = [f'<html><head><meta charset="{charset}"></head><body><h1>{heading}</h1>']
    for chapter in sheet.edition.chapters:
        tables = [(table, _table(sheet, table, keep, backwards=backwards)) for table in chapter.tables]
        parts.append(f"<h2>{chapter.number} {chapter.label['pl']}</h2>")
        for table, lines in tables:
            if not lines:
                continue
            cells = "".join(
                f"<tr>{''.join(f'<td><p>{field}</p></td>' for field in line)}</tr>\n"
                for line in [[table.label["pl"]], *lines]
            )
            parts.append(f"<table>{cells}</table>")
    return "\n".join([*parts, "</body></html>"])


def as_text(sheet: Sheet, *, keep: Keep = lambda _row: True) -> str:
    """The tables as they are pasted."""
    lines: list[list[str]] = []
    for chapter in sheet.edition.chapters:
        lines.append([chapter.label["pl"]])
        for table in chapter.tables:
            lines += [[table.label["pl"]], *_table(sheet, table, keep, backwards=False)]
    return "\n".join("\t".join(line) for line in lines)
