"""The documents of an assessment: how long each takes to make, how many pages and bytes it has, against the budget.

    .venv/bin/python benchmarks/documents.py

The public copies of Drobin for 2014, a short form, and of the invented gmina, a whole one. `first` is the first time
in this process, with what a library reads once; `best` the best of three after it. `budget` is that of a whole form;
`ratio` compares the best with the plainest way to write the same numbers, the CSV.
"""

import io
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from pypdf import PdfReader

from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import Copy
from drogowskaz.documents.assessment.hiding import hidden_in
from drogowskaz.documents.content import Document
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case

FORMS = {
    "Drobin 2014": "ozps-gmina-2014/cases/drobin-2014.yaml",
    "invented gmina": "ozps-gmina-2025/cases/wymyslona-2025.yaml",
}
MAKERS = {
    "CSV": "drogowskaz.documents.sheets.long_csv",
    "PDF": "drogowskaz.documents.pdf",
    "DOCX": "drogowskaz.documents.docx",
    "XLSX": "drogowskaz.documents.sheets.xlsx",
    "ODS": "drogowskaz.documents.sheets.ods",
}
BUDGETS = {"PDF": 3.0, "DOCX": 1.0, "XLSX": 1.0}
"""Seconds: `PDF of one assessment` of the budgets."""
TURNS = 3
LANG = "pl"


@dataclass(frozen=True)
class Line:
    """One document in one format; times in seconds, no pages where the format has none."""

    form: str
    what: str
    first: float
    best: float
    size: int
    pages: int | None
    budget: float | None = None

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return f"{'kept' if self.best <= self.budget else 'MISSED'} (≤ {self.budget:g} s)"


def main() -> None:
    """Print the table."""
    print(f"{platform.machine()}, Python {platform.python_version()}; seconds")
    print(f"{'form':<16}{'document':<22}{'first':>8}{'best':>8}{'× CSV':>8}{'pages':>7}{'bytes':>11}  budget")
    for form, path in FORMS.items():
        lines = measured(form, path)
        plain = next(line.best for line in lines if line.what == "CSV")
        for line in lines:
            ratio = f"{line.best / plain:.1f}"
            print(
                f"{line.form:<16}{line.what:<22}{line.first:>8.2f}{line.best:>8.2f}{ratio:>8}{line.pages or '–':>7}"
                f"{line.size:>11,}  {line.verdict}"
            )


def measured(form: str, path: str) -> list[Line]:
    """What is hidden, the content, and every file of it."""
    reading = read_case(EDITIONS / path)
    hidden = hidden_in(check_sheet(reading.sheet), LANG)

    def whole() -> Document:
        return assessment_document(reading, LANG, copy=Copy.PUBLIC, hidden=hidden)

    def short() -> Document:
        return summary_document(reading, LANG, copy=Copy.PUBLIC, hidden=hidden)

    lines = [
        Line(form, "finding what to hide", *timed(lambda: hidden_in(check_sheet(reading.sheet), LANG)), 0, None),
        Line(form, "content", *timed(whole), 0, None),
    ]
    document, summary = whole(), short()
    for name, module in MAKERS.items():
        lines.append(made(form, name, import_module(module), document, BUDGETS.get(name)))
    lines.append(made(form, "summary, PDF", import_module(MAKERS["PDF"]), summary))
    lines.append(made(form, "summary, DOCX", import_module(MAKERS["DOCX"]), summary))
    return lines


def made(form: str, name: str, maker: ModuleType, document: Document, budget: float | None = None) -> Line:
    """The document in one format."""
    first, best = timed(lambda: maker.render(document))
    content: bytes = maker.render(document)
    pages = len(PdfReader(io.BytesIO(content)).pages) if content.startswith(b"%PDF") else None
    return Line(form, name, first, best, len(content), pages, budget)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The first time and the best of three after it."""
    times = []
    for _turn in range(TURNS + 1):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return times[0], min(times[1:])


if __name__ == "__main__":
    main()
