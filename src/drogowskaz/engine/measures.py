"""What the rows of a form are counted in: a closed list, so that persons are not `people` in the next edition."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.values import Kind
from drogowskaz.engine.yamlfile import read


@dataclass(frozen=True)
class Measure:
    """A name that a row's `unit` may have, the kind of its numbers, and what people call it."""

    code: str
    kind: Kind
    label: dict[str, str]


@cache
def measures(path: Path = DEFINITIONS / "units.yaml") -> dict[str, Measure]:
    """The list by code. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found = {}
    for node in read(path).items(problems):
        code = node.text("unit", problems)
        found[code] = Measure(code, node.choice("kind", Kind, problems, Kind.COUNT), node.texts("label", problems))
        node.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return found
