"""The environment of vtlengine, by itself in `var/vtl-env`: it is under the AGPL and pins old libraries.

    .venv/bin/python benchmarks/vtl/environment.py

Nothing of the product imports it. The other programs of this folder call this one, so it need not be run first.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "var" / "vtl-env"
PYTHON = FOLDER / "bin" / "python"
REQUIREMENTS = HERE / "requirements.txt"
INSTALLED = FOLDER / "requirements.txt"
"""A copy of what was installed, written last: without it the environment is made anew."""


def ready() -> Path:
    """The interpreter of the environment, which is made where it is missing or out of date."""
    wanted = REQUIREMENTS.read_text("utf-8")
    if not INSTALLED.exists() or INSTALLED.read_text("utf-8") != wanted:
        uv = Path(sys.executable).parent / "uv"
        if uv.exists():
            _do(uv, "venv", "--quiet", "--clear", "--python", sys.executable, FOLDER)
            _do(uv, "pip", "install", "--quiet", "--python", PYTHON, "--requirement", REQUIREMENTS)
        else:
            _do(sys.executable, "-m", "venv", "--clear", FOLDER)
            _do(PYTHON, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS)
        INSTALLED.write_text(wanted, "utf-8")
    return PYTHON


def _do(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True)


if __name__ == "__main__":
    print(ready().relative_to(ROOT))
