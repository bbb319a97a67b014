"""What `git clone` would leave in /srv/drogowskaz of a machine in a folder: cloning.py FOLDER SOCKETS"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATHS = re.compile(r"(?<![\w./-])/(?=(?:srv|var|etc|run|tmp|usr/local)\b)")


def placed(text: str, folder: str, sockets: str) -> str:
    """The text with every path of a machine put under the folder; PostgreSQL's sockets are where the test's are."""
    text = text.replace("/var/run/postgresql", "\0")
    return PATHS.sub(f"{folder}/", text).replace("\0", sockets)


def clone(folder: Path, sockets: str) -> None:
    """The files that are installed, with the paths of the machine, and the environment that runs the test."""
    program = folder / "srv/drogowskaz"
    shutil.copytree(ROOT / "deploy", program / "deploy")
    for file in (program / "deploy").iterdir():
        if file.is_file():
            file.write_text(placed(file.read_text("utf-8"), str(folder), sockets), "utf-8")
    (program / ".venv").symlink_to(Path(sys.prefix))


if __name__ == "__main__":
    clone(Path(sys.argv[1]), sys.argv[2])
