"""What the rows of a form are counted in: a closed list, so that persons are not `people` in the next edition."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

FORMS = {"pl": 5, "en": 2}
"""How many forms of a word each language has after numbers."""


@dataclass(frozen=True)
class Measure:
    """A name that a row's `unit` may have, the kind of its numbers, and what people call it.

    `forms` follow a number: in Polish after one, after “one more”, after two, after five and after a fraction; in
    English after one and after any other. Texts have none.
    """

    code: str
    kind: Kind
    label: dict[str, str]
    forms: dict[str, tuple[str, ...]]


@cache
def measures(path: Path = DEFINITIONS / "units.yaml") -> dict[str, Measure]:
    """The list by code. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found = {}
    for node in read(path).items(problems):
        code = node.text("unit", problems)
        kind = node.choice("kind", Kind, problems, Kind.COUNT)
        found[code] = Measure(code, kind, node.texts("label", problems), _forms(node, kind, problems))
        node.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return found


def _forms(node: Node, kind: Kind, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    inner = node.inner("forms", problems)
    found = {lang: inner.strings(lang, problems) if inner else () for lang in FORMS}
    for lang, number in FORMS.items():
        if len(found[lang]) != (0 if kind is Kind.TEXT else number):
            message = _("“{lang}” needs {n} forms of the word.")
            problems.append((inner or node).problem(message, lang=lang, n=number))
    if inner:
        inner.refuse_unknown(problems)
    return found
