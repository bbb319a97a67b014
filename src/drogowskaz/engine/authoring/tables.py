"""The other tables of an edition: titles, checks, indicators, the crosswalk and the annexe of organisations."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drogowskaz.engine.authoring.scope import Scope
from drogowskaz.engine.authoring.spreadsheet import Record, read_table
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Missing, Severity, Stage
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.parser import Misspelt, parse
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.words import LANGUAGES, _

CHECKS = ("id", "scope", "expression", "missing", "severity", "message_pl", "message_en", "basis")
CHECKS_OPTIONAL = ("pass_example", "fail_example", "instruction_pl", "instruction_en", "at", "stage", "since", "until")
INDICATORS = (
    *("id", "scope", "group", "name_pl", "name_en", "numerator", "denominator", "factor", "unit", "decimals"),
    *("direction", "certainty", "basis", "interpretation_pl"),
)
INDICATORS_OPTIONAL = ("interpretation_en", "norm", "norm_en", "unit_en")
CROSSWALK = ("old_key", "new_key", "relation", "year", "reason")
CROSSWALK_OPTIONAL = ("scope", "reason_en", "break", "certainty")
ANNEXE = ("section", "key", "label_pl", "label_en", "type", "unit", "required", "maps_to_row", "help_pl")
ANNEXE_OPTIONAL = ("help_en", "section_pl", "section_en", "repeats", "choices", "explains")
TITLES = ("chapter", "table", "label_pl", "label_en")
TITLES_OPTIONAL = ("certainty", "note_pl", "note_en")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")

Item = tuple[Record, dict[str, Any]]
"""A line of a table and what it becomes in YAML."""


@dataclass(frozen=True)
class Titles:
    """What chapters and tables are called, by chapter number and by (chapter number, table key)."""

    chapters: dict[str, dict[str, Any]]
    tables: dict[tuple[str, str], dict[str, str]]


def read_titles(path: Path, problems: list[Problem]) -> Titles:
    """Titles of chapters (no table named) and of tables, in the order of the form."""
    titles = Titles({}, {})
    for record in read_table(path, required=TITLES, optional=TITLES_OPTIONAL):
        chapter, table = record["chapter"], record["table"]
        if (chapter, table) in titles.tables or (not table and chapter in titles.chapters):
            problems.append(record.problem(_("This chapter or table has its title twice."), "table"))
        label = record.texts("label", problems)
        if table:
            titles.tables[chapter, table] = label
            continue
        certainty = record.choice("certainty", Certainty, Certainty.WORKING, problems)
        known = {
            "number": chapter,
            "label": label,
            "certainty": certainty.value,
            "note": record.texts("note", problems),
        }
        titles.chapters[chapter] = {name: value for name, value in known.items() if value}
    return titles


def read_check_table(path: Path, scope: Scope, problems: list[Problem]) -> list[Item]:
    """The written checks of this kind of unit and year."""
    items = []
    for record in read_table(path, required=CHECKS, optional=CHECKS_OPTIONAL):
        chosen = scope.levels(record, "scope", problems)
        if scope.years(record, problems) and chosen:
            items.append((record, _check(record, problems)))
    return items


def _check(record: Record, problems: list[Problem]) -> dict[str, Any]:
    missing = record.choice("missing", Missing, Missing.SKIP_ANY, problems)
    severity = record.choice("severity", Severity, Severity.ERROR, problems)
    stage = record.choice("stage", Stage, _stage(record, problems), problems)
    messages, instructions = {}, {}
    for lang in LANGUAGES:
        messages[lang], instructions[lang] = _split(record[f"message_{lang}"], record[f"instruction_{lang}"])
    fields = {
        "id": record["id"],
        "expect": record["expression"],
        "missing": missing.value if missing is not Missing.SKIP_ANY else None,
        "severity": severity.value if severity is not Severity.ERROR else None,
        "stage": stage.value if stage is not Stage.ENTRY else None,
        "at": record["at"],
        "message": messages,
        "instruction": instructions if all(instructions.values()) else None,
        "basis": record["basis"],
        "passing": record["pass_example"],
        "failing": record["fail_example"],
    }
    return {name: value for name, value in fields.items() if value}


def _split(message: str, instruction: str) -> tuple[str, str]:
    """What is wrong and what to do; in a table without instructions the sentences after the first say the second."""
    if instruction:
        return message, instruction
    first, *rest = _SENTENCES.split(message)
    return first, " ".join(rest)


def _stage(record: Record, problems: list[Problem]) -> Stage:
    """A check that only asks whether a cell has been filled in belongs to the signing."""
    try:
        claim = parse(record["expression"])
    except Misspelt as error:
        problems.append(record.problem(error.message, "expression", at=error.at))
        return Stage.ENTRY
    inner = claim.claim if isinstance(claim, nodes.Not) else claim
    return Stage.SIGN if isinstance(inner, nodes.Present | nodes.Absent) else Stage.ENTRY


def read_indicator_table(path: Path, scope: Scope, problems: list[Problem]) -> list[Item]:
    """The indicators of this kind of unit."""
    items = []
    for record in read_table(path, required=INDICATORS, optional=INDICATORS_OPTIONAL):
        if scope.levels(record, "scope", problems):
            norm = {"pl": record["norm"], "en": record["norm_en"]}
            if bool(norm["pl"]) != bool(norm["en"]):
                problems.append(record.problem(_("The text is missing in one of the languages."), "norm_en"))
            fields = {
                "id": record["id"],
                "group": record["group"],
                "label": record.texts("name", problems),
                "numerator": record["numerator"],
                "denominator": record["denominator"],
                "factor": record.whole("factor", problems),
                "unit": {"pl": record["unit"], "en": record["unit_en"]} if record["unit_en"] else record["unit"],
                "decimals": record.whole("decimals", problems),
                "direction": record["direction"],
                "norm": norm if norm["pl"] else None,
                "meaning": record.texts("interpretation", problems),
                "certainty": record.choice("certainty", Certainty, Certainty.WORKING, problems).value,
                "basis": record["basis"],
            }
            items.append((record, {name: value for name, value in fields.items() if value not in (None, "", {})}))
    return items


def read_crosswalk_table(path: Path, scope: Scope, problems: list[Problem]) -> list[Item]:
    """How rows of the edition before became ours. A key left out of the file kept its row."""
    items = []
    for record in read_table(path, required=CROSSWALK, optional=CROSSWALK_OPTIONAL):
        if record["scope"] and not scope.levels(record, "scope", problems):
            continue
        reason = {"pl": record["reason"], "en": record["reason_en"]}
        if not all(reason.values()):
            problems.append(record.problem(_("The text is missing in one of the languages."), "reason_en"))
        fields = {
            "old": record["old_key"],
            "new": record["new_key"],
            "relation": record["relation"],
            "year": record.whole("year", problems),
            "reason": reason,
            "break": bool(record.flag("break", problems)),
            "certainty": record.choice("certainty", Certainty, Certainty.WORKING, problems).value,
        }
        items.append((record, {name: value for name, value in fields.items() if value not in (None, "")}))
    return items


def read_annexe_table(path: Path, problems: list[Problem]) -> list[Item]:
    """The sections of the annexe of organisations, each with its fields."""
    sections: dict[str, Item] = {}
    for record in read_table(path, required=ANNEXE, optional=ANNEXE_OPTIONAL):
        key = record["section"]
        if key not in sections:
            label = record.texts("section", problems) or dict.fromkeys(LANGUAGES, key)
            section = {"section": key, "label": label, "repeats": bool(record.flag("repeats", problems)), "fields": []}
            sections[key] = (record, section)
        fields = {
            "key": record["key"],
            "label": record.texts("label", problems),
            "type": record["type"],
            "unit": record["unit"],
            "required": record.flag("required", problems),
            "feeds": [word.strip() for word in record["maps_to_row"].split("|") if word.strip()],
            "explains": record.flag("explains", problems),
            "choices": _choices(record, problems),
            "help": record.texts("help", problems),
        }
        sections[key][1]["fields"].append({name: value for name, value in fields.items() if value})
    return list(sections.values())


def _choices(record: Record, problems: list[Problem]) -> list[dict[str, Any]]:
    """Choices parted by `|`, each `key = Polish label = English label`, and `= rows` that it feeds, if any."""
    found = []
    for part in filter(str.strip, record["choices"].split("|")):
        key, *labels = (word.strip() for word in part.split("="))
        if len(labels) not in (2, 3) or not all((key, *labels[:2])):
            message = _("“{text}” is no choice. Write key = Polish label = English label, and = rows if it feeds any.")
            problems.append(record.problem(message, "choices", text=part.strip()))
            continue
        choice: dict[str, Any] = {"key": key, "label": dict(zip(LANGUAGES, labels, strict=False))}
        found.append(choice | ({"feeds": labels[2].split()} if len(labels) > 2 else {}))
    return found
