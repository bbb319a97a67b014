"""What several tests of the house ask: where things stand, which files belong to it, the tools as modules."""

import importlib.util
import shutil
import subprocess
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "drogowskaz"


@cache
def tool(name: str) -> ModuleType:
    """The file tools/<name>.py as a module; the folder is no package."""
    spec = importlib.util.spec_from_file_location(f"tool_{name}", ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def python_files(folder: Path) -> list[Path]:
    """Every module under `folder` written by hand."""
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository as git sees it: kept ones and new ones that are not ignored."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("The files of the repository are known only in a checkout (install git and clone).")
    # The checkout may belong to another account, as in a container; reading its list is safe all the same.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())


def text(path: Path) -> str:
    """A file as text; a picture or a font as nothing."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def place(path: Path) -> str:
    """A path as people write it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()
