"""`edition import`: tables to an edition folder, whole or not at all."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drogowskaz.engine.annexes import FILE as ANNEXE_FILE
from drogowskaz.engine.annexes import load_annexe
from drogowskaz.engine.authoring.rows import COLUMNS, Line, derived_short, read_rows
from drogowskaz.engine.authoring.scope import Scope
from drogowskaz.engine.authoring.tables import (
    Item,
    Titles,
    read_annexe_table,
    read_check_table,
    read_crosswalk_table,
    read_indicator_table,
    read_titles,
)
from drogowskaz.engine.authoring.writing import Folder, dump
from drogowskaz.engine.crosswalk.loader import crosswalk_in
from drogowskaz.engine.editions.loader import EDITIONS, edition_named, load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.parser import parse
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import LANGUAGES, _

TITLES = DEFINITIONS / "authoring" / "titles.csv"
LARGEST = {"count": 40_000_000, "money": 1_000_000_000_000, "fte": 1_000_000}
"""The greatest plausible number in a cell: more people than the country has, or more money than its budget."""
KEPT = ("CHANGES.md", "cases")
"""What an author writes by hand and a repeated import leaves alone."""


@dataclass(frozen=True)
class Tables:
    """The files an edition is made of. Without `rows` only an annexe is made."""

    rows: Path | None = None
    checks: Path | None = None
    indicators: Path | None = None
    crosswalk: Path | None = None
    annexe: Path | None = None
    titles: Path = TITLES


@dataclass(frozen=True)
class Named:
    """What the edition is called and where it comes from; `before` is the edition the crosswalk starts at."""

    id: str
    label: dict[str, str]
    basis: str
    before: str = ""


def import_edition(*, into: Path, named: Named, scope: Scope, tables: Tables, replace: bool = False) -> Path:
    """Make the folder `into/ID` from the tables and give its path.

    The folder is written beside its place and moved there at the end. Raises Unusable with every problem found;
    then nothing has changed. With `replace` an existing folder gives way, but its cases and log of changes stay.
    """
    target = into / named.id
    if target.exists() and not replace:
        message = _("The folder “{id}” is already there. Add --replace to make it anew.")
        raise unusable(message, Place(str(into)), id=named.id)
    if not into.is_dir():
        raise unusable(_("There is no such folder."), Place(str(into)))
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix=f".{named.id}-", dir=into) as beside:
        folder = Folder(Path(beside) / named.id)
        folder.path.mkdir()
        if tables.rows is not None:
            _write_edition(folder, named, scope, tables, problems)
        if tables.annexe is not None:
            head = {"annexe": named.id, "label": named.label, "basis": named.basis}
            folder.write(ANNEXE_FILE, head, "sections", read_annexe_table(tables.annexe, problems))
        if problems:
            raise Unusable(problems)
        _read_back(folder, named, tables)
        _keep(target, folder.path)
        _swap(folder.path, target, Path(beside) / "replaced")
    return target


def _write_edition(folder: Folder, named: Named, scope: Scope, tables: Tables, problems: list[Problem]) -> None:
    assert tables.rows is not None
    titles = read_titles(tables.titles, problems)
    lines = read_rows(tables.rows, scope, problems)
    if not lines and not problems:
        message = _("The file has no row for {level} and {year}.")
        problems.append(Problem(message, Place(tables.rows.name), {"level": scope.level, "year": scope.year}))
    checks = read_check_table(tables.checks, scope, problems) if tables.checks else []
    indicators = read_indicator_table(tables.indicators, scope, problems) if tables.indicators else []
    crosswalk = read_crosswalk_table(tables.crosswalk, scope, problems) if tables.crosswalk else []
    if tables.crosswalk and not named.before:
        message = _("A crosswalk needs the edition it starts from. Name it with --before.")
        problems.append(Problem(message, Place(tables.crosswalk.name)))
    if problems:
        return
    _name_summed(lines, checks)
    head = _head(named, scope, lines, titles, problems)
    folder.text("edition.yaml", dump(head))
    for table, members in _by_table(lines).items():
        first = members[0]
        above = {"table": table, "chapter": first.chapter, "label": titles.tables.get((first.chapter, table), {})}
        above["columns"] = first.columns
        _refuse_mixed(members, problems)
        folder.write(f"tables/{table}.yaml", above, "rows", [(line.record, line.row) for line in members])
    if checks:
        folder.write("checks.yaml", {}, "checks", checks)
    if indicators:
        folder.write("indicators.yaml", {}, "indicators", indicators)
    if crosswalk:
        head = {"from": named.before, "unread": _unread(crosswalk, edition_named(named.before))}
        folder.write("crosswalk.yaml", head, "entries", crosswalk)


def _head(named: Named, scope: Scope, lines: list[Line], titles: Titles, problems: list[Problem]) -> dict[str, Any]:
    """edition.yaml. Chapters whose rows nobody has read keep their place with their title alone."""
    tables: dict[str, list[str]] = {}
    for line in lines:
        known = tables.setdefault(line.chapter, [])
        if line.table not in known:
            known.append(line.table)
            if (line.chapter, line.table) not in titles.tables:
                message = _("The table “{table}” of chapter {chapter} has no title in the file of titles.")
                params = {"table": line.table, "chapter": line.chapter}
                problems.append(line.record.problem(message, "table", **params))
    for chapter in tables.keys() - titles.chapters.keys():
        message = _("The chapter {chapter} has no title in the file of titles.")
        at = next(line.record for line in lines if line.chapter == chapter)
        problems.append(at.problem(message, "chapter", chapter=chapter))
    chapters = [
        {**title, "tables": tables[number]} if number in tables else title
        for number, title in titles.chapters.items()
        if number in tables or "." not in number
    ]
    sets = dict(COLUMNS.values())
    return {
        "edition": named.id,
        "level": scope.level.value,
        "years": [scope.year],
        "label": named.label,
        "basis": named.basis,
        "columns": {name: list(sets[name]) for name in sets if any(line.columns == name for line in lines)},
        "largest": LARGEST,
        "chapters": chapters,
    }


def _unread(crosswalk: list[Item], before: Edition) -> list[str]:
    """Rows that the crosswalk starts from although nobody could read them in the edition before."""
    made: set[str] = set()
    unread: list[str] = []
    for _record, entry in sorted(crosswalk, key=lambda item: item[1]["year"]):
        old = entry.get("old")
        if old and old not in before.row_by_key and old not in made and old not in unread:
            unread.append(old)
        if entry.get("new"):
            made.add(entry["new"])
    return unread


def _by_table(lines: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.table, []).append(line)
    return found


def _refuse_mixed(members: list[Line], problems: list[Problem]) -> None:
    """A table stands in one chapter and has one set of columns."""
    for line in members[1:]:
        for column, same in (
            ("chapter", line.chapter == members[0].chapter),
            ("columns", line.columns == members[0].columns),
        ):
            if not same:
                message = _("All rows of the table “{table}” must have the same “{column}”.")
                problems.append(line.record.problem(message, column, table=line.table, column=column))


def _name_summed(lines: list[Line], checks: list[Item]) -> None:
    """Give a short name to the rows that a sentence has to name inside a sum, where the author gave none."""
    summed = {line.row["key"] for line in lines if line.row.get("parts")}
    for _record, check in checks:
        for node in nodes.walk(parse(check["expect"])):
            if isinstance(node, nodes.Sum):
                summed |= {part.row for _factor, part in node.parts if isinstance(part, nodes.Cell)}
    for line in lines:
        if line.row["key"] in summed and "short" not in line.row:
            line.row["short"] = {lang: derived_short(line.row["label"][lang]) for lang in LANGUAGES}


def _read_back(folder: Folder, named: Named, tables: Tables) -> None:
    """Load what was written. Raises Unusable with its problems told at the lines of the tables."""
    try:
        if tables.rows is not None:
            load(folder.path)
        if tables.crosswalk is not None:
            # A crosswalk is read beside the edition it starts from.
            shutil.copytree(EDITIONS / named.before, folder.path.parent / named.before)
            crosswalk_in(folder.path)
        if tables.annexe is not None:
            load_annexe(folder.path)
    except Unusable as found:
        raise Unusable(folder.told(problem) for problem in found.problems) from None


def _keep(target: Path, folder: Path) -> None:
    for name in KEPT:
        kept = target / name
        if kept.is_dir():
            shutil.copytree(kept, folder / name)
        elif kept.is_file():
            shutil.copy(kept, folder / name)
    changes = folder / "CHANGES.md"
    if not changes.exists():
        changes.write_text("# Changes of this edition, by table and period\n", encoding="utf-8", newline="\n")


def _swap(made: Path, target: Path, replaced: Path) -> None:
    """Put the new folder in its place; if that fails, the old one returns."""
    if target.exists():
        target.rename(replaced)
    try:
        made.rename(target)
    except OSError:
        if replaced.exists():
            replaced.rename(target)
        raise
