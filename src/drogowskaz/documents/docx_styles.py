"""The styles that a template for Word must have, by the names an office sees; a missing one is replaced by the
standard style. Styles are found by name, for Word gives them other keys in other languages."""

from dataclasses import dataclass

from docx.document import Document as Opened
from docx.oxml.ns import qn

from drogowskaz.documents.content import Mark

PREFIX = "Drogowskaz"
MARKS = {
    Mark.LEAD: "wstęp",
    Mark.NOTE: "uwaga",
    Mark.WARNING: "ostrzeżenie",
    Mark.DRAFT: "projekt",
    Mark.INVENTED: "przykład",
    Mark.WITHHELD: "ukryto",
}
REMARK, PICTURE, TABLE = "przypis", "rysunek", "tabela"
TABLE_TEXT, TABLE_HEAD, TABLE_TITLE = "tabela – tekst", "tabela – nagłówek", "tabela – śródtytuł"


@dataclass(frozen=True)
class Styles:
    """The keys of the styles of a template by their names in lower case, and the numbering of its numbered lists."""

    keys: dict[str, str]
    numbering: int | None

    def own(self, name: str) -> str:
        """The key of one of our styles."""
        return self.keys.get(f"{PREFIX} {name}".lower(), "")

    def common(self, name: str) -> str:
        """The key of a style that every program has, by its English name."""
        return self.keys.get(name.lower(), "")


def styles_of(opened: Opened) -> Styles:
    """The styles of a template."""
    keys = {str(style.name).lower(): str(style.style_id) for style in opened.styles}
    return Styles(keys, _numbering(opened, keys.get("list number", "")))


def _numbering(opened: Opened, key: str) -> int | None:
    """The abstract numbering that the style of numbered lists uses."""
    for style in opened.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) != key:
            continue
        used = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        numbers = opened.part.numbering_part.element.findall(qn("w:num")) if used is not None else []
        for number in numbers:
            if number.get(qn("w:numId")) == used.get(qn("w:val")):
                return int(number.find(qn("w:abstractNumId")).get(qn("w:val")))
    return None
