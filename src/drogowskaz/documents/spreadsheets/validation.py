"""What a spreadsheet program accepts in a cell: a number the row can have, a dot, or x. The same for XLSX and ODS."""

from drogowskaz.documents.spreadsheets.content import Entry, Page
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _, say

NOT_A_VALUE = _("Not a value of this row")
_WHOLE = _("Write a whole number, a dot (no information) or x (not applicable).")
_DECIMAL = _("Write a number with at most two decimal places, a dot (no information) or x (not applicable).")


def number_entries(page: Page) -> dict[Entry, list[tuple[int, int]]]:
    """The cells to be filled with a number, by what may be written into them."""
    found: dict[Entry, list[tuple[int, int]]] = {}
    for row, line in enumerate(page.lines):
        for column, cell in enumerate(line.cells):
            if cell is not None and cell.entry is not None and cell.entry.kind is not Kind.TEXT:
                found.setdefault(cell.entry, []).append((row, column))
    return found


def condition(entry: Entry, cell: str, comma: str) -> str:
    """What must be true of a filled cell, as a formula; `comma` parts the arguments."""
    places = 0 if entry.kind is Kind.COUNT else 2
    limits = [f"ABS({cell})<={entry.largest}", f"ROUND({cell}{comma}{places})={cell}"]
    if not entry.negative:
        limits.insert(0, f"{cell}>=0")
    number = f"IF(ISNUMBER({cell}){comma}AND({comma.join(limits)}){comma}FALSE())"
    return f'OR({number}{comma}{cell}="."{comma}{cell}="x")'


def refusal(entry: Entry, lang: str) -> str:
    """What the spreadsheet program says to a value that cannot stand there."""
    return say(_WHOLE if entry.kind is Kind.COUNT else _DECIMAL, lang)
