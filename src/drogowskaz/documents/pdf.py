"""A document as PDF/UA-1, set by typst. What is not accessible (a picture without words, say) does not compile."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import typst

from drogowskaz.documents.content import Document
from drogowskaz.documents.pdf_tags import with_row_headings
from drogowskaz.documents.pictures import fonts
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.typst_text import typst_data

TEMPLATE = Path(__file__).parent / "templates" / "assessment.typ"
_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def render(document: Document) -> bytes:
    """The file. A character that no font of this machine has is shown as the replacement character."""
    return with_known_signs(lambda swapped: with_row_headings(_compiled(cleaned(document, swapped))))


def with_known_signs(compiled: Callable[[Mapping[int, str]], bytes]) -> bytes:
    """What `compiled` gives once it is told which characters to swap, since no font of this machine has them."""
    swapped: dict[int, str] = {}
    while True:
        try:
            return compiled(swapped)
        except typst.TypstError as error:
            # Each turn takes out characters that the one before still had, so there is a last one.
            unshown = _unshown(error.diagnostic) - swapped.keys()
            if not unshown:
                raise
            swapped |= dict.fromkeys(unshown, "\N{REPLACEMENT CHARACTER}")


def _compiled(document: Document) -> bytes:
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts(), sys_inputs={"document": typst_data(document)})
    compiled = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(compiled, bytes), "a PDF is one file"
    return compiled


def _unshown(diagnostic: str) -> set[int]:
    """The characters that typst says it has no glyph for; it names all of them at once."""
    texts = _UNSHOWN.findall(diagnostic)
    return {ord(letter) for text in texts for letter in _CODE.sub(_decoded, text)}


def _decoded(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]
