"""`drogowskaz indicators FILE`: the indicators of a filled form, for a person, a spreadsheet or a program."""

import csv
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from drogowskaz.config.commands.check import read_form
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.editions.indicators import GROUPS
from drogowskaz.engine.editions.schema import Indicator
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.indicators import Figure, because, by_group, figure_text, figures, reasons, rounded
from drogowskaz.engine.norms import Staffing, staffing
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.words import _, say

FIELDS = ("unit", "year", "edition", "group", "indicator", "label", "column", "value", "measure", "numerator",
          "denominator", "certainty", "because")  # fmt: skip


def run(path: Path, *, edition: str | None, form: str, lang: str) -> int:
    """Print the indicators of every sheet of the file; always 0, for an indicator is never in error."""
    readings = read_form(path, edition)
    if form == "json":
        data = [_data(reading.sheet, lang) for reading in readings]
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
        writer.writeheader()
        for reading in readings:
            writer.writerows(_records(reading.sheet, lang))
    else:
        for reading in readings:
            sys.stdout.write("\n".join(_lines(reading, lang)) + "\n")
    return 0


def _records(sheet: Sheet, lang: str) -> Iterator[dict[str, Any]]:
    """A record for each indicator and column. Numbers have a decimal point and no spaces, for programs."""
    for found in figures(sheet):
        one = found.indicator
        yield {
            "unit": sheet.unit,
            "year": sheet.year,
            "edition": sheet.edition.id,
            "group": one.group,
            "indicator": one.id,
            "label": one.label[lang],
            "column": sheet.year + found.offset,
            "value": None if found.value is None else _plain(rounded(found.value, one.decimals), one.decimals),
            "measure": one.unit[lang],
            "numerator": _plain(found.numerator),
            "denominator": _plain(found.denominator),
            "certainty": one.certainty.value,
            "because": because(found, sheet, lang) if found.value is None else "",
        }


def _plain(number: Fraction | None, decimals: int = 6) -> str | None:
    if number is None:
        return None
    sign = "-" if number < 0 else ""
    whole, part = divmod(int(abs(rounded(number, decimals)) * 10**decimals), 10**decimals)
    return sign + f"{whole}.{part:0{decimals}}".rstrip("0").rstrip(".")


def _data(sheet: Sheet, lang: str) -> dict[str, Any]:
    norm = staffing(sheet)
    return {
        "edition": sheet.edition.id,
        "unit": sheet.unit,
        "year": sheet.year,
        "indicators": list(_records(sheet, lang)),
        "norm": None if norm is None else _norm(norm, lang),
    }


def _norm(norm: Staffing, lang: str) -> dict[str, Any]:
    return {
        "verdict": norm.verdict.value,
        "sentence": norm.sentence(lang),
        "basis": list(norm.basis),
        "certainty": norm.certainty.value,
    }


def _lines(reading: Reading, lang: str) -> Iterator[str]:
    """A group of the form after another, and the norm at the end."""
    sheet = reading.sheet
    yield f"{reading.name.get(lang) or sheet.unit}, {sheet.year} · {sheet.edition.id}"
    found = figures(sheet)
    if not found:
        yield say(_("This edition has no indicators."), lang)
    for group, members in by_group(sheet.edition):
        yield f"\n{say(GROUPS[group], lang)}"
        for one in members:
            yield from _said(one, [figure for figure in found if figure.indicator is one], sheet, lang)
    norm = staffing(sheet)
    if norm:
        yield f"\n{norm.sentence(lang)} ({'; '.join(norm.basis)}; {say(LABELS[norm.certainty], lang)})"


def _said(one: Indicator, found: list[Figure], sheet: Sheet, lang: str) -> Iterator[str]:
    level = "" if one.certainty is Certainty.CERTAIN else f" [{say(LABELS[one.certainty], lang)}]"
    yield f"  {one.label[lang]}{level}"
    values = [(figure, figure.value) for figure in found]
    known = [
        f"{sheet.year + figure.offset}: {figure_text(value, one.decimals, lang)}"
        for figure, value in values
        if value is not None
    ]
    if known:
        yield f"    {'   '.join(known)}   ({one.unit[lang]})"
    why = reasons(sheet, one, found, lang)
    if why:
        yield f"    {why}"
