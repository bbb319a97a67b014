"""The table of rows: one line for each row of the form, in its order."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drogowskaz.engine.authoring.scope import Scope
from drogowskaz.engine.authoring.spreadsheet import Record, read_table
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Aggregation, Measure, Parts
from drogowskaz.engine.measures import measures
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import LANGUAGES, _

REQUIRED = (
    *("edition_scope", "chapter", "table", "key", "parent_key", "parts", "number", "label_pl", "label_en", "unit"),
    *("kind", "columns", "aggregation", "source", "ngo_level", "certainty", "basis", "since", "until", "note"),
)
OPTIONAL = ("note_en", "short_pl", "short_en", "sensitive", "negative")
COLUMNS = {
    "std": ("five", ("c-2", "c-1", "c0", "c+1", "c+2")),
    "past": ("past", ("c-2", "c-1", "c0")),
    "one": ("assessed", ("c0",)),
}
"""What the column `columns` may say: the name of the set in the edition, and its columns."""
ABOUT_PEOPLE = ("person", "family", "household", "case", "benefit")
RECIPIENTS = ("3", "4")
"""The chapters of people helped. See `sensitive`."""


@dataclass(frozen=True)
class Line:
    """A row as the edition will have it, with the line it was written in."""

    record: Record
    chapter: str
    table: str
    columns: str
    row: dict[str, Any]


def read_rows(path: Path, scope: Scope, problems: list[Problem]) -> list[Line]:
    """The rows of this kind of unit and year. What cannot be used goes to `problems`."""
    lines: list[Line] = []
    first: dict[str, Line] = {}
    for record in read_table(path, required=REQUIRED, optional=OPTIONAL):
        chosen = scope.levels(record, "edition_scope", problems)
        if not scope.years(record, problems) or not chosen:
            continue
        line = _line(record, problems)
        key = record["key"]
        if key in first:
            message = _("The row “{key}” stands twice: here and in line {first}.")
            problems.append(record.problem(message, "key", key=key, first=first[key].record.line))
        first[key] = line
        lines.append(line)
    for line in lines:
        _refuse_misplaced(line, first, problems)
    return lines


def _line(record: Record, problems: list[Problem]) -> Line:
    for column in ("chapter", "table", "key", "unit", "source", "basis", "label_pl", "label_en"):
        if not record[column]:
            problems.append(record.problem(_("The field is empty."), column))
    measure = measures().get(record["unit"])
    if measure is None and record["unit"]:
        message = _("“{text}” is not one of: {known}.")
        known = ", ".join(measures())
        problems.append(record.problem(message, "unit", text=record["unit"], known=known))
    if record["columns"] not in COLUMNS:
        message = _("“{text}” is not one of: {known}.")
        problems.append(record.problem(message, "columns", text=record["columns"], known=", ".join(COLUMNS)))
    row = _row(record, measure.kind if measure else Kind.COUNT, problems)
    return Line(record, record["chapter"], record["table"], COLUMNS.get(record["columns"], ("", ()))[0], row)


def _row(record: Record, kind: Kind, problems: list[Problem]) -> dict[str, Any]:
    """The row as its YAML will be; what equals the default of an edition is left out."""
    certainty = record.choice("certainty", Certainty, Certainty.WORKING, problems)
    number = record.whole("number", problems)
    if number is not None and certainty is not Certainty.CERTAIN:
        problems.append(record.problem(_("A printed number stands only on a row that is certain."), "number"))
    parts = record.choice("parts", Parts, Parts.NONE, problems)
    measure = record.choice("kind", Measure, Measure.STOCK, problems)
    aggregation = record.choice("aggregation", Aggregation, Aggregation.SUM, problems)
    note = {lang: record[column] for lang, column in zip(LANGUAGES, ("note", "note_en"), strict=True)}
    if bool(note["pl"]) != bool(note["en"]):
        empty = "note_en" if note["pl"] else "note"
        problems.append(record.problem(_("The text is missing in one of the languages."), empty))
    fields = {
        "key": record["key"],
        "number": number,
        "label": {lang: record[f"label_{lang}"] for lang in LANGUAGES},
        "short": record.texts("short", problems),
        "kind": kind.value if kind is not Kind.COUNT else None,
        "unit": record["unit"],
        "measure": measure.value if measure is not Measure.STOCK else None,
        "aggregation": aggregation.value if aggregation is not Aggregation.SUM else None,
        "parent": record["parent_key"],
        "parts": parts.value if parts is not Parts.NONE else None,
        "source": record["source"],
        "ngo": record.whole("ngo_level", problems),
        "sensitive": sensitive(record, problems) or None,
        "negative": record.flag("negative", problems) or None,
        "certainty": certainty.value,
        "basis": record["basis"],
        "note": note if note["pl"] else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, "", {})}


def sensitive(record: Record, problems: list[Problem]) -> bool:
    """Whether the row tells about people helped, so that public copies suppress its small counts.

    The column `sensitive` says it where it is filled in. Otherwise rows of chapters 3 and 4 (recipients, reasons and
    benefits, with their subchapters) are, when they count persons, families, households, cases or benefits. Amounts
    and units of infrastructure are not: a small amount of money tells nothing about how many people got it.
    """
    said = record.flag("sensitive", problems)
    if said is not None:
        return said
    return record["chapter"].split(".")[0] in RECIPIENTS and record["unit"] in ABOUT_PEOPLE


def _refuse_misplaced(line: Line, known: dict[str, Line], problems: list[Problem]) -> None:
    """A parent must be there and stand in the same table: a whole and its parts are printed together."""
    parent = line.row.get("parent")
    if parent is None:
        return
    if parent not in known:
        message = _("The parent “{parent}” is not a row of this form.")
        problems.append(line.record.problem(message, "parent_key", parent=parent))
    elif known[parent].table != line.table:
        message = _("The parent “{parent}” stands in another table ({table}). Say how they relate in a check instead.")
        table = known[parent].table
        problems.append(line.record.problem(message, "parent_key", parent=parent, table=table))


def derived_short(label: str) -> str:
    """A name short enough for the inside of a sum: the label without remarks in brackets, in lower case."""
    short = re.sub(r"\s*\([^()]*\)", "", label).strip()
    word = short.split(" ")[0]
    return short if word.isupper() or not word[1:].islower() else short[:1].lower() + short[1:]
