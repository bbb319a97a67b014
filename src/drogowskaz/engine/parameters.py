"""Numbers of the law and plausibility bands: dated, sourced, and never constants in code."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

DEFINITIONS = Path(__file__).parent.parent / "definitions"


@dataclass(frozen=True)
class Parameter:
    """One value of a parameter: exact, in `unit`, true from `since` to `until` (both included, None = open)."""

    code: str
    value: Fraction
    unit: str
    since: dt.date | None
    until: dt.date | None
    basis: str
    certainty: Certainty


@cache
def parameters(folder: Path = DEFINITIONS / "parameters") -> tuple[Parameter, ...]:
    """Every parameter in every file of `folder`. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found: list[Parameter] = []
    for path in sorted(folder.glob("*.yaml")):
        for node in read(path).items(problems):
            known = _parameter(node, problems)
            if any(known.code == other.code and _overlap(known, other) for other in found):
                message = _("The parameter “{code}” has two values for the same day.")
                problems.append(node.problem(message, "code", code=known.code))
            found.append(known)
    if problems:
        raise Unusable(problems)
    return tuple(found)


def _overlap(one: Parameter, other: Parameter) -> bool:
    """Whether both hold on some day."""
    begins = max(one.since or dt.date.min, other.since or dt.date.min)
    return begins <= min(one.until or dt.date.max, other.until or dt.date.max)


def _parameter(node: Node, problems: list[Problem]) -> Parameter:
    value = Fraction(0)
    try:
        value = Fraction(node.text("value", problems) or "0")
    except (ValueError, ZeroDivisionError):
        problems.append(node.problem(_("The value of a parameter must be a number.")))
    known = Parameter(
        code=node.text("code", problems),
        value=value,
        unit=node.text("unit", problems),
        since=node.date("since", problems),
        until=node.date("until", problems),
        basis=node.text("basis", problems),
        certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
    )
    if known.since and known.until and known.until < known.since:
        message = _("The period of the parameter “{code}” ends before it begins.")
        problems.append(node.problem(message, "until", code=known.code))
    node.refuse_unknown(problems)
    return known


def value_on(code: str, day: dt.date, known: tuple[Parameter, ...]) -> Parameter | None:
    """The parameter `code` as it stood on `day`, or None when nothing is known for that day."""
    for parameter in known:
        if (
            parameter.code == code
            and (parameter.since is None or parameter.since <= day)
            and (parameter.until is None or day <= parameter.until)
        ):
            return parameter
    return None


@cache
def parameters_in(year: int) -> dict[str, Fraction]:
    """The parameters as they stand on 31 December of the assessed year."""
    day = dt.date(year, 12, 31)
    found = {parameter.code: value_on(parameter.code, day, parameters()) for parameter in parameters()}
    return {code: parameter.value for code, parameter in found.items() if parameter}
