"""Artefacts written by hand, a few cells large, for tests of what each table means."""

from collections.abc import Sequence
from typing import Any

EMPTY, VALUE, DOT, CROSS = 0, 1, 2, 3
FALSE, UNKNOWN, TRUE = 0, -1, 1
SKIP_ANY, ZERO = 0, 1
LIMIT, BEYOND = 2**53 - 1, 2**53

Edit = tuple[int, int] | tuple[int, int, int]
"""A slot, a state and, where it has one, a stored number."""
Row = tuple[dict[int, int], int] | tuple[dict[int, int], int, int]
"""The factors of slots, the constant, the denominator (1 when left out)."""


def runs(lists: Sequence[Sequence[Any]]) -> tuple[list[int], list[Any]]:
    """Where each list begins when all are laid end to end, and the elements."""
    ends = [sum(len(one) for one in lists[:count]) for count in range(len(lists) + 1)]
    return ends, [element for one in lists for element in one]


def written(number: int) -> int | str:
    return number if abs(number) <= LIMIT else str(number)


def rows(*given: Row) -> dict[str, Any]:
    """ROWS of the artefact."""
    ptr, slots = runs([list(row[0]) for row in given])
    return {
        "ptr": ptr,
        "slot": slots,
        "factor": [written(factor) for row in given for factor in row[0].values()],
        "constant": [written(row[1]) for row in given],
        "denominator": [written(row[2]) if len(row) > 2 else 1 for row in given],
        "width": [0 for _row in given],
    }


def artefact(
    cells: int,
    *,
    columns: Sequence[int] = (0,),
    planes: Sequence[str] = ("own",),
    magnitudes: Sequence[Row] = (),
    atoms: Sequence[tuple[Row, str, int]] = (),
    tests: Sequence[tuple[int, int, int]] = (),
    copies: Sequence[tuple[Sequence[int], Sequence[int], int]] = (),
    groups: Sequence[tuple[Sequence[int], int]] = (),
    guards: Sequence[Sequence[int]] | None = None,
    parameter: str | None = None,
    stage: str = "entry",
    indicators: Sequence[tuple[str, Row, Row, str | None]] = (),
) -> dict[str, Any]:
    """An artefact with rows `r0`, `r1` … of one check, and a question for every node. Every cell is in each of them."""
    nodes = len(atoms) + len(tests) + len(copies) + len(groups)
    slots = len(planes) * cells * len(columns)
    first_ptr, first = runs([one for one, _other, _negated in copies])
    group_ptr, members = runs([one for one, _any in groups])
    guard_ptr, guard = runs(guards or [[]] * nodes)
    check = {"id": "the.check", "severity": "justify", "stage": stage, "table": "t", "row": "r0", "missing": "zero"}
    texts = {"message": {"pl": "Nie tak.", "en": "Not so."}, "instruction": {"pl": "Popraw.", "en": "Correct."}}
    return {
        "format": "drogowskaz-artefact-1",
        "edition": "made",
        "level": "gmina",
        "columns": list(columns),
        "planes": list(planes),
        "parameters": {},
        "rows": [{"key": f"r{place}"} for place in range(cells)],
        "checks": [check | texts],
        "magnitudes": rows(*magnitudes),
        "atoms": rows(*(row for row, _relation, _missing in atoms))
        | {
            "relation": [relation for _row, relation, _missing in atoms],
            "missing": [missing for _row, _relation, missing in atoms],
        },
        "tests": {
            "slot": [slot for slot, _state, _negated in tests],
            "state": [state for _slot, state, _negated in tests],
            "negated": [negated for _slot, _state, negated in tests],
        },
        "copies": {
            "ptr": first_ptr,
            "first": first,
            "second": runs([other for _one, other, _negated in copies])[1],
            "negated": [negated for _one, _other, negated in copies],
        },
        "groups": {"ptr": group_ptr, "node": members, "any": [any_ for _one, any_ in groups]},
        "questions": {
            "check": [0] * nodes,
            "column": [0] * nodes,
            "node": list(range(nodes)),
            "guard_ptr": guard_ptr,
            "guard": guard,
            "parameter": [parameter] * nodes,
        },
        "indicators": {
            "id": [f"i{place}" for place in range(len(indicators))],
            "column": [0] * len(indicators),
            "factor": [factor for factor, *_halves in indicators],
            "numerator": rows(*(over for _factor, over, _under, _code in indicators)),
            "denominator": rows(*(under for _factor, _over, under, _code in indicators)),
            "parameter": [code for *_halves, code in indicators],
        },
        "dependencies": dict(zip(("ptr", "question"), runs([range(nodes)] * slots), strict=True)),
    }


def numbers(*given: int) -> list[Edit]:
    """Values for the first cells."""
    return [(slot, VALUE, number) for slot, number in enumerate(given)]
