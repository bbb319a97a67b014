"""The slice for vtlengine: the sums and comparisons that hierarchical rulesets can say, and the cells they are about.

A hierarchical rule has one row on one side and rows without factors on the other; such rules are by far the quickest
that vtlengine has. All columns of all forms go through in one dataset, which it likes better than one for each.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.schema import Missing
from drogowskaz.engine.national.matrix import Matrix, Panel
from drogowskaz.engine.values import State
from rivals.rules import Rule

DATASET = "NUMBERS"
MODES = {Missing.SKIP_ANY: "non_null", Missing.ZERO: "always_zero", Missing.ZERO_UNLESS_ALL: "partial_zero"}
"""With empty and inapplicable cells left out and dots as nulls, these treat missing cells as the checks ask."""
TURNED = {"=": "=", "<=": ">="}
COMPONENTS = (
    ("UNIT", "String", "Identifier"),
    ("PERIOD", "Integer", "Identifier"),
    ("CELL", "String", "Identifier"),
    ("NUMBER", "Integer", "Measure"),
)


def sayable(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that fit, each with its whole on the left: VTL wants no row below its own parts."""
    turned = (rule if rule.operator == "=" else _turned(rule) for rule in rules)
    return tuple(rule for rule in turned if len(rule.left) == 1 and _plain(rule))


def _turned(rule: Rule) -> Rule:
    return replace(rule, left=rule.right, operator=TURNED[rule.operator], right=rule.left)


def _plain(rule: Rule) -> bool:
    return all(factor == 1 for factor, _row in (*rule.left, *rule.right))


def slice_of(matrix: Matrix, units: int) -> Matrix:
    """So many forms from all over the country."""
    (panel, *_others) = matrix.panels
    step = max(1, len(panel.forms) // units)
    kept = slice(0, step * units, step)
    numbers, flags = (np.ascontiguousarray(array[:, kept]) for array in (panel.numbers, panel.flags))
    return Matrix(matrix.edition, panels=[Panel(panel.year, panel.forms[kept], numbers, flags)])


def write_slice(matrix: Matrix, rules: Sequence[Rule], folder: Path) -> None:
    """The three files that `vtl_slice.py` reads."""
    (folder / "rules.vtl").write_text(script(rules), "utf-8")
    structure = [
        {"name": name, "type": kind, "role": role, "nullable": role == "Measure"} for name, kind, role in COMPONENTS
    ]
    told = {"datasets": [{"name": DATASET, "DataStructure": structure}]}
    (folder / "structure.json").write_text(json.dumps(told), "utf-8")
    with (folder / f"{DATASET}.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(name for name, _kind, _role in COMPONENTS) + "\n")
        file.writelines(_lines(matrix, {row for rule in rules for row in rule.rows}))


def script(rules: Sequence[Rule]) -> str:
    """A ruleset for each way of treating missing cells, and how often each of its rules does not hold."""
    return "\n".join(_ruleset(mode, [rule for rule in rules if rule.missing is missing])
                     for missing, mode in MODES.items())  # fmt: skip


def _ruleset(mode: str, rules: Sequence[Rule]) -> str:
    said = ";\n".join(f'  r{place}: {_said(rule)} errorcode "{rule.id}"' for place, rule in enumerate(rules))
    name = f"RULES_{mode.upper()}"
    return (
        f"define hierarchical ruleset {name} (variable rule CELL) is\n{said}\nend hierarchical ruleset;\n"
        f"FOUND_{mode.upper()} <- check_hierarchy({DATASET}, {name} rule CELL {mode} dataset invalid)\n"
        "  [aggr CODE := max('errorcode'), N := count() group by ruleid];\n"
    )


def _said(rule: Rule) -> str:
    return f"{_code(rule.left[0][1])} {rule.operator} {' + '.join(_code(row) for _factor, row in rule.right)}"


def _code(row: str) -> str:
    return row.replace(".", "_")


def _lines(matrix: Matrix, rows: set[str]) -> Iterator[str]:
    """The cells of these rows that hold a number or a dot."""
    offsets = matrix.edition.offsets
    for panel in matrix.panels:
        for place, row in enumerate(matrix.edition.rows):
            for column, offset in enumerate(offsets if row.key in rows else ()):
                cell = place * len(offsets) + column
                for unit, number, flag in zip(panel.units, panel.numbers[cell], panel.flags[cell], strict=True):
                    if flag == FLAGS[State.VALUE]:
                        yield f"{unit},{offset},{_code(row.key)},{number}\n"
                    elif flag == FLAGS[State.NO_INFORMATION]:
                        yield f"{unit},{offset},{_code(row.key)},\n"
