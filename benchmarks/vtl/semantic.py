"""Whether the VTL of every shipped edition passes the semantic analysis of vtlengine over the SDMX structure we write.

    .venv/bin/python benchmarks/vtl/semantic.py

One line for each edition and a summary; the exit code is 1 when one does not pass.
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import HERE, ready

from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.exchange.sdmx_structure import structure
from drogowskaz.engine.exchange.vtl import vtl
from drogowskaz.engine.exchange.vtl_rules import rules

PREPARED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def main() -> int:
    """Analyse them all."""
    python = ready()
    passed, total = [], 0
    for name in edition_ids():
        edition = edition_named(name)
        made = rules(edition, edition.years[-1])
        total += made.count
        with tempfile.TemporaryDirectory() as folder:
            files = Path(folder) / "structure.xml", Path(folder) / "checks.vtl"
            files[0].write_bytes(structure(edition, PREPARED))
            files[1].write_text(vtl(edition, edition.years[-1], "en"), "utf-8")
            done = subprocess.run([python, HERE / "engine.py", "semantic", *files], capture_output=True, text=True)
        passed.append(done.returncode == 0)
        sums = sum(len(found) for found in made.sums.values())
        told = f"{made.count} rules ({sums} hierarchical), {len(made.left_out)} without a rule"
        if passed[-1]:
            print(f"{name}: passes; {told}; {json.loads(done.stdout)['datasets']} datasets")
        else:
            print(f"{name}: DOES NOT PASS; {told}\n{done.stderr.strip().splitlines()[-1]}")
    print(f"{sum(passed)} of {len(passed)} editions pass, {total} rules")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
