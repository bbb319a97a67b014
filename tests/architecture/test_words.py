"""Modules are named for their nouns, and what the engine offers is explained."""

import ast
import re
from pathlib import Path

from architecture.house import ROOT, SOURCE, place, python_files, tool

FORBIDDEN = {
    "utils", "util", "common", "helpers", "helper", "services", "service", "managers", "manager", "misc", "handlers",
    "processors", "constants",
}  # fmt: skip


def misnamed(paths: list[Path]) -> list[str]:
    """Modules and folders with a name that says nothing about what is in them."""
    return [path.as_posix() for path in paths if FORBIDDEN & {path.stem, *path.parts}]


def unexplained(source: str) -> list[str]:
    """Public functions and classes of a module that have no docstring."""
    tree = ast.parse(source)
    return [
        statement.name
        for statement in tree.body
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and not statement.name.startswith("_")
        and not ast.get_docstring(statement)
    ]


def test_no_module_is_named_for_nothing() -> None:
    folders = (SOURCE, ROOT / "tests", ROOT / "tools")
    assert misnamed([path.relative_to(ROOT) for folder in folders for path in python_files(folder)]) == []


def test_everything_the_engine_offers_is_explained() -> None:
    engine = {place(path): unexplained(path.read_text("utf-8")) for path in python_files(SOURCE / "engine")}
    assert {path: names for path, names in engine.items() if names} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        place(path)
        for path in python_files(SOURCE)
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_every_area_says_what_it_is_for_in_its_package() -> None:
    areas = [area for storey in tool("architecture").storeys() for area in storey if tool("architecture").built(area)]
    docstrings = {
        area: ast.get_docstring(ast.parse((SOURCE / area / "__init__.py").read_text("utf-8"))) for area in areas
    }
    assert [area for area, docstring in docstrings.items() if not docstring] == []


def cutting(source: str) -> list[int]:
    """Lines on which somebody's words are cut off without their being told: `engine.workflow.whole` refuses instead."""
    return [number for number, line in enumerate(source.splitlines(), start=1) if CUT.search(line)]


CUT = re.compile(r"(?:strip|split)\(\)\)*\[\s*:")


def test_no_action_cuts_off_what_somebody_wrote() -> None:
    actions = [path for path in python_files(SOURCE) if "actions" in path.relative_to(SOURCE).parts]
    assert len(actions) > 100
    found = [f"{place(path)}:{number}" for path in actions for number in cutting(path.read_text("utf-8"))]
    assert found == []


def test_a_planted_cut_is_found() -> None:
    assert cutting('x = a.strip()\ny = a.strip()[:500]\nz = " ".join(a.split())[:MOST]') == [2, 3]


def test_a_planted_name_is_found() -> None:
    assert misnamed([Path("src/x/helpers.py"), Path("src/utils/x.py"), Path("src/x/models.py")]) == [
        "src/x/helpers.py",
        "src/utils/x.py",
    ]


def test_a_planted_function_without_docstring_is_found() -> None:
    assert unexplained('def told():\n    """Why."""\ndef silent(): ...\ndef _own(): ...\nclass Silent: ...') == [
        "silent",
        "Silent",
    ]
