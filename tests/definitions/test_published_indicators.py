"""Published indicators recompute through `observatory-powiat`, and the counts kept of it are fresh."""

from pathlib import Path

import pytest
from architecture.house import tool

from drogowskaz.engine.agreement import agreements

Counts = tuple[str, str, int, int, int, int, int, int, int]


def kept() -> list[Counts]:
    (found,) = agreements()
    return [
        (one.indicator.id, one.level.value, one.since, one.until, one.rows, one.exact, one.close, one.halves, one.apart)
        for one in found.tallies
    ]


def test_every_published_figure_agrees_but_for_exact_halves_rounded_to_even() -> None:
    assert kept() == [
        ("ioss-27", "gmina", 2024, 2024, 78, 70, 8, 8, 0),
        ("ioss-27", "powiat", 2007, 2024, 198, 197, 1, 1, 0),
        ("ioss-220", "powiat", 2015, 2017, 33, 33, 0, 0, 0),
        ("ioss-221", "powiat", 2015, 2017, 33, 33, 0, 0, 0),
        ("ioss-222", "powiat", 2015, 2017, 33, 33, 0, 0, 0),
        ("ioss-257", "gmina", 2024, 2024, 97, 97, 0, 0, 0),
    ]


def test_counted_again_from_the_published_figures_they_are_the_same(shared: Path) -> None:
    agreement = tool("agreement")
    assert agreement.KEPT.read_text("utf-8") == agreement.written(shared / "cases")


def test_a_published_figure_changed_by_hand_is_noticed(shared: Path, tmp_path: Path) -> None:
    agreement = tool("agreement")
    for name in (agreement.POWIATS, agreement.STAFF, agreement.GMINAS):
        (tmp_path / name).write_bytes((shared / "cases" / name).read_bytes())
    gminas = tmp_path / agreement.GMINAS
    first = next(line for line in gminas.read_text("utf-8").splitlines() if line.startswith("IOSS,257,"))
    value = first.split(",")[4]
    spoiled = first.replace(f",{value},", f",{float(value) + 0.01:.2f},")
    gminas.write_text(gminas.read_text("utf-8").replace(first, spoiled, 1), "utf-8")
    (found,) = [one for one in agreement.tallies(tmp_path) if one.indicator.id == "ioss-257"]
    assert (found.exact, found.close, found.apart) == (96, 1, 0)


def test_two_files_that_differ_about_one_figure_stop_the_count(shared: Path, tmp_path: Path) -> None:
    agreement = tool("agreement")
    for name in (agreement.POWIATS, agreement.STAFF, agreement.GMINAS):
        (tmp_path / name).write_bytes((shared / "cases" / name).read_bytes())
    staff = tmp_path / agreement.STAFF
    lines = staff.read_text("utf-8").splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if ",2016," in line and line.startswith("IOSS,221,"))
    staff.write_text("".join([*lines[:place], *lines[place + 1 :]]), "utf-8")
    with pytest.raises(AssertionError, match="two files differ about 221"):
        list(agreement.tallies(tmp_path))
