"""What runs inside the environment of vtlengine: the rules over the slice, as JSON with the time and the counts.

python vtl_slice.py FOLDER duckdb|pandas

FOLDER holds `rules.vtl`, `structure.json` and a CSV named as the dataset. What the script keeps are datasets with a
CODE and the count N of its findings.
"""

import json
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

# It sets options of pandas that pandas no longer has; its own warnings are none of ours.
warnings.simplefilter("ignore")

import memory  # noqa: E402
import vtlengine  # noqa: E402


def run(folder: Path, backend: str) -> dict[str, object]:
    """From the script and the CSV to the counts; nothing is kept ready from before."""
    memory.forget_peak()
    held = memory.resident()
    begun = time.perf_counter()
    made = vtlengine.run(
        folder / "rules.vtl",
        folder / "structure.json",
        [path for path in folder.iterdir() if path.suffix == ".csv"],
        use_duckdb=backend == "duckdb",
    )
    seconds = time.perf_counter() - begun
    findings: dict[str, int] = {}
    for dataset in made.values():
        for code, count in zip(dataset.data["CODE"], dataset.data["N"], strict=True):
            findings[code] = findings.get(code, 0) + int(count)
    told = {"version": version("vtlengine"), "seconds": seconds, "findings": findings}
    return {**told, "held": held, "peak": memory.peak()}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), sys.argv[2])))
