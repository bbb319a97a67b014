"""`drogowskaz report FILE -o OUT`: a filled form as a document, for everybody or for the council."""

from importlib import import_module
from pathlib import Path

from drogowskaz.config.commands.check import read_form
from drogowskaz.config.commands.output import deliver
from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import COPIES, NOTHING_HIDDEN, Copy
from drogowskaz.documents.assessment.hiding import hidden_in
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, say

RENDERERS = {
    ".pdf": "drogowskaz.documents.pdf",
    ".docx": "drogowskaz.documents.docx",
    ".xlsx": "drogowskaz.documents.sheets.xlsx",
    ".ods": "drogowskaz.documents.sheets.ods",
    ".csv": "drogowskaz.documents.sheets.long_csv",
}
"""The module that makes each kind of file; only the one that is asked for is loaded."""


def run(path: Path, output: Path, *, edition: str | None, summary: bool, copy: str, lang: str) -> int:
    """Write the document and say which copy it is. Raises Unusable; then there is no new file."""
    ending = output.suffix.lower()
    if ending not in RENDERERS:
        known = ", ".join(RENDERERS)
        raise unusable(_("A document ends in one of: {known}."), Place(output.name), known=known)
    if copy not in list(Copy):
        known = ", ".join(Copy)
        raise unusable(_("There is no copy “{copy}”. Choose one of: {known}."), copy=copy, known=known)
    readings = read_form(path, edition)
    if len(readings) > 1:
        raise unusable(_("The file holds several forms; a document is about one."), Place(path.name))
    reading, for_whom = readings[0], Copy(copy)
    hidden = hidden_in(check_sheet(reading.sheet), lang) if for_whom is Copy.PUBLIC else NOTHING_HIDDEN
    if hidden.refusal:
        raise unusable("{refusal}", Place(path.name), refusal=hidden.refusal)
    make = summary_document if summary else assessment_document
    document = make(reading, lang, copy=for_whom, hidden=hidden)
    content: bytes = import_module(RENDERERS[ending]).render(document)
    deliver(output, [content], say(COPIES[for_whom], lang))
    return 0
