"""Write the template of documents for Word and LibreOffice: `python tools/office_template.py`.

An office may open the file, change fonts, colours and the title page, and keep it as a template of its own. What it
must leave are the names of the styles and `{{p body }}`, the place of the text.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from drogowskaz.documents.content import Mark
from drogowskaz.documents.docx import OFFICE
from drogowskaz.documents.docx_styles import (
    MARKS,
    PICTURE,
    PREFIX,
    REMARK,
    TABLE,
    TABLE_HEAD,
    TABLE_TEXT,
    TABLE_TITLE,
)
from drogowskaz.documents.zipped import steady

INK, MUTED, GREEN = RGBColor(0x1B, 0x24, 0x22), RGBColor(0x55, 0x60, 0x5C), RGBColor(0x0B, 0x5D, 0x4E)
LINE, STRONG_LINE, BOARD = "DDD7C8", "85847A", "F2B632"
GROUNDS = {
    Mark.NOTE: ("1F4E8C", "E6EEF8"),
    Mark.WARNING: ("7D4A00", "FDF1D3"),
    Mark.DRAFT: ("7D4A00", "FDF1D3"),
    Mark.INVENTED: ("7D4A00", "FDF1D3"),
    Mark.WITHHELD: ("55605C", "F4F1EA"),
}
SERIF, SANS = "Georgia", "Calibri"
WIDTH = Cm(17)


def main() -> None:
    """Write the file where the program looks for it, or where the command says."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else OFFICE
    place.write_bytes(template())
    print(f"{place} written")


def template() -> bytes:
    """The file; the same every time."""
    made = Document()
    _forget_thumbnail(made)
    _paper(made)
    _settings(made)
    _styles(made)
    _title_page(made)
    _edges(made)
    properties = made.core_properties
    properties.author, properties.title, properties.comments = "Drogowskaz", "Szablon dokumentu", ""
    properties.created = properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    stream = BytesIO()
    made.save(stream)
    return steady(stream.getvalue())


def _forget_thumbnail(made: Opened) -> None:
    """The file that the library begins with has a picture of itself, which is not ours."""
    for key, part in list(made.part.package.rels.items()):
        if part.reltype.endswith("/thumbnail"):
            made.part.package.rels.pop(key)


def _paper(made: Opened) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True


def _settings(made: Opened) -> None:
    settings = made.settings.element
    compatibility = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, compatibility)
    hyphens = OxmlElement("w:autoHyphenation")
    settings.insert(list(settings).index(settings.find(qn("w:defaultTabStop"))), hyphens)


def _styles(made: Opened) -> None:
    styles = made.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:val"), "pl-PL")
    _set(styles["Normal"], SANS, 11, INK, after=6, spacing=1.15)
    _set(styles["Title"], SERIF, 26, GREEN, before=6, after=6, bold=True)
    _set(styles["Subtitle"], SERIF, 14, MUTED, after=14)
    for level, size in enumerate((19, 15, 12.5, 11), 1):
        _set(styles[f"Heading {level}"], SERIF, size, GREEN, before=22 - 3 * level, after=6, bold=True, kept=True)
    _set(styles["Caption"], SANS, 10.5, INK, before=12, after=4, kept=True)
    _set(styles["Quote"], SERIF, 11, INK, before=6, after=8, left=0.6)
    styles["Quote"].font.italic = True
    _bordered(styles["Quote"], STRONG_LINE, None)
    _set(styles["TOC Heading"], SERIF, 19, GREEN, after=8, bold=True, kept=True)
    for level in (1, 2, 3, 4):
        toc = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        _set(toc, SANS, 11, INK, before=6 if level == 1 else 0, after=3, left=0.6 * (level - 1), bold=level == 1)
        toc.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _set(_own(made, MARKS[Mark.LEAD]), SANS, 12.5, INK, after=10)
    _set(_own(made, REMARK), SANS, 9, MUTED, before=4, after=12)
    _set(_own(made, TABLE_TEXT), SANS, 9.5, INK, before=2, after=2, spacing=1)
    _set(_own(made, TABLE_HEAD), SANS, 9.5, MUTED, before=2, after=2, spacing=1, bold=True, kept=True)
    _set(_own(made, TABLE_TITLE), SANS, 9.5, GREEN, before=6, after=2, spacing=1, bold=True, kept=True)
    _set(_own(made, PICTURE), SANS, 11, INK, after=4)
    for mark, (edge, ground) in GROUNDS.items():
        style = _own(made, MARKS[mark])
        _set(style, SANS, 11, INK, before=8, after=10, left=0.3)
        _bordered(style, edge, ground)
    _table_style(made)


def _own(made: Opened, name: str) -> ParagraphStyle:
    style = made.styles.add_style(f"{PREFIX} {name}", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    style.quick_style = True
    return style


def _set(
    style: ParagraphStyle, face: str, size: float, colour: RGBColor, *, before: float = 0, after: float = 0,
    left: float = 0, spacing: float | None = None, bold: bool = False, kept: bool = False,
) -> None:  # fmt: skip
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{key}"), face)
    style.font.size, style.font.color.rgb, style.font.bold, style.font.italic = Pt(size), colour, bold, False
    form = style.paragraph_format
    form.space_before, form.space_after, form.left_indent = Pt(before), Pt(after), Cm(left) if left else None
    form.keep_with_next = kept
    if spacing is not None:
        form.line_spacing = spacing
    for old in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(old)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _bordered(style: ParagraphStyle, edge: str, ground: str | None) -> None:
    """A bar on the left, and a ground."""
    about = style.element.get_or_add_pPr()
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="20" w:space="8" w:color="{edge}"/></w:pBdr>'
    )
    about.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if ground:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>')
        about.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _table_style(made: Opened) -> None:
    style = made.styles.add_style(f"{PREFIX} {TABLE}", WD_STYLE_TYPE.TABLE)
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="10" w:space="0" w:color="{STRONG_LINE}"'
    for part in (
        f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>',
    ):
        style.element.append(parse_xml(part))


def _title_page(made: Opened) -> None:
    bar = made.add_paragraph()
    bar.paragraph_format.space_before, bar.paragraph_format.right_indent = Cm(4), Cm(14.6)
    bar._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="36" w:space="1" w:color="{BOARD}"/></w:pBdr>')
    )
    made.add_paragraph("{{ title }}", "Title")
    made.add_paragraph("{%p if subtitle %}")
    made.add_paragraph("{{ subtitle }}", "Subtitle")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if mark %}")
    made.add_paragraph("{{ mark }}", f"{PREFIX} {MARKS[Mark.DRAFT]}")
    made.add_paragraph("{%p endif %}")
    facts = made.add_table(rows=3, cols=2)
    facts.style, facts.autofit = made.styles[f"{PREFIX} {TABLE}"], False
    facts._tbl.tblPr.find(qn("w:tblLook")).attrib.clear()
    begin, fact, end = facts.rows
    begin.cells[0].text, end.cells[0].text = "{%tr for fact in facts %}", "{%tr endfor %}"
    fact.cells[0].text, fact.cells[1].text = "{{ fact.label }}", "{{ fact.value }}"
    for column, width in zip(facts.columns, (Cm(5), Cm(12)), strict=True):
        column.width = width
    fact.cells[0].paragraphs[0].runs[0].font.color.rgb = MUTED
    made.add_paragraph("{{p body }}")


def _edges(made: Opened) -> None:
    """The running header and the footer, and the footer alone on the first page."""
    section = made.sections[0]
    section.header.paragraphs[0].add_run("{{ header }}")
    section.header.add_paragraph("{%p if header_mark %}", "Header")
    section.header.add_paragraph(style="Header").add_run("{{ header_mark }}").font.bold = True
    section.header.add_paragraph("{%p endif %}", "Header")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        _tabbed(paragraph)
        paragraph.add_run("{{ footer }}\t{{ page_before }}")
        _field(paragraph, "PAGE")
        paragraph.add_run("{{ page_between }}")
        _field(paragraph, "NUMPAGES")
        paragraph.add_run("{{ page_after }}")
    for style in ("Header", "Footer"):
        _set(made.styles[style], SANS, 8.5, MUTED)


def _tabbed(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    stops = paragraph.style.paragraph_format.tab_stops
    for stop in list(stops):
        del stops[list(stops).index(stop)]
    paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, inner in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "":
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {inner} </w:instrText>'))
        elif kind == "text":
            run.text = inner
        else:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


if __name__ == "__main__":
    main()
