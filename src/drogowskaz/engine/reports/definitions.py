"""What we know of a printed report: its sections, rows and measures, and which cell of the form each one feeds.

A declaration, not a guess: the mapping stands in `definitions/reports/`, with how sure we are of each section (that it
is in the report) and of its links (that it feeds these cells).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Texts
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable, unusable
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

REPORTS = DEFINITIONS / "reports"


class Period(StrEnum):
    """What a report covers: January to June with the state of 30 June, or the year with the state of 31 December."""

    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True)
class ReportMeasure:
    """A column of values of a section."""

    key: str
    label: Texts


@dataclass(frozen=True)
class ReportRow:
    """A row of a section. `number` is the printed one, None where it was not read; `also` are other wordings of its
    label. `feeds` are the rows of the form that each measure goes to, in the column of the report's year."""

    number: int | None
    label: Texts
    also: tuple[str, ...]
    feeds: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class ReportSection:
    """A section („dział”). `certainty` is of its rows standing in the report, `link` of their feeding the form.

    `is_state`: it tells the state of a day, not what happened over the period.
    """

    number: str
    label: Texts
    also: tuple[str, ...]
    is_state: bool
    certainty: Certainty
    link: Certainty
    basis: str
    measures: tuple[ReportMeasure, ...]
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True)
class Report:
    """A report as it was from `since` to `until` (assessed years, None = still). `sums` are rows of the form that
    several rows of the report make up together."""

    id: str
    short: str
    label: Texts
    since: int
    until: int | None
    periods: tuple[Period, ...]
    editions: tuple[str, ...]
    sums: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    basis: str

    def holds_in(self, year: int) -> bool:
        return self.since <= year and (self.until is None or year <= self.until)


@cache
def report_ids(folder: Path = REPORTS) -> tuple[str, ...]:
    """The names of the declared reports."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


@cache
def report_named(name: str, folder: Path = REPORTS) -> Report:
    """Raises Unusable when there is none of this name or its declaration is wrong."""
    if name not in report_ids(folder):
        raise unusable(_("There is no report named “{name}”."), name=name)
    return load_report(folder / f"{name}.yaml")


def load_report(path: Path) -> Report:
    """The declaration in a file. Raises Unusable with every mistake, by file and line."""
    problems: list[Problem] = []
    top = read(path)
    editions = top.strings("editions", problems)
    known = _editions(top, editions, problems)
    fed: dict[str, Node] = {}
    sums = top.strings("sums", problems)
    report = Report(
        id=top.text("report", problems),
        short=top.text("short", problems),
        label=top.texts("label", problems),
        since=top.number("since", problems) or 0,
        until=top.number("until", problems),
        periods=tuple(_period(text, top, problems) for text in top.strings("periods", problems)),
        editions=editions,
        sums=sums,
        sections=tuple(_section(node, known, sums, fed, problems) for node in top.items(problems, "sections")),
        basis=top.text("basis", problems),
    )
    _whole(report, top, path, problems)
    top.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return report


def _whole(report: Report, top: Node, path: Path, problems: list[Problem]) -> None:
    if report.id and report.id != path.stem:
        problems.append(top.problem(_("The report “{id}” must stand in a file of its name."), "report", id=report.id))
    if not top.has("since"):
        problems.append(top.problem(_("The key “{key}” is missing."), key="since"))
    if report.until is not None and report.until < report.since:
        problems.append(top.problem(_("The report ends before it begins."), "until"))
    for key, what in (("periods", report.periods), ("editions", report.editions), ("sections", report.sections)):
        if not what:
            problems.append(top.problem(_("The key “{key}” is missing."), key, key=key))
    fed = {key for section in report.sections for row in section.rows for keys in row.feeds.values() for key in keys}
    for key in report.sums:
        if key not in fed:
            problems.append(top.problem(_("No row feeds “{row}”, which is said to be a sum."), "sums", row=key))


def _editions(top: Node, names: tuple[str, ...], problems: list[Problem]) -> list[Edition]:
    found = []
    for name in names:
        try:
            found.append(edition_named(name))
        except Unusable:
            problems.append(top.problem(_("There is no edition named “{name}”."), "editions", name=name))
    return found


def _period(text: str, top: Node, problems: list[Problem]) -> Period:
    try:
        return Period(text)
    except ValueError:
        known = ", ".join(Period)
        problems.append(top.problem(_("“{text}” is not one of: {known}."), "periods", text=text, known=known))
        return Period.YEAR


def _section(
    node: Node, editions: list[Edition], sums: tuple[str, ...], fed: dict[str, Node], problems: list[Problem]
) -> ReportSection:
    measures = tuple(_measure(one, problems) for one in node.items(problems, "measures"))
    if not measures:
        problems.append(node.problem(_("The key “{key}” is missing."), key="measures"))
    if not node.has("link") or not node.has("certainty"):
        problems.append(node.problem(_("A section says how sure it is: “certainty” and “link”.")))
    section = ReportSection(
        number=node.optional("number"),
        label=node.texts("label", problems),
        also=node.strings("also", problems),
        is_state=node.flag("state", problems),
        certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
        link=node.choice("link", Certainty, problems, Certainty.WORKING),
        basis=node.text("basis", problems),
        measures=measures,
        rows=tuple(_row(one, measures, editions, sums, fed, problems) for one in node.items(problems, "rows")),
    )
    if section.certainty is not Certainty.CERTAIN and any(row.number is not None for row in section.rows):
        problems.append(node.problem(_("Rows of a section that is not certain have no printed numbers.")))
    node.refuse_unknown(problems)
    return section


def _measure(node: Node, problems: list[Problem]) -> ReportMeasure:
    measure = ReportMeasure(node.text("key", problems), node.texts("label", problems))
    node.refuse_unknown(problems)
    return measure


def _row(
    node: Node,
    measures: tuple[ReportMeasure, ...],
    editions: list[Edition],
    sums: tuple[str, ...],
    fed: dict[str, Node],
    problems: list[Problem],
) -> ReportRow:
    label = node.texts("label", problems)
    if not label:
        problems.append(node.problem(_("The key “{key}” is missing."), key="label"))
    feeds = _feeds(node, {measure.key for measure in measures}, problems)
    for measure, keys in feeds.items():
        for key in keys:
            _check_fed(node, measure, key, editions, problems)
            if key in fed and key not in sums:
                message = _("“{row}” is fed twice: here and in line {first}. Name it among the sums if it is one.")
                problems.append(node.problem(message, "feeds", row=key, first=fed[key].line))
            fed.setdefault(key, node)
    row = ReportRow(node.number("number", problems), label, node.strings("also", problems), feeds)
    node.refuse_unknown(problems)
    return row


def _feeds(node: Node, measures: set[str], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    inner = node.inner("feeds", problems)
    found: dict[str, tuple[str, ...]] = {}
    for measure in inner.keys() if inner else ():
        assert inner is not None
        if measure not in measures:
            message = _("The section has no measure “{measure}”.")
            problems.append(inner.problem(message, measure, measure=measure))
            continue
        keys = inner.strings(measure, problems) if inner.is_list(measure) else (inner.text(measure, problems),)
        found[measure] = tuple(key for key in keys if key)
    if inner:
        inner.refuse_unknown(problems)
    return found


def _check_fed(node: Node, measure: str, key: str, editions: list[Edition], problems: list[Problem]) -> None:
    rows = [edition.row_by_key[key] for edition in editions if key in edition.row_by_key]
    if not rows:
        names = ", ".join(edition.id for edition in editions)
        problems.append(node.problem(_("No row “{row}” is in: {names}."), "feeds", row=key, names=names))
    elif any(row.kind is Kind.TEXT for row in rows) or len({row.kind for row in rows}) > 1:
        message = _("“{row}” cannot take the measure “{measure}”: it is a text, or of another kind in each edition.")
        problems.append(node.problem(message, "feeds", row=key, measure=measure))
