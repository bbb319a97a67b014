"""A row over the years and editions: what each sheet says, and where numbers cannot be compared."""

from pathlib import Path

from engine.two_editions import OLD, edition_folder, entry_text, two_editions

from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.crosswalk.series import Point, series
from drogowskaz.engine.crosswalk.ways import Crosswalk
from drogowskaz.engine.editions.loader import load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

UNIT = "1419053"


def editions(root: Path, old: str, new: str, *lines: str) -> tuple[Edition, Edition]:
    folder = two_editions(root, old, new, *lines)
    return load(root / OLD), load(folder)


def sheet(edition: Edition, year: int, key: str, **columns: int) -> Sheet:
    """`past=3, own=4, next=5` in the columns of one row."""
    offsets = {"past": -1, "own": 0, "next": 1}
    return Sheet(edition, UNIT, year, {(key, offsets[name]): Value(State.VALUE, n) for name, n in columns.items()})


def asked(key: str, edition: Edition, sheets: list[Sheet], root: Path) -> tuple[Point, ...]:
    def between(old: Edition, new: Edition) -> Crosswalk:
        return way_between(old, new, folder=root)

    return series(edition.row_by_key[key], edition, sheets, between)


def numbers(points: tuple[Point, ...]) -> list[tuple[int, str, list[tuple[int, int]]]]:
    return [(point.year, point.row.key, [(one.assessed, one.value.number) for one in point.said]) for point in points]


def test_a_renamed_row_is_one_series_seen_from_either_edition(tmp_path: Path) -> None:
    old, new = editions(tmp_path, "a", "b", entry_text("a", "b", "renamed", 2016))
    sheets = [sheet(new, 2016, "b", past=20, own=30), sheet(old, 2014, "a", own=10)]
    assert numbers(asked("b", new, sheets, tmp_path)) == [
        (2014, "b", [(2014, 10)]),
        (2015, "b", [(2016, 20)]),
        (2016, "b", [(2016, 30)]),
    ]
    back = asked("a", old, sheets, tmp_path)
    assert [(point.year, point.value.number) for point in back] == [(2014, 10), (2015, 20), (2016, 30)]


def test_forecasts_and_empty_cells_are_no_points(tmp_path: Path) -> None:
    old, _new = editions(tmp_path, "a", "a")
    assert numbers(asked("a", old, [sheet(old, 2014, "a", own=1, next=2)], tmp_path)) == [(2014, "a", [(2014, 1)])]


def test_two_sheets_that_disagree_about_a_year_are_both_kept_the_own_one_first(tmp_path: Path) -> None:
    old, _new = editions(tmp_path, "a", "a")
    sheets = [sheet(old, 2015, "a", past=11, own=12), sheet(old, 2014, "a", own=10)]
    points = asked("a", old, sheets, tmp_path)
    assert numbers(points) == [(2014, "a", [(2014, 10), (2015, 11)]), (2015, "a", [(2015, 12)])]
    assert [point.differs for point in points] == [True, False]


def test_sheets_that_agree_do_not_differ(tmp_path: Path) -> None:
    old, _new = editions(tmp_path, "a", "a")
    sheets = [sheet(old, 2014, "a", own=10), sheet(old, 2015, "a", past=10)]
    (point,) = asked("a", old, sheets, tmp_path)
    assert (len(point.said), point.differs) == (2, False)


def test_another_source_breaks_the_series_between_the_points_around_its_year(tmp_path: Path) -> None:
    old, new = editions(tmp_path, "a", "a", entry_text("a", "a", "same", 2015, breaks=True))
    sheets = [sheet(old, 2014, "a", past=9, own=10), sheet(new, 2016, "a", own=30)]
    points = asked("a", new, sheets, tmp_path)
    assert [(point.year, [step.reason["en"] for step in point.breaks]) for point in points] == [
        (2013, []),
        (2014, []),
        (2016, ["reason 2015"]),
    ]


def test_a_change_without_a_break_is_not_marked(tmp_path: Path) -> None:
    old, new = editions(tmp_path, "a", "b", entry_text("a", "b", "moved", 2015))
    points = asked("b", new, [sheet(old, 2014, "a", own=10), sheet(new, 2016, "b", own=30)], tmp_path)
    assert [point.breaks for point in points] == [(), ()]


def test_a_divided_row_stands_with_its_own_number_before_the_break(tmp_path: Path) -> None:
    old, new = editions(tmp_path, "whole", "one two", entry_text("whole", "[one, two]", "split", 2016))
    sheets = [sheet(old, 2014, "whole", own=10), sheet(new, 2016, "one", own=4), sheet(new, 2016, "two", own=6)]
    points = asked("one", new, sheets, tmp_path)
    assert numbers(points) == [(2014, "whole", [(2014, 10)]), (2016, "one", [(2016, 4)])]
    assert [len(point.breaks) for point in points] == [0, 1]
    assert numbers(asked("whole", old, sheets, tmp_path)) == [
        (2014, "whole", [(2014, 10)]),
        (2016, "one", [(2016, 4)]),
        (2016, "two", [(2016, 6)]),
    ]


def test_joined_rows_stand_beside_each_other_and_are_never_summed(tmp_path: Path) -> None:
    old, new = editions(tmp_path, "one two", "both", entry_text("[one, two]", "both", "merged", 2016))
    sheets = [sheet(old, 2014, "one", own=1), sheet(old, 2014, "two", own=2), sheet(new, 2016, "both", own=5)]
    assert numbers(asked("both", new, sheets, tmp_path)) == [
        (2014, "one", [(2014, 1)]),
        (2014, "two", [(2014, 2)]),
        (2016, "both", [(2016, 5)]),
    ]


def test_a_row_that_came_back_after_a_gap_shows_the_break(tmp_path: Path) -> None:
    lines = entry_text("a", "", "removed", 2015), entry_text("", "a", "new", 2016)
    old, new = editions(tmp_path, "a", "a", *lines)
    points = asked("a", new, [sheet(old, 2014, "a", own=1), sheet(new, 2016, "a", own=2)], tmp_path)
    assert [(point.year, [step.year for step in point.breaks]) for point in points] == [(2014, []), (2016, [2015])]


def test_a_sheet_on_an_edition_without_a_way_adds_nothing(tmp_path: Path) -> None:
    old, _new = editions(tmp_path, "a", "a")
    foreign = load(edition_folder(tmp_path, "other-2014", "a"))
    assert asked("a", old, [sheet(foreign, 2014, "a", own=1)], tmp_path) == ()
