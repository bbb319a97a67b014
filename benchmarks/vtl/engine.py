"""What runs inside the environment of vtlengine: analyses or runs one script, and prints what came out as JSON.

python engine.py semantic STRUCTURE.xml SCRIPT.vtl
python engine.py run STRUCTURE.xml SCRIPT.vtl DATASET DATA.csv duckdb|pandas
"""

import json
import sys
import time
import warnings
from pathlib import Path

# It sets options of pandas that pandas no longer has; its own warnings are none of ours.
warnings.simplefilter("ignore")

import pandas as pd  # noqa: E402
import vtlengine  # noqa: E402


def semantic(structure: str, script: str) -> dict[str, object]:
    """How many datasets the script makes; raises what vtlengine raises."""
    made = vtlengine.semantic_analysis(Path(script), Path(structure))
    return {"datasets": len(made), "findings": sorted(name for name in made if name.startswith("FINDINGS"))}


def run(structure: str, script: str, dataset: str, data: str, backend: str) -> dict[str, object]:
    """Every finding as unit and code, and the seconds it took."""
    began = time.perf_counter()
    datapoints = {dataset: observations(data)}
    made = vtlengine.run(Path(script), Path(structure), datapoints, use_duckdb=backend == "duckdb")
    seconds = time.perf_counter() - began
    found = [pair for one in made.values() for pair in zip(one.data["REF_AREA"], one.data["CODE"], strict=True)]
    return {"findings": sorted(found), "seconds": seconds}


def observations(data: str) -> pd.DataFrame:
    """SDMX-CSV with its codes as they are: the reader of pysdmx takes a code of digits for a number and loses the
    zero that every code of four voivodeships begins with."""
    read = pd.read_csv(data, dtype=str, keep_default_na=False).drop(columns=["STRUCTURE", "STRUCTURE_ID"])
    numbers = {name: pd.to_numeric(read[name]) for name in ("FORM_YEAR", "OBS_VALUE", "DECIMALS")}
    return read.assign(**numbers)


if __name__ == "__main__":
    given = sys.argv[2:]
    print(json.dumps(semantic(*given) if sys.argv[1] == "semantic" else run(*given)))
