"""`definitions/parameters/calendar/` to frozen rules, or every problem in it with file and line."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from drogowskaz.engine.calendar.rules import Binding, DateRule, Fixed, Move, Relative, Texts
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

CALENDAR = DEFINITIONS / "parameters" / "calendar"
YEARS = range(4)
"""How far from the assessed year a fixed day may lie."""


@cache
def date_rules(path: Path = CALENDAR / "dates.yaml") -> tuple[DateRule, ...]:
    """Every rule of the file, in its order. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found: list[DateRule] = []
    for node in read(path).items(problems, "dates"):
        rule = _rule(node, problems)
        if any(rule.key == other.key and _meet(rule, other) for other in found):
            problems.append(node.problem(_("The date “{key}” has two rules for the same year."), "key", key=rule.key))
        earlier = {other.key for other in found}
        if isinstance(rule.when, Relative) and rule.when.to not in earlier:
            message = _("The date “{to}”, from which this one is counted, does not stand before it.")
            problems.append(node.problem(message, "after", to=rule.when.to))
        found.append(rule)
    if problems:
        raise Unusable(problems)
    return tuple(found)


def _meet(one: DateRule, other: DateRule) -> bool:
    """Whether both hold for some level in some year."""
    begins = max(one.since or 0, other.since or 0)
    ends = min(one.until or 9999, other.until or 9999)
    return bool(set(one.levels) & set(other.levels)) and begins <= ends


def _rule(node: Node, problems: list[Problem]) -> DateRule:
    rule = DateRule(
        key=node.text("key", problems),
        label=_said("label", node, problems),
        levels=_levels(node, problems),
        when=_when(node, problems),
        move=node.choice("move", Move, problems, Move.NONE),
        move_basis=node.texts("move_basis", problems),
        binding=node.choice("binding", Binding, problems, Binding.OURS),
        basis=_said("basis", node, problems),
        certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
        source=node.text("source", problems),
        note=node.texts("note", problems),
        since=node.number("since", problems),
        until=node.number("until", problems),
    )
    if rule.binding is Binding.STATUTORY and rule.move is not Move.NONE and not rule.move_basis:
        message = _("A date set by law moves off days off only where a provision says so: name it in “move_basis”.")
        problems.append(node.problem(message, "move"))
    node.refuse_unknown(problems)
    return rule


def _said(key: str, node: Node, problems: list[Problem]) -> Texts:
    if not node.has(key):
        problems.append(node.problem(_("The key “{key}” is missing."), key=key))
    return node.texts(key, problems)


def _levels(node: Node, problems: list[Problem]) -> tuple[Level, ...]:
    names = node.strings("levels", problems)
    unknown = [name for name in names if name not in list(Level)]
    if unknown or not names:
        known = ", ".join(Level)
        problems.append(node.problem(_("“{key}” must be a list of: {known}."), "levels", key="levels", known=known))
    return tuple(Level(name) for name in names if name not in unknown)


def _when(node: Node, problems: list[Problem]) -> Fixed | Relative:
    fixed, after = node.inner("on", problems), node.inner("after", problems)
    if (fixed is None) == (after is None):
        problems.append(node.problem(_("A date needs either “on” or “after”.")))
    if after is not None:
        days, working = after.number("days", problems), after.number("working_days", problems)
        if (days is None) == (working is None):
            problems.append(after.problem(_("Give either “days” or “working_days”.")))
        to = after.text("date", problems)
        after.refuse_unknown(problems)
        return Relative(to, days if days is not None else working or 0, days is None)
    return _fixed(fixed, problems) if fixed is not None else Fixed(1, 1, 0)


def _fixed(node: Node, problems: list[Problem]) -> Fixed:
    last = node.optional("day") == "last-working"
    day = 0 if last else node.number("day", problems) or -1
    month, year = node.number("month", problems) or -1, node.number("year", problems) or 0
    try:
        dt.date(2001, month, day or 1)
    except ValueError:
        problems.append(node.problem(_("“on” must name a day and a month that every year has.")))
    if year not in YEARS:
        problems.append(node.problem(_("The year counts from the assessed one, from 0 to 3."), "year"))
    node.refuse_unknown(problems)
    return Fixed(day, month, year)


@dataclass(frozen=True)
class Opening:
    """A day on which the official form of an assessed year was really opened. `note` tells what is known of it."""

    year: int
    day: dt.date
    source: str
    certainty: Certainty
    note: Texts = field(hash=False)


@cache
def known_openings(path: Path = CALENDAR / "openings.yaml") -> tuple[Opening, ...]:
    """The days that were found in published notices, oldest year first. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found = []
    for node in read(path).items(problems, "openings"):
        year, day = node.number("year", problems), node.date("day", problems)
        for key, value in (("year", year), ("day", day)):
            if value is None and not node.has(key):
                problems.append(node.problem(_("The key “{key}” is missing."), key=key))
        found.append(
            Opening(
                year=year or 0,
                day=day or dt.date.min,
                source=node.text("source", problems),
                certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
                note=node.texts("note", problems),
            )
        )
        node.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return tuple(sorted(found, key=lambda one: one.year))
