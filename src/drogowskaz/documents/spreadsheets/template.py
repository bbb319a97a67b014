"""The template of an edition as a workbook: what it is, a sheet for each chapter, then the checks."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from drogowskaz.documents.spreadsheets.checks import check_page, looks
from drogowskaz.documents.spreadsheets.content import Cell, Entry, Line, Look, Page, Workbook
from drogowskaz.documents.spreadsheets.layout import FIRST_YEAR, KEY, lines_for, places, year_name
from drogowskaz.documents.spreadsheets.workings import workings
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.editions.schema import Chapter, Edition, Row, Table
from drogowskaz.engine.expressions.nodes import column as column_name
from drogowskaz.engine.expressions.spreadsheet import Formula, Position, called, runs
from drogowskaz.engine.files.spreadsheets.stamp import ABOUT, FORM, UNIT, VALUE, Stamp, rows_hash, totals
from drogowskaz.engine.measures import measures
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State, Value, show
from drogowskaz.engine.words import _, say

ABOUT_WIDTHS = (4, 30, 70)
HOW_TO_FILL = (
    ("", _("Fill in the unlocked cells on the sheets of the chapters. The others are locked, without a password.")),
    ("0", _("none, or less than the unit of the table")),
    (".", _("no information, or none that is reliable")),
    ("x", _("filling is impossible or pointless")),
    (_("empty"), _("not filled in yet; a form may be left unfinished and filled later")),
    (_("totals"), _("A total adds up its parts by itself once every part is a number. You may write over it.")),
    (_("order"), _("Rows may be moved and columns put between: the hidden first column says which row is which.")),
    (_("checks"), _("The sheet “Checks” says at once what does not agree, while you fill in the form.")),
    (_("your own"), _("Keep calculations of your own on a sheet of your own. Do not use macros.")),
    (_("to be checked"), _("Rows with this mark are not confirmed by an official print.")),
)
"""What a person must know, beside the symbol or word it is about."""


def template(edition: Edition, *, unit: str, year: int, filled: Sheet | None, lang: str) -> Workbook:
    """The workbook for one unit and assessed year; `unit` may be empty and is then to be written in.

    `filled` gives the values that already stand in it: a sheet of this edition and year.
    """
    stamp = Stamp(FORM, edition.id, year, unit, rows_hash(edition))
    chapters = [chapter for chapter in edition.chapters if chapter.rows]
    pages = [_chapter_page(edition, chapter, stamp, filled, lang) for chapter in chapters]
    sheet, found = filled or Sheet(edition, unit, year), places(edition, pages)
    behind = workings(sheet, found, lang)
    return Workbook(
        title=edition.label[lang],
        footer=" · ".join(part for part in (edition.id, unit, str(year)) if part),
        lang=lang,
        pages=(_about_page(edition, stamp, lang), *pages, check_page(sheet, behind, found, lang), behind.page),
        answers=looks(lang),
    )


def _about_page(edition: Edition, stamp: Stamp, lang: str) -> Page:
    def told(message: str, **params: object) -> str:
        return say(message, lang, **params)

    unit = Cell(stamp.unit, Look.TEXT)
    if not stamp.unit:
        unit = Cell("", Look.CODE, entry=Entry(Kind.TEXT, 0))
    facts = (
        ("edition", _("edition of the form"), Cell(edition.id)),
        ("year", _("assessed year"), Cell(str(stamp.year))),
        (UNIT, _("unit (TERYT code)"), unit),
        ("rows", _("hash of the rows"), Cell(stamp.rows)),
        ("basis", _("basis of the form"), Cell(edition.basis, Look.WRAPPED)),
    )
    machine = Stamp(ABOUT, stamp.edition, stamp.year, stamp.unit, stamp.rows)
    lines = [
        Line((_machine(str(machine)), None, _machine(VALUE)), hidden=True),
        Line((None, Cell(edition.label[lang], Look.TITLE)), lines=2),
        *(
            Line(
                (_machine(key), Cell(told(name), Look.LABEL), cell),
                lines=lines_for(str(cell.content), ABOUT_WIDTHS[2]),
            )
            for key, name, cell in facts
        ),
        Line(()),
        Line((None, Cell(told(_("How to fill it in")), Look.TITLE)), lines=2),
        *(
            Line(
                (None, Cell(told(name) if name else "", Look.LABEL), Cell(told(hint), Look.WRAPPED)),
                lines=lines_for(told(hint), ABOUT_WIDTHS[2]),
            )
            for name, hint in HOW_TO_FILL
        ),
        *_titles_only(edition, lang),
    ]
    return Page(told(_("About the form")), tuple(lines), ABOUT_WIDTHS, frozenset({KEY}))


def _titles_only(edition: Edition, lang: str) -> list[Line]:
    """The chapters without rows, so that nobody looks for their sheets."""
    bare = [chapter for chapter in edition.chapters if not chapter.rows]
    if not bare:
        return []
    heading = Line((None, Cell(say(_("Chapters without rows"), lang), Look.TITLE)), lines=2)
    return [
        heading,
        *(
            Line(
                (None, Cell(chapter.number, Look.LABEL), Cell(chapter.label[lang], Look.WRAPPED)),
                lines=lines_for(chapter.label[lang], ABOUT_WIDTHS[2]),
            )
            for chapter in bare
        ),
    ]


def _chapter_page(edition: Edition, chapter: Chapter, stamp: Stamp, filled: Sheet | None, lang: str) -> Page:
    builder = _Builder(edition, stamp.year, filled, lang)
    offsets = edition.offsets
    builder.add(
        _machine(str(stamp)), None, None, None, *(_machine(column_name(offset)) for offset in offsets), hidden=True
    )
    # The years stand beside the title: this line stays in sight and is printed again on every sheet of paper.
    builder.add(
        _machine(f"@{chapter.number}"),
        Cell(chapter.number, Look.TITLE),
        Cell(chapter.label[lang], Look.TITLE),
        None,
        *builder.years(offsets),
        lines=2,
    )
    for table in chapter.tables:
        builder.add_table(table)
    name = say(_("Chapter {number}"), lang, number=chapter.number).replace("\N{NO-BREAK SPACE}", " ")
    widths = (4, 6, 52, 14, *(13 for _offset in offsets), 44, 28)
    return Page(name, builder.finished(), widths, frozenset({KEY}), frozen=(2, FIRST_YEAR), repeated=(1, 1))


class _Builder:
    """Gathers the lines of a chapter. Totals are added at the end, when every row has its place."""

    def __init__(self, edition: Edition, year: int, filled: Sheet | None, lang: str) -> None:
        self.edition, self.year, self.filled, self.lang = edition, year, filled, lang
        self.lines: list[Line] = []
        self.places: dict[str, int] = {}
        self.totals = totals(edition)
        self.measures = measures()

    def add(self, *cells: Cell | None, lines: int = 1, hidden: bool = False) -> None:
        self.lines.append(Line(cells, lines, hidden))

    def add_table(self, table: Table) -> None:
        """The heading of the table, the names of its columns, its rows, an empty line."""
        self.add(Cell(f"@{table.key}", Look.MACHINE), None, Cell(table.label[self.lang], Look.TITLE), lines=2)
        used = frozenset(offset for row in table.rows for offset in row.offsets)
        names = (_("no."), _("row"), _("measured in"))
        self.add(
            Cell(f"@{table.key}", Look.MACHINE),
            *(self._heading(name) for name in names),
            *self.years(used),
            self._heading(_("note")),
            self._heading(_("certainty")),
            lines=2,
        )
        for row in table.rows:
            self._add_row(row, table.depths[row.key])
        self.add()

    def years(self, used: Collection[int]) -> Iterator[Cell]:
        """The names of the columns of years, without those that no row of the table has."""
        return (
            Cell(year_name(self.year, offset, self.lang) if offset in used else "", Look.YEAR)
            for offset in self.edition.offsets
        )

    def finished(self) -> tuple[Line, ...]:
        """All lines, with formulas where a total is, or will be, just the sum of its parts."""
        lines = list(self.lines)
        for key, parts in self.totals.items():
            if key not in self.places or not {*parts} <= {*self.places}:
                continue
            place = self.places[key]
            cells = list(lines[place].cells)
            for offset in self.edition.row_by_key[key].offsets:
                column = FIRST_YEAR + self.edition.offset_index[offset]
                cell = cells[column]
                if cell is not None and self._is_sum(key, parts, offset):
                    formula = _total([(self.places[part], column) for part in parts])
                    cells[column] = Cell(cell.content, cell.look, entry=cell.entry, formula=formula)
            lines[place] = Line(tuple(cells), lines[place].lines)
        return tuple(lines)

    def _is_sum(self, key: str, parts: tuple[str, ...], offset: int) -> bool:
        """Does the formula give exactly what stands there? Nothing, as long as a part is no number."""
        values = [self._value(part, offset) for part in parts]
        whole = self._value(key, offset)
        if all(value.state is State.VALUE for value in values):
            return whole == Value(State.VALUE, sum(value.number for value in values))
        return whole.state is State.EMPTY

    def _add_row(self, row: Row, depth: int) -> None:
        total = row.key in self.totals
        self.places[row.key] = len(self.lines)
        label, note = row.label[self.lang], row.note.get(self.lang, "")
        years = (
            self._entry(row, offset, total) if offset in row.offsets else Cell("", Look.CLOSED)
            for offset in self.edition.offsets
        )
        certainty = say(LABELS[row.certainty], self.lang)
        self.add(
            _machine(row.key),
            Cell("" if row.number is None else str(row.number), Look.NUMBER),
            Cell(label, Look.TOTAL if total else Look.LABEL, indent=depth),
            Cell(self.measures[row.unit].label[self.lang], Look.REMARK, indent=1),
            *years,
            Cell(note, Look.REMARK, indent=1),
            Cell(certainty, Look.REMARK if row.certainty is Certainty.CERTAIN else Look.DOUBT, indent=1),
            lines=max(lines_for(label, 50 - 2 * depth), lines_for(note, 50), 3 if row.kind is Kind.TEXT else 1),
        )

    def _entry(self, row: Row, offset: int, total: bool) -> Cell:
        entry = Entry(row.kind, self.edition.largest.get(row.kind, 0), row.negative)
        look = Look.ENTRY_TOTAL if total else Look.ENTRY
        return Cell(written(self._value(row.key, offset), row.kind), look, entry=entry)

    def _value(self, key: str, offset: int) -> Value:
        return Value(State.EMPTY) if self.filled is None else self.filled.value(key, offset)

    def _heading(self, message: str) -> Cell:
        return Cell(say(message, self.lang), Look.HEADING, indent=1)


def _total(parts: list[Position]) -> Formula:
    """The sum of the parts once every part is a number, nothing before."""
    areas: list[Formula] = [(area,) for area in runs(parts)]
    return called("IF", (*called("COUNT", *areas), f"={len(parts)}"), called("SUM", *areas), ('""',))


def written(value: Value, kind: Kind) -> str | int | Decimal:
    """A value as a cell holds it: a number as a number, a symbol or a text as a text."""
    if value.state is not State.VALUE or kind is Kind.TEXT:
        return show(value, kind)
    return value.number if kind.scale == 1 else Decimal(value.number) / kind.scale


def _machine(text: str) -> Cell:
    return Cell(text, Look.MACHINE)
