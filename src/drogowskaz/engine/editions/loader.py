"""An edition folder to a frozen `Edition`, or every problem in it with file and line."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.claims import read_checks
from drogowskaz.engine.editions.indicators import read_indicators
from drogowskaz.engine.editions.schema import Aggregation, Chapter, Edition, Measure, Parts, Row, Table, Texts
from drogowskaz.engine.editions.structure import tree_checks
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable, unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

EDITIONS = DEFINITIONS / "editions"
NGO_LEVELS = range(5)
COLUMNS = {nodes.column(offset): offset for offset in range(-2, 3)}


def edition_ids(folder: Path = EDITIONS) -> tuple[str, ...]:
    """The editions that are installed, by name."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/edition.yaml")))


def edition_named(name: str) -> Edition:
    """An installed edition. Raises Unusable, naming those that exist."""
    if name not in edition_ids():
        known = ", ".join(edition_ids())
        raise unusable(_("There is no edition “{name}”. Known editions: {known}."), name=name, known=known)
    return load(EDITIONS / name)


def editions_for(level: Level, year: int) -> tuple[str, ...]:
    """The installed editions that units of this level filled for this assessed year.

    Editions marked `observed` are not among them: they hold what others publish, and nobody fills them in.
    """
    found = {name: _heading(EDITIONS / name) for name in edition_ids()}
    return tuple(name for name, (of, years) in found.items() if of is level and year in years)


@cache
def _heading(folder: Path) -> tuple[Level, tuple[int, ...]]:
    """Level and years from edition.yaml alone: a whole form takes long to read. Mistakes in it are told by `load`."""
    unsaid: list[Problem] = []
    top = read(folder / "edition.yaml", f"{folder.name}/edition.yaml")
    years = () if top.flag("observed", unsaid) else _years(top, unsaid)
    return top.choice("level", Level, unsaid, Level.GMINA), years


@cache
def load(folder: Path) -> Edition:
    """The edition in `folder`. Raises Unusable with every problem found."""
    problems: list[Problem] = []
    top = read(folder / "edition.yaml", f"{folder.name}/edition.yaml")
    top.flag("observed", problems)  # only `editions_for` asks for it
    columns = _columns(top, problems)
    tables: dict[str, list[Table]] = {}
    known: set[str] = set()
    for path in sorted((folder / "tables").glob("*.yaml")):
        node = read(path, f"{folder.name}/tables/{path.name}")
        table = _table(node, columns, problems)
        if table.key in known:
            problems.append(node.problem(_("The table “{key}” stands twice."), "table", key=table.key))
        known.add(table.key)
        tables.setdefault(table.chapter, []).append(table)
    chapters = tuple(_chapter(node, tables, problems) for node in top.items(problems, "chapters"))
    numbers = [chapter.number for chapter in chapters]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        problems.append(top.problem(_("The chapter {number} stands twice."), "chapters", number=number))
    for number in sorted(tables.keys() - numbers):
        problems.append(
            top.problem(_("A table names chapter {number}, which the edition does not have."), number=number)
        )
    if not top.has("level"):
        problems.append(top.problem(_("The key “{key}” is missing."), key="level"))
    edition = Edition(
        id=top.text("edition", problems),
        level=top.choice("level", Level, problems, Level.GMINA),
        years=_years(top, problems),
        label=_label(top, problems),
        basis=top.text("basis", problems),
        chapters=chapters,
        checks=(),
        largest=_largest(top, problems),
        rows=tuple(row for chapter in chapters for row in chapter.rows),
    )
    top.refuse_unknown(problems)
    if edition.id and edition.id != folder.name:
        problems.append(top.problem(_("The edition is named “{id}”, its folder otherwise."), "edition", id=edition.id))
    _refuse_repeated(edition, top, problems)
    if problems:
        raise Unusable(problems)
    generated = [check for table in edition.tables.values() for check in tree_checks(table)]
    checks_path = folder / "checks.yaml"
    written = (
        read_checks(read(checks_path, f"{folder.name}/checks.yaml"), edition, problems) if checks_path.exists() else []
    )
    indicators = read_indicators(folder / "indicators.yaml", edition, problems)
    if problems:
        raise Unusable(problems)
    return replace(edition, checks=(*generated, *written), indicators=indicators)


def _columns(top: Node, problems: list[Problem]) -> dict[str, tuple[int, ...]]:
    columns: dict[str, tuple[int, ...]] = {}
    inner = top.inner("columns", problems)
    for name in inner.keys() if inner else ():
        assert inner is not None
        texts = inner.strings(name, problems)
        offsets = tuple(COLUMNS[text] for text in texts if text in COLUMNS)
        if len(offsets) < len(texts):
            problems.append(inner.problem(_("A column is written c-2, c-1, c0, c+1 or c+2."), name))
        elif not offsets or offsets != tuple(sorted({*offsets})):
            message = _("The set “{name}” needs its columns in order, each once.")
            problems.append(inner.problem(message, name, name=name))
        columns[name] = offsets
    return columns


def _label(node: Node, problems: list[Problem]) -> Texts:
    """The label, which everything shown to people must have."""
    if not node.has("label"):
        problems.append(node.problem(_("The key “{key}” is missing."), key="label"))
    return node.texts("label", problems)


def _years(top: Node, problems: list[Problem]) -> tuple[int, ...]:
    if not top.strings("years", problems):
        problems.append(top.problem(_("The key “{key}” is missing."), "years", key="years"))
    try:
        return tuple(int(text) for text in top.strings("years", problems))
    except ValueError:
        problems.append(top.problem(_("“{key}” must be a list of years."), "years", key="years"))
        return ()


def _largest(top: Node, problems: list[Problem]) -> dict[Kind, int]:
    inner = top.inner("largest", problems)
    kinds = (Kind.COUNT, Kind.MONEY, Kind.FTE)
    largest = {kind: (inner.number(kind.value, problems) if inner else None) or 0 for kind in kinds}
    for kind, limit in largest.items():
        if limit <= 0:
            problems.append(top.problem(_("The greatest plausible number of kind “{kind}” is missing."), kind=kind))
    if inner:
        inner.refuse_unknown(problems)
    return largest


def _chapter(node: Node, tables: dict[str, list[Table]], problems: list[Problem]) -> Chapter:
    number = node.text("number", problems)
    order = node.strings("tables", problems)
    found = {table.key: table for table in tables.get(number, [])}
    for key in sorted({*order} ^ {*found}):
        message = _("Chapter {number} and its tables do not agree about the table “{key}”.")
        problems.append(node.problem(message, number=number, key=key))
    chapter = Chapter(
        number=number,
        label=_label(node, problems),
        certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
        note=node.texts("note", problems),
        tables=tuple(found[key] for key in order if key in found),
    )
    node.refuse_unknown(problems)
    return chapter


def _table(node: Node, columns: dict[str, tuple[int, ...]], problems: list[Problem]) -> Table:
    key = node.text("table", problems)
    chapter = node.text("chapter", problems)
    label = _label(node, problems)
    named = node.text("columns", problems)
    if named and named not in columns:
        problems.append(node.problem(_("The set of columns “{name}” is not in edition.yaml."), "columns", name=named))
    rows = []
    lines: dict[str, Node] = {}
    for item in node.items(problems, "rows"):
        row = _row(item, key, columns.get(named, ()), problems)
        if row.key in lines:
            problems.append(item.problem(_("The row “{key}” stands twice."), key=row.key))
        lines[row.key] = item
        rows.append(row)
    node.refuse_unknown(problems)
    _refuse_misplaced(rows, lines, problems)
    return Table(key, chapter, label, tuple(rows))


def _refuse_misplaced(rows: list[Row], lines: dict[str, Node], problems: list[Problem]) -> None:
    """Note rows whose place in the tree cannot be."""
    parents = {row.key: row.parent for row in rows}
    kinds = {row.key: row.kind for row in rows}
    for row in rows:
        node = lines[row.key]
        if row.parent is None:
            continue
        if row.parent not in parents:
            message = _("The parent “{parent}” is not a row of this table.")
            problems.append(node.problem(message, "parent", parent=row.parent))
        elif _in_circle(row.key, parents):
            problems.append(node.problem(_("The row “{key}” is a part of itself."), "parent", key=row.key))
        elif row.parts is not Parts.NONE and (row.kind is Kind.TEXT or kinds[row.parent] is not row.kind):
            problems.append(node.problem(_("A part and its whole must be numbers of one kind."), "parts"))


def _in_circle(key: str, parents: dict[str, str | None]) -> bool:
    seen = set()
    current: str | None = key
    while current is not None and current not in seen:
        seen.add(current)
        current = parents.get(current)
    return current is not None


def _row(node: Node, table: str, offsets: tuple[int, ...], problems: list[Problem]) -> Row:
    ngo = node.number("ngo", problems) or 0
    if ngo not in NGO_LEVELS:
        problems.append(node.problem(_("“{key}” must be a whole number from 0 to 4."), "ngo", key="ngo"))
    row = Row(
        key=node.text("key", problems),
        table=table,
        number=node.number("number", problems),
        label=_label(node, problems),
        short=node.texts("short", problems),
        unit=node.text("unit", problems),
        kind=node.choice("kind", Kind, problems, Kind.COUNT),
        offsets=offsets,
        parent=node.optional("parent") or None,
        parts=node.choice("parts", Parts, problems, Parts.NONE),
        source=node.text("source", problems),
        certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
        basis=node.text("basis", problems),
        ngo=ngo,
        note=node.texts("note", problems),
        sensitive=node.flag("sensitive", problems),
        negative=node.flag("negative", problems),
        measure=node.choice("measure", Measure, problems, Measure.STOCK),
        aggregation=node.choice("aggregation", Aggregation, problems, Aggregation.SUM),
    )
    if row.number is not None and row.certainty is not Certainty.CERTAIN:
        problems.append(node.problem(_("A printed number stands only on a row that is certain."), "number"))
    if row.parts is not Parts.NONE and row.parent is None:
        problems.append(node.problem(_("A part needs the row it is a part of."), "parts"))
    node.refuse_unknown(problems)
    return row


def _refuse_repeated(edition: Edition, top: Node, problems: list[Problem]) -> None:
    keys = [row.key for row in edition.rows]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        problems.append(top.problem(_("The row “{key}” stands in two tables."), key=key))
    for chapter in edition.chapters:
        numbers = [row.number for row in chapter.rows if row.number is not None]
        for number in sorted({number for number in numbers if numbers.count(number) > 1}):
            message = _("Chapter {chapter} prints the row number {number} twice.")
            problems.append(top.problem(message, chapter=chapter.number, number=number))
