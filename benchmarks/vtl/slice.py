"""Whether vtlengine, running our VTL over our SDMX-CSV, finds what `check_sheet` finds.

    .venv/bin/python benchmarks/vtl/slice.py [--forms 20] [--seed 1]

The published form of Drobin as it is (on both backends of vtlengine), the invented gmina of 2025 with two planted
errors, and for every edition forms with random gaps, dots, x's, changed numbers and copied blocks, with forms of the
year before and of the units below. One line for each, with the seconds of both sides; 1 when they differ.
"""

import argparse
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from environment import HERE, ready

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids
from drogowskaz.engine.editions.schema import Stage
from drogowskaz.engine.exchange.names import structure_id
from drogowskaz.engine.exchange.sdmx_csv import lines, with_others
from drogowskaz.engine.exchange.sdmx_structure import structure
from drogowskaz.engine.exchange.vtl import vtl
from drogowskaz.engine.expressions.nodes import column
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, NOT_APPLICABLE, State, Value

PREPARED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
PLANTED = {"population.total": 1, "users.support.rural": 100_000}
"""Two errors of the invented gmina: what is added to the number of the assessed year."""
SHARES = (0.0, 0.02, 0.1, 0.3, 0.8)
"""How much of a form is changed."""
Found = set[tuple[str, str]]


def case(edition: str) -> Sheet:
    """The first worked example of an edition."""
    return read_case(next(iter(sorted((EDITIONS / edition / "cases").glob("*.yaml"))))).sheet


def planted(sheet: Sheet) -> Sheet:
    added = {(key, 0): Value(State.VALUE, sheet.value(key, 0).number + more) for key, more in PLANTED.items()}
    return replace(sheet, values={**sheet.values, **added})


def changed(values: Mapping[CellKey, Value], share: float, rng: random.Random) -> dict[CellKey, Value]:
    """The cells, a share of them in another state or with another number."""
    return {cell: _changed(value, rng) if rng.random() < share else value for cell, value in values.items()}


def _changed(value: Value, rng: random.Random) -> Value:
    states = (EMPTY, NO_INFORMATION, NOT_APPLICABLE)
    numbers = () if value.text else (0, value.number + 1, value.number * 3, value.number // 2)
    return rng.choice([*states, *(Value(State.VALUE, number) for number in numbers)])


def copied(sheet: Sheet, rng: random.Random) -> Sheet:
    """The form with some blocks that repeat the year before."""
    values = dict(sheet.values)
    for table in sheet.edition.tables.values():
        if rng.random() < 0.2:
            values |= {(row.key, 0): values[row.key, -1] for row in table.rows if (row.key, -1) in values}
    return replace(sheet, values=values)


def invented(base: Sheet, count: int, rng: random.Random) -> Iterator[Sheet]:
    """Forms of `count` units; three of four know last year's form, and three of four the forms of two units below."""
    for place in range(count):
        share = SHARES[place % len(SHARES)]
        unit = f"{2 + 2 * (place % 16):02}{1 + place // 16:02}012"[: len(base.unit)]
        if len(unit) == 2:
            unit = f"{10 + place}"
        filled = replace(base, unit=unit, values=changed(base.values, share, rng))
        filled = copied(filled, rng) if place % 3 == 0 else filled
        last = {(row, 0): value for (row, offset), value in filled.values.items() if offset == -1}
        below = [replace(base, unit=unit + more, values=_half(base, odd)) for odd, more in enumerate(_below(unit))]
        children = [replace(child, values=changed(child.values, share / 2, rng)) for child in below]
        yield replace(
            filled,
            last=changed(last, share, rng) if place % 4 else None,
            children=tuple(children) if place % 4 != 1 else (),
        )


def _below(unit: str) -> tuple[str, ...]:
    return {2: ("01", "02"), 4: ("012", "022")}.get(len(unit), ())


def _half(base: Sheet, odd: int) -> dict[CellKey, Value]:
    return {
        cell: value if value.text else replace(value, number=(value.number + odd) // 2)
        for cell, value in base.values.items()
    }


def ours(sheets: Sequence[Sheet]) -> Found:
    found = ((sheet.unit, finding) for sheet in sheets for finding in check_sheet(sheet, Stage.SIGN).findings)
    return {(unit, f"{finding.check.id}@{column(finding.offset)}") for unit, finding in found}


def theirs(python: Path, sheets: Sequence[Sheet], backend: str) -> tuple[Found, float]:
    edition, year = sheets[0].edition, sheets[0].year
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "structure.xml").write_bytes(structure(edition, PREPARED))
        (folder / "checks.vtl").write_text(vtl(edition, year, "en"), "utf-8")
        with (folder / "data.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines(form for sheet in sheets for form in with_others(sheet)))
        files = folder / "structure.xml", folder / "checks.vtl", structure_id(edition), folder / "data.csv"
        done = subprocess.run([python, HERE / "engine.py", "run", *files, backend], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    told = json.loads(done.stdout)
    return {(unit, code) for unit, code in told["findings"]}, told["seconds"]


def compared(python: Path, title: str, sheets: Sequence[Sheet], backend: str = "duckdb") -> bool:
    """Print one line, and below it what only one of the two found."""
    ours(sheets[:1])  # the checks are compiled once
    began = time.perf_counter()
    own = ours(sheets)
    seconds = time.perf_counter() - began
    other, elsewhere = theirs(python, sheets, backend)
    verdict = "the same" if own == other else "DIFFERENT"
    took = f"ours {seconds:.2f} s, {backend} {elsewhere:.1f} s"
    print(f"{title}: forms {len(sheets)}, findings {len(own)}, {verdict} ({took})")
    for whose, only in (("only ours", own - other), ("only vtlengine", other - own)):
        for unit, code in sorted(only)[:20]:
            print(f"  {whose}: {unit} {code}")
    return own == other


def main() -> int:
    """Compare them all."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--forms", type=int, default=20, help="how many random forms of each edition, 80 at most")
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    python, rng = ready(), random.Random(given.seed)
    drobin, gmina = case("ozps-gmina-2014"), case("ozps-gmina-2025")
    same = [
        compared(python, "drobin-2014", [drobin]),
        compared(python, "drobin-2014", [drobin], "pandas"),
        compared(python, "wymyslona-2025 with two planted errors", [planted(gmina)]),
    ]
    for name in edition_ids():
        same.append(compared(python, f"{name}, random", list(invented(case(name), min(given.forms, 80), rng))))
    print(f"{sum(same)} of {len(same)} comparisons agree")
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
