"""A document as XLSX, by XlsxWriter: numbers that are numbers, charts that can be edited, texts that are never run."""

import io
from datetime import datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from drogowskaz.documents.arrangement import CONTENTS, mark_line
from drogowskaz.documents.charts.lettering import shortened
from drogowskaz.documents.content import Chart, Document
from drogowskaz.documents.figures import places
from drogowskaz.documents.pictures import images
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.sheets.grid import Grid, Look, Spot, contents, grid
from drogowskaz.documents.sheets.outline import sheets
from drogowskaz.documents.sheets.xlsx_charts import add_chart
from drogowskaz.documents.spreadsheets import content as colours
from drogowskaz.documents.spreadsheets.content import address
from drogowskaz.documents.spreadsheets.xlsx import LONGEST_TEXT
from drogowskaz.documents.zipped import MOMENT
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, say

LINE, TALLEST = 15, 409
"""Points of a line of text, and of the tallest row that there can be."""
WIDE = 7
"""Columns from which on the paper lies on its side."""
ON_FOOT = 480
"""Pixels of the sentence at the foot of the paper; programs take 255 characters in all."""
PICTURE = 620
"""Pixels that a picture is wide on a sheet."""
LOOKS: dict[Look, dict[str, object]] = {
    Look.TITLE: {"bold": True, "font_size": 14, "font_color": colours.GREEN},
    Look.MARK: {"bold": True, "font_color": "#7d4a00"},
    Look.TEXT: {},
    Look.LINK: {"font_color": colours.GREEN, "underline": 1},
    Look.CAPTION: {"bold": True, "font_color": colours.GREEN, "text_wrap": True},
    Look.HEAD: {"bold": True, "font_color": colours.WHITE, "bg_color": colours.GREEN, "text_wrap": True},
    Look.HEAD_END: {
        "bold": True, "font_color": colours.WHITE, "bg_color": colours.GREEN, "text_wrap": True, "align": "right",
    },
    Look.LABEL: {"text_wrap": True, "bottom": 1},
    Look.TOTAL: {"text_wrap": True, "bottom": 1, "bold": True, "bg_color": colours.GREEN_SOFT},
    Look.SUBTITLE: {"bold": True, "bottom": 1, "text_wrap": True, "font_color": colours.GREEN},
    Look.WORD: {"text_wrap": True, "bottom": 1, "align": "right"},
    Look.NUMBER: {"bottom": 1, "align": "right"},
    Look.TOTAL_NUMBER: {"bottom": 1, "align": "right", "bold": True, "bg_color": colours.GREEN_SOFT},
    Look.SENTENCE: {"text_wrap": True, "bottom": 1},
    Look.NOTE: {"font_size": 9, "font_color": colours.MUTED, "text_wrap": True},
}  # fmt: skip


def render(document: Document, *, pictures: Path | None = None) -> bytes:
    """The file. `pictures` is a folder where drawn pictures are kept for the next time.

    Raises Unusable for a text longer than a cell can hold.
    """
    document = cleaned(document)
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    made = datetime.combine(document.made, time()) if document.made else datetime(*MOMENT)
    about = {"title": document.title[:255], "author": document.author[:255], "comments": document.footer[:255]}
    book.set_properties({**about, "keywords": ", ".join(document.keywords)[:255], "created": made})
    grids = [grid(sheet, document, pictures=True) for sheet in sheets(document)]
    formats = _Formats(book)
    for one in (contents(document, grids, say(CONTENTS, document.lang)), *grids):
        page = book.add_worksheet(one.name)
        _write(page, one, formats)
        _set_up(page, one, document)
        _add_pictures(book, page, one, document.lang, pictures)
    book.close()
    return stream.getvalue()


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[Look, int, int], Format] = {}

    def of(self, spot: Spot) -> Format:
        decimals = places(spot.number) if spot.number is not None else -1
        key = spot.look, spot.level, decimals
        if key not in self.made:
            properties = {"font_name": "Calibri", "font_size": 11, "font_color": colours.INK, "valign": "top"}
            properties |= {"bottom_color": colours.LINE, **LOOKS[spot.look]}
            if spot.level:
                properties |= {"indent": spot.level, "align": "left"}
            if decimals >= 0:
                properties["num_format"] = f"#,##0.{'0' * decimals}".rstrip(".")
            self.made[key] = self.book.add_format(properties)
        return self.made[key]


def _write(page: Worksheet, one: Grid, formats: _Formats) -> None:
    for column, width in enumerate(one.widths):
        page.set_column(column, column, width)
    for row, lines in one.heights.items():
        page.set_row(row, min(LINE * lines, TALLEST))
    for spot in one.spots:
        if len(spot.text) > LONGEST_TEXT:
            message = _("The text is longer than a cell of XLSX can hold. Choose .ods or .csv.")
            raise unusable(message, Place(".xlsx", spot.row + 1, address(0, spot.column)[:-1], one.name))
        style = formats.of(spot)
        if spot.across > 1 or spot.down > 1:
            last = spot.row + spot.down - 1, spot.column + spot.across - 1
            page.merge_range(spot.row, spot.column, *last, "", style)
        if spot.link is not None:
            sheet, row = spot.link
            page.write_url(spot.row, spot.column, f"internal:'{sheet}'!A{row + 1}", style, spot.text)
        elif spot.number is not None:
            page.write_number(spot.row, spot.column, float(spot.number), style)
        elif spot.text:
            page.write_string(spot.row, spot.column, spot.text, style)
        else:
            page.write_blank(spot.row, spot.column, None, style)


def _set_up(page: Worksheet, one: Grid, document: Document) -> None:
    """What stays in sight, and how the sheet is printed."""
    page.freeze_panes(one.frozen, 1 if one.labels_stay else 0)
    page.hide_gridlines(2)
    page.set_paper(9)
    if len(one.widths) > WIDE or any(part.figure is not None for part in one.parts):
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    page.set_header(f"&L&8{_on_paper(mark_line(document))}")
    page.set_footer(f"&L&8{_on_paper(document.footer)}&R&8&P / &N")
    if one.repeated is not None:
        page.repeat_rows(*one.repeated)


def _on_paper(text: str) -> str:
    """A sentence on the edge of the paper, where an ampersand would begin a command."""
    return shortened(text, ON_FOOT).replace("&", "&&")


def _add_pictures(book: xlsxwriter.Workbook, page: Worksheet, one: Grid, lang: str, folder: Path | None) -> None:
    """A chart that can be edited beside each table of a chart; of what programs cannot draw, a picture."""
    beside = len(one.widths) + 1
    drawn = [part.figure for part in one.parts if part.figure is not None and not isinstance(part.figure, Chart)]
    pixels = iter(images(drawn, lang, folder))
    for part, place in zip(one.parts, one.places, strict=True):
        if part.figure is None:
            continue
        said = {"description": f"{part.figure.title}. {part.figure.alt}"[:1000], "object_position": 1}
        if isinstance(part.figure, Chart):
            page.insert_chart(place[0], beside, add_chart(book, one.name, part.figure, place), said)
        else:
            image = next(pixels)
            # The file has twice as many pixels as the drawing has units.
            size = PICTURE / (2 * image.width)
            data = {"image_data": io.BytesIO(image.png), "x_scale": size, "y_scale": size}
            page.insert_image(place[0], beside, "picture.png", {**data, **said})
