"""The form of an invented unit: every chapter and cell filled in, every check of the edition satisfied.

The targets of `definitions/authoring/invented.yaml` are bent until all checks hold: whole numbers as near to the
targets as possible are a problem for a solver (HiGHS), column after column, the assessed year first. Chance (the seed)
only moves the targets, so the same seed gives the same form.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from drogowskaz.engine.authoring.writing import dump
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Edition, Row, Severity, Stage
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable, unusable
from drogowskaz.engine.satisfiability.limits import Limit, decided
from drogowskaz.engine.satisfiability.proof import Asked, asked, bounds, sums
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.solver import Sums, cheapest
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind, State, Value, show
from drogowskaz.engine.words import LANGUAGES, _
from drogowskaz.engine.yamlfile import Node, read

UNITS = {Level.GMINA: "9901012", Level.POWIAT: "9901", Level.CITY: "9961011", Level.VOIVODESHIP: "99"}
"""Codes of the right shape that the register will never give: no voivodeship has the number 99."""
STEPS = {Kind.COUNT: 1, Kind.MONEY: 100, Kind.FTE: 25}
"""People write whole złoty and quarters of a post."""
DRIFT = {-2: 0.05, -1: 0.03, 0: 0.04, 1: 0.03, 2: 0.05}
"""How far chance moves a target in each column."""
CALM = 0.15
"""Residents and unemployed change less from year to year than cases of the centre: only this part of the drift."""
FAR = 4
"""No number lies further above its aim than this many times; without it the solver may leave one at its bound."""
GAP = 0.02
"""The solver stops this near to the best form; nearer costs time and changes nobody's mind."""


@dataclass(frozen=True)
class Targets:
    """What the form should look like: numbers in shown units, texts, and what to do about all other rows."""

    names: dict[Level, dict[str, str]]
    numbers: dict[str, float]
    nothing: tuple[str, ...]
    otherwise: dict[str, float]
    texts: dict[str, str]

    def of(self, row: Row) -> float:
        if row.key in self.numbers:
            return self.numbers[row.key]
        return 0.0 if row.key.startswith(self.nothing) else self.otherwise.get(row.unit, 1.0)


@cache
def targets(path: Path = DEFINITIONS / "authoring" / "invented.yaml") -> Targets:
    """The file of targets. Raises Unusable with file and line."""
    problems: list[Problem] = []
    top = read(path)
    numbers: dict[str, dict[str, float]] = {}
    for part in ("numbers", "otherwise"):
        inner = top.inner(part, problems)
        numbers[part] = {}
        for key in inner.keys() if inner else ():
            assert inner is not None
            try:
                numbers[part][key] = float(inner.text(key, problems))
            except ValueError:
                problems.append(inner.problem(_("“{key}” must be a number."), key, key=key))
    names, texts = (top.inner(part, problems) for part in ("names", "texts"))
    found = Targets(
        names={level: names.texts(level.value, problems) if names else {} for level in Level},
        numbers=numbers["numbers"],
        nothing=top.strings("nothing", problems),
        otherwise=numbers["otherwise"],
        texts=_texts(texts, problems) if texts else {},
    )
    top.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return found


def _texts(node: Node, problems: list[Problem]) -> dict[str, str]:
    return {key: node.text(key, problems) for key in node.keys()}  # noqa: SIM118  (a Node is no mapping)


def invent(edition: Edition, *, seed: int) -> Sheet:
    """A full form of the edition's last year on which no check of severity error fails at any stage.

    Raises Unusable when the checks of the edition leave no room for one.
    """
    # Chance must be repeatable here, not secret.
    chance = random.Random(seed)  # noqa: S311
    year = edition.years[-1]
    wanted = targets()
    questions = [one for one in asked(edition, year) if _about_columns(one)]
    known: dict[Cell, int] = {}
    before: dict[str, float] = {}
    for offset in sorted(edition.offsets, key=abs):
        rows = [row for row in edition.rows if offset in row.offsets and row.kind is not Kind.TEXT]
        aims = {row.key: _moved(row, before.get(row.key, wanted.of(row)), offset, chance) for row in rows}
        found = _column(edition, rows, offset, aims, questions, known)
        known |= found
        if offset == 0:
            scales = {row.key: row.kind.scale for row in rows}
            before = {cell.row: number / scales[cell.row] for cell, number in found.items()}
    values = {(cell.row, cell.offset or 0): Value(State.VALUE, number) for cell, number in known.items()}
    for row in edition.rows:
        if row.kind is Kind.TEXT:
            text = wanted.texts.get(row.key, "przykład")
            values |= {(row.key, offset): Value(State.VALUE, text=text) for offset in row.offsets}
    sheet = Sheet(edition, UNITS[edition.level], year, values)
    failed = check_sheet(sheet, Stage.SIGN).of(Severity.ERROR)
    if failed:
        raise unusable(_("No form was found on which the check “{id}” holds."), id=failed[0].check.id)
    return sheet


def _about_columns(one: Asked) -> bool:
    """Whether the question can be answered by the form alone, without last year's or those of the units below."""
    inside = (node for node in nodes.walk(one.question.claim) if isinstance(node, Cell))
    return all(cell.whose is Whose.OWN for cell in inside)


def _moved(row: Row, target: float, offset: int, chance: random.Random) -> int:
    """The target in steps, moved by chance; what is there stays there, and a zero stays a zero."""
    steps = target * row.kind.scale / STEPS[row.kind]
    most = DRIFT[offset] * (CALM if row.source == "GUS" else 1)
    moved = round(steps * (1 + chance.uniform(-most, most)))
    return moved or (0 if not target else 1)


def _column(
    edition: Edition,
    rows: Sequence[Row],
    offset: int,
    aims: Mapping[str, int],
    questions: Sequence[Asked],
    known: Mapping[Cell, int],
) -> dict[Cell, int]:
    """The cells of one column, near to the aims, beside the columns already known.

    Rows aimed at zero stay zero and the others above it; where that is impossible, any number may be zero.
    """
    cells = [Cell(row.key, offset) for row in rows]
    reachable = {*cells, *known}
    here = [one for one in questions if one.cells <= reachable and not one.cells <= known.keys()]
    most = bounds(edition, cells, 0)
    for strict in (True, False):
        ends: dict[Cell, tuple[int, int]] = {cell: (number, number) for cell, number in known.items()}
        for cell in cells:
            low, high = most[cell]
            aimed = aims[cell.row]
            near = min(high, FAR * aimed * _step(edition, cell))
            ends[cell] = (low, high) if not strict or low < 0 else (1, near) if aimed else (0, 0)
        limits = _limits(here, ends, {cell: aims[cell.row] * _step(edition, cell) for cell in cells} | dict(known))
        found = None if limits is None else _nearest(edition, cells, aims, limits, ends)
        if found is not None:
            return found
    raise unusable(_("The checks of “{edition}” leave no room for an invented form."), edition=edition.id)


def _step(edition: Edition, cell: Cell) -> int:
    return STEPS[edition.row_by_key[cell.row].kind]


def _limits(
    here: Sequence[Asked], ends: Mapping[Cell, tuple[int, int]], aimed: Mapping[Cell, int]
) -> list[Limit] | None:
    """One case of every question: the first that holds at the aims, or simply the first. None when one has none."""
    limits: list[Limit] = []
    for one in here:
        cases = decided(one.cases, ends)
        if not cases:
            return None
        holding = (case for case in cases if all(limit.holds(aimed) for limit in case))
        limits += next(holding, cases[0])
    return limits


def _nearest(
    edition: Edition,
    cells: Sequence[Cell],
    aims: Mapping[str, int],
    limits: Sequence[Limit],
    ends: Mapping[Cell, tuple[int, int]],
) -> dict[Cell, int] | None:
    """Whole steps with the least sum of relative distances from the aims; None when the limits contradict."""
    count = len(cells)
    steps = np.array([_step(edition, cell) for cell in cells], float)
    aim = np.array([aims[cell.row] for cell in cells], float)
    place = {cell: number for number, cell in enumerate(cells)}
    own = [_without_known(limit, place, ends) for limit in limits]
    asked_for = sums(own, place)
    in_steps = replace(asked_for, factors=np.asarray(asked_for.factors) * steps[list(asked_for.columns)])
    # Each variable is its aim plus what lies above less what lies below, so that distances are linear.
    signs, each = np.repeat([1.0, -1.0, 1.0], count), range(count)
    distance = Sums(signs, [*each] * 3, range(3 * count), aim, aim)
    # Scaled up, because the solver takes a cost below its tolerance (1e-7) for none at all.
    weight = 1e5 / np.maximum(np.abs(aim), 1)
    low, high = (np.array([ends[cell][side] for cell in cells], float) / steps for side in (0, 1))
    infinite = np.full(2 * count, np.inf)
    numbers = cheapest(
        np.concatenate([np.zeros(count), weight, weight]),
        np.concatenate([np.ceil(low), np.zeros(2 * count)]),
        np.concatenate([np.floor(high), infinite]),
        [distance, in_steps],
        whole=np.repeat([True, False, False], count),
        gap=GAP,
    ).numbers
    if numbers is None:
        return None
    values = {cell: round(float(numbers[number])) * _step(edition, cell) for cell, number in place.items()}
    return values if all(limit.holds(values) for limit in own) else None


def _without_known(limit: Limit, place: Mapping[Cell, int], ends: Mapping[Cell, tuple[int, int]]) -> Limit:
    """The same limit with the numbers of the other columns put in."""
    mine = tuple((cell, factor) for cell, factor in limit.factors if cell in place)
    others = sum(factor * ends[cell][0] for cell, factor in limit.factors if cell not in place)
    return Limit(mine, limit.constant + others, limit.exact)


def case_text(sheet: Sheet, *, seed: int) -> str:
    """The form as a case of its edition, with the findings it gives at signing."""
    edition = sheet.edition
    name = targets().names[edition.level]
    found = check_sheet(sheet, Stage.SIGN).findings
    head = {
        "edition": edition.id,
        "unit": sheet.unit,
        "name": {lang: name[lang] for lang in LANGUAGES},
        "year": sheet.year,
    }
    text = f"# An invented form: no such unit exists. Made by `drogowskaz edition invent {edition.id} --seed {seed}`.\n"
    text += dump(head) + "cells:\n"
    for row in edition.rows:
        shown = [_plain(show(sheet.value(row.key, offset), row.kind)) for offset in row.offsets]
        text += f"  {row.key}: {dump(shown)}"
    listed = [f"{finding.check.id} {nodes.column(finding.offset)}" for finding in found]
    return text + "# The findings this case must give, and no others.\n" + dump({"findings": listed})


def _plain(text: str) -> int | float | str:
    """Numbers without spaces, so that the file can be read by a program and by eye."""
    digits = text.replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")
    if digits.lstrip("-").isdigit():
        return int(digits)
    return float(digits.replace(",", ".")) if digits.replace(",", "").lstrip("-").isdigit() else text
