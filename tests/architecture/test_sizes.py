"""No file grows into a heap: a module is folded at 300 lines and refused at 500."""

from pathlib import Path

from architecture.house import ROOT, SOURCE, python_files

FOLD, MOST, MOST_IN_TESTS = 300, 500, 800
UNFOLDED: dict[str, str] = {}
"""Modules over 300 lines that stay whole, by their path in the package, each with the reason why."""


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def over(folder: Path, limit: int) -> dict[str, int]:
    """The modules under `folder` with more lines than `limit`."""
    modules = [*python_files(folder), *(path for path in folder.rglob("*.js") if "vendor" not in path.parts)]
    return {path.relative_to(folder).as_posix(): lines(path) for path in modules if lines(path) > limit}


def test_no_module_passes_five_hundred_lines() -> None:
    assert over(SOURCE, MOST) | over(ROOT / "tools", MOST) == {}


def test_a_module_over_three_hundred_lines_has_its_reason() -> None:
    assert over(SOURCE, FOLD).keys() == UNFOLDED.keys()


def test_no_file_of_tests_passes_eight_hundred_lines() -> None:
    assert over(ROOT / "tests", MOST_IN_TESTS) == {}


def test_a_planted_heap_is_found(tmp_path: Path) -> None:
    for name, count in (("long.py", MOST + 1), ("full.py", MOST), ("long.js", MOST + 2)):
        (tmp_path / name).write_text("x = 1\n" * count, "utf-8")
    assert over(tmp_path, MOST) == {"long.py": MOST + 1, "long.js": MOST + 2}
