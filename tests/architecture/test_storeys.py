"""The import contracts hold, and each of them can be broken."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from architecture.house import ROOT, SOURCE, tool

CONTRACTS = tool("architecture").contracts()

PLANTS: dict[str, tuple[dict[str, str], set[str]]] = {
    "an area uses its neighbour": ({"audit/actions.py": "import drogowskaz.documents"}, {"storeys"}),
    "a lower area uses a higher one": (
        {"audit/actions.py": "import drogowskaz.assessments.models"},
        {"storeys", "no-cycles"},
    ),
    "there is a new package beside the storeys": ({"utils/__init__.py": ""}, {"storeys"}),
    "permissions use queries": (
        {"audit/queries.py": "", "audit/permissions.py": "import drogowskaz.audit.queries"},
        {"inside"},
    ),
    "an area has a file of an unknown sort": ({"audit/helpers.py": ""}, {"inside"}),
    "the engine uses Django": ({"engine/files/planted.py": "import django"}, {"engine"}),
    "the engine's reading uses its checking": (
        {"engine/files/planted.py": "import drogowskaz.engine.checks"},
        {"engine-storeys"},
    ),
    "the engine has a new module outside its storeys": ({"engine/planted.py": ""}, {"engine-storeys"}),
    "a document uses a database": ({"documents/planted.py": "from django.db import models"}, {"documents"}),
    "an area uses another one's forms": (
        {"territory/forms.py": "", "assessments/permissions.py": "import drogowskaz.territory.forms"},
        {"web"},
    ),
    "two modules use each other": (
        {
            "documents/planted.py": "import drogowskaz.documents.other",
            "documents/other.py": "import drogowskaz.documents.planted",
        },
        {"no-cycles"},
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules of the house without everything else, to plant mistakes in."""
    target = tmp_path_factory.mktemp("storeys") / "drogowskaz"
    for path in SOURCE.rglob("*.py"):
        to = target / path.relative_to(SOURCE)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    return target


@pytest.fixture
def planted(request: pytest.FixtureRequest, copy: Path) -> Iterator[Path]:
    """The copy with lines added at the end of some files; afterwards as it was."""
    before: dict[Path, bytes | None] = {}
    for name, line in request.param.items():
        path = copy / name
        before[path] = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    yield copy
    for path, content in before.items():
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    for folder in {path.parent for path in before}:
        if not any(folder.glob("*.py")):
            shutil.rmtree(folder)


def broken(package: Path) -> set[str]:
    """The ids of the contracts that do not hold for the package at this place."""
    program = Path(sys.executable).parent / "lint-imports"
    command = [str(program), "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")]
    where = {**os.environ, "PYTHONPATH": str(package.parent), "COLUMNS": "400", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=package.parent, env=where, capture_output=True, text=True, check=False)
    verdicts = dict(re.findall(r"^(\S.*?) (KEPT|BROKEN)\b", done.stdout, re.M))
    ids = {contract["name"]: key for key, contract in CONTRACTS.items()}
    assert {ids.get(name) for name in verdicts} == set(CONTRACTS), done.stdout + done.stderr
    return {ids[name] for name, verdict in verdicts.items() if verdict == "BROKEN"}


def test_every_contract_holds(copy: Path) -> None:
    assert broken(copy) == set()


@pytest.mark.parametrize(("planted", "contracts"), PLANTS.values(), ids=PLANTS, indirect=["planted"])
def test_a_planted_mistake_breaks_its_contract_and_no_other(planted: Path, contracts: set[str]) -> None:
    assert broken(planted) == contracts


def test_every_contract_has_a_mistake_that_breaks_it_alone() -> None:
    assert {contract for _files, ids in PLANTS.values() if len(ids) == 1 for contract in ids} == set(CONTRACTS)
