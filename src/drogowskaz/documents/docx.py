"""A document as DOCX, written into a template that an office may change in Word or LibreOffice.

docxtpl fills the title page, the header and the footer; the text comes to stand where the template says `{{p body }}`.
"""

import copy
import io
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section as Paper
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from drogowskaz.documents.arrangement import Section, mark_line
from drogowskaz.documents.charts.lettering import shortened
from drogowskaz.documents.content import Chart, Document, Map, Strip
from drogowskaz.documents.docx_styles import Styles, styles_of
from drogowskaz.documents.docx_text import Writer, escaped_attribute, list_number
from drogowskaz.documents.pictures import Image, images
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.spreadsheets.markup import element
from drogowskaz.documents.zipped import MOMENT, steady
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, say

OFFICE = Path(__file__).parent / "templates" / "office.docx"
HERE = "drogowskaz-body"
_BODY = Markup('<w:p><w:pPr><w:pStyle w:val="drogowskaz-body"/></w:pPr></w:p>')
"""What the field for the text becomes, so that it can be found again."""
EMU = 12_700
"""English metric units in a point."""
TALLEST = 620
"""Points that a picture may be high, so that its caption stands on the same page."""
RUNNING = 640
"""Pixels of a line that is repeated on every page."""
LONGEST_PROPERTY = 255


def render(document: Document, *, template: Path = OFFICE, pictures: Path | None = None) -> bytes:
    """The file. `pictures` is a folder where drawn pictures are kept for the next time.

    Raises Unusable where the template is no DOCX, its fields cannot be read or it has no place for the text.
    """
    document = cleaned(document)
    opened = _opened(template)
    styles = styles_of(opened.docx)
    paper = opened.docx.sections[-1]
    _fill(opened, document, template)
    room = _room(paper)
    drawn = _drawn(opened, document, room[False], pictures)
    writer = Writer(document, styles, room, drawn, broken=bool(document.facts or document.subtitle))
    _put(opened, writer.sections(), template)
    _number_lists(opened, styles, writer.lists)
    _describe(opened, document)
    stream = io.BytesIO()
    opened.save(stream)
    return steady(stream.getvalue())


def _opened(template: Path) -> DocxTemplate:
    opened = DocxTemplate(template)
    try:
        opened.init_docx()
    except (OSError, KeyError, ValueError, BadZipFile):
        raise unusable(_("The template is not a DOCX file. Save it in Word as .docx."), Place(template.name)) from None
    return opened


def _fill(opened: DocxTemplate, document: Document, template: Path) -> None:
    """The fields of the template. What people wrote is escaped, and a template can reach nothing but these words."""
    # The numbers of pages are fields between these words.
    before, between, after = say(_("page {page} of {pages}"), document.lang, page="#", pages="#").split("#")
    words = {
        "title": document.title,
        "subtitle": document.subtitle,
        "mark": mark_line(document),
        "facts": [{"label": fact.label, "value": fact.value} for fact in document.facts],
        "header": shortened(" · ".join(filter(None, (document.code, document.title))), RUNNING),
        "header_mark": shortened(mark_line(document), RUNNING),
        "footer": shortened(document.footer, RUNNING),
        "page_before": before,
        "page_between": between,
        "page_after": after,
        "body": _BODY,
    }
    try:
        opened.render(words, SandboxedEnvironment(autoescape=True))
    except TemplateError:
        message = _("A field of the template cannot be read. Compare it with the original template.")
        raise unusable(message, Place(template.name)) from None


def _room(paper: Paper) -> tuple[float, float]:
    """The width of the text in points, on paper standing upright and on its side."""
    width, height = paper.page_width or 0, paper.page_height or 0
    beside = (paper.left_margin or 0) + (paper.right_margin or 0)
    return (width - beside) / EMU, (height - beside) / EMU


def _drawn(opened: DocxTemplate, document: Document, room: float, folder: Path | None) -> Iterator[str]:
    """The pictures of the figures as XML, with their alternative texts."""
    figures = [block for block in document.blocks if isinstance(block, Chart | Strip | Map)]
    for place, (figure, image) in enumerate(zip(figures, images(figures, document.lang, folder), strict=True), 1):
        key, _part = opened.docx.part.get_or_add_image(io.BytesIO(image.png))
        yield _inline(key, place, image, f"{figure.title}. {figure.alt}", room)


def _inline(key: str, place: int, image: Image, said: str, room: float) -> str:
    wide = min(room, TALLEST * image.width / image.height)
    size = {"cx": str(round(wide * EMU)), "cy": str(round(wide * image.height / image.width * EMU))}
    shape = element(
        "pic:spPr",
        {},
        element("a:xfrm", {}, element("a:off", {"x": "0", "y": "0"}), element("a:ext", size)),
        element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
    )
    named = {"id": str(place), "name": f"Picture {place}", "descr": escaped_attribute(said)}
    filled = element("a:stretch", {}, element("a:fillRect"))
    pixels = element("pic:blipFill", {}, element("a:blip", {"r:embed": key}), filled)
    about = element("pic:nvPicPr", {}, element("pic:cNvPr", named), element("pic:cNvPicPr"))
    data = element(
        "a:graphicData",
        {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"},
        element("pic:pic", {}, about, pixels, shape),
    )
    none = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    inner = (element("wp:extent", size), element("wp:docPr", named), element("a:graphic", {}, data))
    return element("w:drawing", {}, element("wp:inline", none, *inner))


def _put(opened: DocxTemplate, parts: list[tuple[Section, str]], template: Path) -> None:
    """Put the text in its place, each part on its paper."""
    body = opened.docx.element.body
    here = next((style for style in body.iter(qn("w:pStyle")) if style.get(qn("w:val")) == HERE), None)
    if here is None:
        message = _("The template has no place for the text. Write {field} in a paragraph of its own.")
        raise unusable(message, Place(template.name), field="{{p body }}")
    paper, spot = body[-1], here.getparent().getparent()
    for place, (part, text) in enumerate(parts):
        last = place == len(parts) - 1
        for node in _parsed(text):
            spot.addprevious(node)
        about = paper if last else copy.deepcopy(paper)
        _turn(about, wide=part.wide, first=place == 0)
        if not last:
            (end,) = _parsed("<w:p><w:pPr/></w:p>")
            end[0].append(about)
            spot.addprevious(end)
    spot.getparent().remove(spot)


def _parsed(text: str) -> list[Any]:
    return list(parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'pic', 'r')}>{text}</w:body>"))


def _turn(paper: Any, *, wide: bool, first: bool) -> None:
    """Lay the paper on its side, and let only the first part have a first page of its own."""
    size = paper.find(qn("w:pgSz"))
    if wide:
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
    for own in paper.findall(qn("w:titlePg")) if not first else ():
        paper.remove(own)


def _number_lists(opened: DocxTemplate, styles: Styles, lists: int) -> None:
    """Each numbered list begins with one."""
    if styles.numbering is None:
        return
    numbering = opened.docx.part.numbering_part.element
    for place in range(1, lists + 1):
        start = element("w:lvlOverride", {"w:ilvl": "0"}, element("w:startOverride", {"w:val": "1"}))
        uses = element("w:abstractNumId", {"w:val": str(styles.numbering)})
        (number,) = _parsed(element("w:num", {"w:numId": str(list_number(place))}, uses, start))
        numbering.append(number)


def _describe(opened: DocxTemplate, document: Document) -> None:
    """What the file says of itself, and its language."""
    made = datetime.combine(document.made, time()) if document.made else datetime(*MOMENT)
    properties = opened.docx.core_properties
    properties.title = document.title[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = document.author[:LONGEST_PROPERTY]
    properties.keywords = ", ".join(document.keywords)[:LONGEST_PROPERTY]
    properties.comments = document.footer[:LONGEST_PROPERTY]
    properties.subject, properties.language, properties.revision = "", document.lang, 1
    properties.created = properties.modified = made.replace(tzinfo=UTC)
    for lang in opened.docx.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "pl-PL" if document.lang == "pl" else "en-GB")
