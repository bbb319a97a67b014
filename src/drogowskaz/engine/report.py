"""What the checks say of a sheet, as text for a terminal and as data for a program."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from drogowskaz.engine.checks.run import Finding, NotComputable, Result
from drogowskaz.engine.checks.sentences import arithmetic, because, place_of
from drogowskaz.engine.editions.schema import SEVERITIES, Severity
from drogowskaz.engine.values import show
from drogowskaz.engine.words import _, count, plural, say

COUNTS = {
    Severity.ERROR: plural("{n} error", "{n} errors"),
    Severity.JUSTIFY: plural("{n} to be explained", "{n} to be explained"),
    Severity.WARNING: plural("{n} warning", "{n} warnings"),
    Severity.NOTE: plural("{n} note", "{n} notes"),
}
CHECKS = plural("{n} check", "{n} checks")
ASKED = plural("{n} check computed", "{n} checks computed")
NOT_COMPUTED = plural("{n} could not be computed", "{n} could not be computed")
FILLED = plural("{n} cell filled in", "{n} cells filled in")


def counted(result: Result, lang: str) -> list[tuple[Severity, str]]:
    """How many findings of each severity there are, in words, gravest first; severities without any are left out."""
    return counted_findings({severity: len(result.of(severity)) for severity in Severity}, lang)


def counted_findings(numbers: Mapping[Severity, int], lang: str) -> list[tuple[Severity, str]]:
    """Numbers of findings in words, gravest first; severities without any are left out."""
    found = ((severity, numbers.get(severity, 0)) for severity in Severity)
    return [(severity, count(COUNTS[severity], number, lang)) for severity, number in found if number]


def summary(result: Result, lang: str) -> str:
    """`1 to be explained, 1 note`, or that nothing stands out."""
    return ", ".join(said for _severity, said in counted(result, lang)) or say(_("nothing stands out"), lang)


def text(result: Result, name: str, lang: str) -> str:
    """The whole report, line by line, ending with the summary."""
    sheet = result.sheet
    lines = [f"{name}, {sheet.year} · {sheet.edition.id} · {count(FILLED, sheet.filled, lang)}", ""]
    for finding in result.findings:
        severity = say(SEVERITIES[finding.check.severity], lang).upper()
        lines.append(f"{severity}  {place_of(finding, sheet, lang)}")
        lines.append(f"  {finding.check.message[lang]} {arithmetic(finding, sheet, lang)}")
        if finding.check.instruction:
            lines.append(f"  → {finding.check.instruction[lang]}")
        lines.append("")
    why = reasons(result, lang)
    lines.extend([*why, ""] if why else [])
    asked = count(ASKED, result.asked, lang)
    if result.not_computable:
        asked += ", " + count(NOT_COMPUTED, len(result.not_computable), lang)
    lines.append(f"{summary(result, lang)} · {asked}")
    return "\n".join(lines)


def reasons(result: Result, lang: str) -> list[str]:
    """Why checks could not be computed: a line for each check with its years, one for each other form not known."""
    grouped: dict[str, list[NotComputable]] = {}
    other_forms: Counter[str] = Counter()
    for unanswered in result.not_computable:
        if unanswered.whose:
            other_forms[because(unanswered, result.sheet, lang)] += 1
        else:
            grouped.setdefault(unanswered.check.id, []).append(unanswered)
    lines = []
    for unanswered_years in grouped.values():
        first = unanswered_years[0]
        years = ", ".join(str(result.sheet.year + one.offset) for one in unanswered_years)
        row = result.sheet.edition.row_by_key[first.check.row] if first.check.row else None
        label = row.label[lang] if row else result.sheet.edition.tables[first.check.table].label[lang]
        message = _("{label}: not computed for {years}, because {reason}.")
        lines.append(say(message, lang, label=label, years=years, reason=because(first, result.sheet, lang)))
    for reason, number in other_forms.items():
        message = _("Not computed: {counted}, because {reason}.")
        lines.append(say(message, lang, counted=count(CHECKS, number, lang), reason=reason))
    return lines


def data(result: Result, lang: str) -> dict[str, Any]:
    """The report as plain data: counts by severity, findings with their cells, and what could not be computed.

    `artefact` is the SHA-256 of the compiled checks that said it.
    """
    sheet = result.sheet
    return {
        "edition": sheet.edition.id,
        "unit": sheet.unit,
        "year": sheet.year,
        "artefact": result.artefact,
        "filled": sheet.filled,
        "asked": result.asked,
        "counts": {severity.value: len(result.of(severity)) for severity in Severity},
        "findings": [_finding(finding, result, lang) for finding in result.findings],
        "not_computable": [
            {
                "check": unanswered.check.id,
                "column": sheet.year + unanswered.offset,
                "because": because(unanswered, sheet, lang),
            }
            for unanswered in result.not_computable
        ],
    }


def _finding(finding: Finding, result: Result, lang: str) -> dict[str, Any]:
    sheet = result.sheet
    rows = sheet.edition.row_by_key
    row = rows[finding.check.row] if finding.check.row else None
    return {
        "check": finding.check.id,
        "severity": finding.check.severity.value,
        "chapter": sheet.edition.tables[finding.check.table].chapter,
        "table": finding.check.table,
        "row": finding.check.row,
        "number": row.number if row else None,
        "column": sheet.year + finding.offset,
        "message": finding.check.message[lang],
        "arithmetic": arithmetic(finding, sheet, lang),
        "instruction": finding.check.instruction.get(lang, ""),
        "cells": [
            {"row": key, "column": sheet.year + offset, "value": show(sheet.value(key, offset), rows[key].kind, lang)}
            for key, offset in finding.cells
        ],
    }
