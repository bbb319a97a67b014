"""Worked examples and published forms as YAML: one unit, one year, rows as lists over their columns."""

from pathlib import Path

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.nodes import column
from drogowskaz.engine.files.reading import Reading, Source, find_row, put, read_value
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.teryt import level_of
from drogowskaz.engine.values import Value
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read


def read_case(path: Path, edition: str | None = None) -> Reading:
    """The filled sheet in a case file. `edition`, when given, must be the one the file names. Raises Unusable."""
    problems: list[Problem] = []
    top = read(path)
    named = top.text("edition", problems)
    if edition and named and named != edition:
        message = _("The file is for the edition “{named}”, not “{edition}”.")
        raise Unusable([top.problem(message, "edition", named=named, edition=edition)])
    if not named:
        raise Unusable(problems)
    form = edition_named(named)
    unit = top.text("unit", problems)
    year = top.number("year", problems)
    if not top.has("year"):
        problems.append(top.problem(_("The year is missing."), "year"))
    if year is not None:
        fits(form, unit, year, Place(path.name, top.line), problems)
    values = _cells(top, form, path.name, problems)
    reading = Reading(
        sheet=Sheet(form, unit, year or 0, values),
        source=_source(top, problems),
        name=top.texts("name", problems),
        expected=top.strings("findings", problems) if top.has("findings") else None,
    )
    top.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    if not values:
        raise unusable(_("The file has no cells."), Place(path.name))
    return reading


def fits(
    edition: Edition, unit: str, year: int, place: Place, problems: list[Problem], *, stands_in: int | None = None
) -> None:
    """Note a problem when the unit's kind or the year is not what the edition is for.

    `stands_in` is a later year in which the edition is used until that year's own form is known.
    """
    level = level_of(unit)
    if level is None:
        message = _("“{unit}” is not a TERYT code of a unit that makes an assessment.")
        problems.append(Problem(message, place, {"unit": unit}))
    elif level is not edition.level:
        message = _("The edition “{edition}” is for another kind of unit than {unit}.")
        problems.append(Problem(message, place, {"edition": edition.id, "unit": unit}))
    if year not in (*edition.years, stands_in):
        years = ", ".join(str(known) for known in edition.years)
        message = _("The edition “{edition}” is not for the year {year}. It is for: {years}.")
        problems.append(Problem(message, place, {"edition": edition.id, "year": year, "years": years}))


def _cells(top: Node, edition: Edition, file: str, problems: list[Problem]) -> dict[tuple[str, int], Value]:
    values: dict[tuple[str, int], Value] = {}
    seen: set[str] = set()
    inner = top.inner("cells", problems)
    for key in inner.keys() if inner else ():
        assert inner is not None
        row = find_row(edition, key)
        texts = inner.scalars(key, problems)
        if row is None:
            message = _("The edition “{edition}” has no row “{row}”.")
            problems.append(inner.problem(message, key, edition=edition.id, row=key))
            continue
        if len(texts) != len(row.offsets):
            message = _("The row “{row}” has {has} columns, the file gives {given}.")
            problems.append(inner.problem(message, key, row=key, has=len(row.offsets), given=len(texts)))
            continue
        if row.key in seen:
            problems.append(inner.problem(_("The row “{row}” stands twice."), key, row=key))
        seen.add(row.key)
        for offset, (text, line) in zip(row.offsets, texts, strict=True):
            value = read_value(text, row, edition, Place(file, line, column(offset)), problems)
            if value is not None:
                put(values, row, offset, value)
    return values


def _source(top: Node, problems: list[Problem]) -> Source | None:
    inner = top.inner("source", problems)
    if inner is None:
        return None
    source = Source(inner.text("title", problems), inner.optional("publisher"), inner.optional("url"))
    inner.refuse_unknown(problems)
    return source
