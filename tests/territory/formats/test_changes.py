"""Reading the list of changes."""

import datetime as dt

import pytest
from territory.files import changes

from drogowskaz.engine.problems import Unusable
from drogowskaz.territory.enums import Change
from drogowskaz.territory.formats.changes import Step

AROUND = dt.date(2024, 1, 1), dt.date(2026, 1, 1)


def test_each_sort_of_change_is_read() -> None:
    read = changes(
        "kind 2->3 (town rights),0601052,0601053,Janów Podlaski,Janów Podlaski,,2024-01-01/2026-01-01",
        "rename,2812052,2812052,Nowe Miasto Lubawskie,Bratian,,2024-01-01/2026-01-01",
        "recode,0601052,0602052,Dwór,Dwór,,2024-01-01/2026-01-01",
        "merge,0601062,0601072,Mała,Duża,,2024-01-01/2026-01-01",
        "new gmina,,1207132,,Szczawa,1207052,2025-01-01",
    )
    assert read.steps == (
        Step(Change.KIND, "0601052", "Janów Podlaski", "0601053", "Janów Podlaski", *AROUND, 2),
        Step(Change.RENAMED, "2812052", "Nowe Miasto Lubawskie", "2812052", "Bratian", *AROUND, 3),
        Step(Change.RECODED, "0601052", "Dwór", "0602052", "Dwór", *AROUND, 4),
        Step(Change.MERGED, "0601062", "Mała", "0601072", "Duża", *AROUND, 5),
        Step(Change.SPLIT, "1207052", "", "1207132", "Szczawa", dt.date(2024, 12, 31), dt.date(2025, 1, 1), 6),
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "moved,0601052,0601053,A,A,,2026-01-01",
            "changes.csv, line 2, column “change”: “moved” is no change we know. "
            "It begins with one of: kind, rename, recode, merge, new.",
        ),
        (
            ",0601052,0601053,A,A,,2026-01-01",
            "changes.csv, line 2, column “change”: “” is no change we know. "
            "It begins with one of: kind, rename, recode, merge, new.",
        ),
        (
            "kind,601052,0601053,A,A,,2026-01-01",
            "changes.csv, line 2, column “old_code”: “601052” is not a TERYT code.",
        ),
        ("new,,1207132,,A,,2026-01-01", "changes.csv, line 2, column “split_from_code”: “” is not a TERYT code."),
        (
            "rename,0601052,0601052,,A,,2026-01-01",
            "changes.csv, line 2, column “old_name”: A name of 1 to 100 characters belongs here.",
        ),
        ("rename,0601052,0601052,A,A,,2026-01-01", "changes.csv, line 2: The unit is the same before and after."),
        (
            "rename,0601052,0601052,A,B,,2026",
            "changes.csv, line 2, column “between”: “2026” is not a date like 2026-01-01.",
        ),
        (
            "rename,0601052,0601052,A,B,,2026-01-01/",
            "changes.csv, line 2, column “between”: “” is not a date like 2026-01-01.",
        ),
        (
            "rename,0601052,0601052,A,B,,2026-01-01/2024-01-01",
            "changes.csv, line 2, column “between”: The first date must come before the second.",
        ),
    ],
)
def test_a_bad_line_is_told_with_its_place(line: str, sentence: str) -> None:
    with pytest.raises(Unusable) as refusal:
        changes(line)
    assert [problem.sentence("en") for problem in refusal.value.problems] == [sentence]


def test_a_change_that_stands_twice_names_both_lines() -> None:
    line = "rename,0601052,0601052,A,B,,2026-01-01"
    with pytest.raises(Unusable) as refusal:
        changes(line, line)
    assert refusal.value.report("en") == "changes.csv, line 3: The change stands twice: here and in line 2."
