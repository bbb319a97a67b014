"""Every line of every specification table is true of the engine, and the published page is made from these tables.

A table follows a fenced block with the rows, the columns (`[c0]` when not said) and the check, in the words of an
edition's own files. Without `expect` the check is the one that follows from the rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from engine.spec import render

from drogowskaz.engine.checks.run import Finding, NotComputable, check_sheet
from drogowskaz.engine.checks.sentences import arithmetic, because
from drogowskaz.engine.editions.loader import load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.nodes import column
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import parse

YEAR = 2014
TABLE = re.compile(r"```yaml\n(.*?)```\n\n((?:\|[^\n]*\n)+)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """One line of a table: cells in, answer and sentence out; where the table has the column, also in Polish."""

    name: str
    rules: str
    cells: dict[str, str]
    answer: str
    sentence: str
    polish: str | None


def lines() -> Iterator[Line]:
    for path in sorted(Path(render.HERE).glob("*.md")):
        for place, (rules, table) in enumerate(TABLE.findall(path.read_text("utf-8")), start=1):
            heading, _rule, *body = [
                [field.strip() for field in line[1:-2].split("|")] for line in table.splitlines(True)
            ]
            for number, fields in enumerate(body, start=1):
                assert len(fields) == len(heading), (path.name, fields)
                named = dict(zip(heading, fields, strict=True))
                answer, sentence = named.pop("answer"), named.pop("sentence")
                polish = named.pop("po polsku", None)
                yield Line(f"{path.stem}-{place}-{number}", rules, named, answer, sentence, polish)


def write_edition(folder: Path, rules: str) -> Path:
    """The files of a small edition with these rows and this check."""
    given = yaml.safe_load(rules)
    rows = [
        {"unit": "person", "source": "own", "basis": "spec", "label": twice(row["key"]), "short": twice(row["key"])}
        | row
        for row in given["rows"]
    ]
    kinds = {"count": 40_000_000, "money": 1_000_000_000_000, "fte": 1_000_000}
    edition = {
        "edition": folder.name,
        "level": "gmina",
        "years": [YEAR],
        "label": twice("Spec"),
        "basis": "spec",
        "columns": {"all": given.get("columns", ["c0"])},
        "largest": kinds,
        "chapters": [{"number": "2", "label": twice("Chapter"), "tables": ["block"]}],
    }
    table = {"table": "block", "chapter": "2", "label": twice("Block"), "columns": "all", "rows": rows}
    (folder / "tables").mkdir(parents=True)
    write(folder / "edition.yaml", edition)
    write(folder / "tables" / "block.yaml", table)
    if "expect" in given:
        words = {
            "message": twice("Message."),
            "instruction": twice("Do."),
            "basis": "spec",
            "passing": "-",
            "failing": "-",
        }
        check = {key: given[key] for key in ("expect", "missing", "at") if key in given}
        write(folder / "checks.yaml", {"checks": [{"id": "spec", **words, **check}]})
    return folder


def twice(text: str) -> dict[str, str]:
    return {"pl": text, "en": text}


def write(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def filled(edition: Edition, cells: dict[str, str]) -> Sheet:
    columns = {column(offset): offset for offset in edition.offsets}
    values = {}
    for address, text in cells.items():
        key, _space, named = address.partition(" ")
        kind = edition.row_by_key[key].kind
        values[key, columns[named or "c0"]] = parse(text, kind, largest=edition.largest.get(kind, 0))
    return Sheet(edition, "1419053", YEAR, values)


def said(sheet: Sheet, lang: str = "en") -> tuple[str, str]:
    """The answer and the sentences, as the tables write them."""
    result = check_sheet(sheet)
    answers: dict[int, tuple[str, str]] = {}
    for found in (*result.findings, *result.not_computable):
        answers[found.offset] = sentence(found, sheet, lang)
    (check,) = sheet.edition.checks
    told = [(offset, *answers.get(offset, ("holds", ""))) for offset in check.offsets]
    named = [answer if len(told) == 1 else f"{column(offset)} {answer}" for offset, answer, _sentence in told]
    sentences = " / ".join(sentence for _offset, _answer, sentence in told if sentence)
    return "; ".join(named), sentences.replace("\N{NO-BREAK SPACE}", " ")


def sentence(found: Finding | NotComputable, sheet: Sheet, lang: str) -> tuple[str, str]:
    if isinstance(found, Finding):
        return "fails", arithmetic(found, sheet, lang)
    return "unknown", because(found, sheet, lang)


@pytest.mark.parametrize("line", list(lines()), ids=lambda line: line.name)
def test_the_line_of_the_table_is_true(line: Line, tmp_path: Path) -> None:
    sheet = filled(load(write_edition(tmp_path / "spec", line.rules)), line.cells)
    assert said(sheet) == (line.answer, line.sentence)
    if line.polish is not None:
        assert said(sheet, "pl") == (line.answer, line.polish)


def test_no_block_of_rules_stands_without_its_table() -> None:
    text = render.page()
    assert len(TABLE.findall(text)) == text.count("```yaml")


def test_the_published_page_is_made_from_these_tables() -> None:
    assert render.PAGE.read_text("utf-8") == render.page(), "run: python tests/engine/spec/render.py"
