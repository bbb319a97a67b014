"""Joining units to what they were before, as a list of changes tells it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation
from territory.files import DAY, EARLIER, LATER, LUKOW, NOON, changes, register

from drogowskaz.audit.models import Entry
from drogowskaz.engine.problems import Unusable
from drogowskaz.territory.actions import import_changes, import_register
from drogowskaz.territory.enums import Change
from drogowskaz.territory.models import RegisterImport, Succession, Unit
from drogowskaz.territory.queries import lineage, unit_by_code

pytestmark = pytest.mark.django_db

TOWN = "kind 2->3 (town rights),0611042,0611043,Krzywda,Krzywda,,2024-01-01/2026-01-01"
RENAME = "rename,0611011,0611011,Dawny,Łuków,,2024-01-01/2026-01-01"
SPLIT = "new gmina,,0611052,,Nowa,0611011,2025-01-01"
UNITS = {code: name for code, name in LUKOW.items() if code != "0611042"} | {"0611043": "Krzywda", "0611052": "Nowa"}


@pytest.fixture(autouse=True)
def _register() -> None:
    import_register(register=register(UNITS), at=NOON)


def add(*lines: str, **how: Any) -> dict[str, dict[str, int]]:
    return import_changes(changes=changes(*lines), at=NOON, **how).as_json()


def joined() -> list[tuple[Any, ...]]:
    rows = Succession.objects.order_by("new__code", "by")
    return list(rows.values_list("old__code", "old__name", "new__code", "new__name", "change", "after", "by"))


def days(code: str) -> list[tuple[str, dt.date | None, dt.date | None]]:
    return list(Unit.objects.filter(code=code).order_by("valid_to").values_list("name", "valid_from", "valid_to"))


def test_what_a_unit_was_is_added_closed_and_joined() -> None:
    assert add(TOWN, RENAME, SPLIT) == {"former": {"gmina": 2}, "followed": {"gmina": 3}}
    assert joined() == [
        ("0611011", "Dawny", "0611011", "Łuków", Change.RENAMED, EARLIER, DAY),
        ("0611042", "Krzywda", "0611043", "Krzywda", Change.KIND, EARLIER, DAY),
        ("0611011", "Łuków", "0611052", "Nowa", Change.SPLIT, dt.date(2024, 12, 31), dt.date(2025, 1, 1)),
    ]
    assert set(days("0611011")) == {("Dawny", None, DAY), ("Łuków", DAY, None)}
    assert (days("0611042"), days("0611043")) == ([("Krzywda", None, DAY)], [("Krzywda", DAY, None)])
    assert days("0611052") == [("Nowa", dt.date(2025, 1, 1), None)]
    former = Unit.objects.get(code="0611042")
    assert former.parent == Unit.objects.get(code="0611")


def test_a_unit_split_off_begins_a_series_of_its_own() -> None:
    add(SPLIT)
    assert [unit.code for unit in lineage(unit_by_code("0611052"))] == ["0611052"]


def test_the_same_list_twice_changes_nothing_the_second_time() -> None:
    add(TOWN, RENAME, SPLIT)
    before = joined(), Unit.objects.count(), RegisterImport.objects.count(), Entry.objects.count()
    assert add(TOWN, RENAME, SPLIT) == {"unchanged": {"gmina": 3}}
    assert (joined(), Unit.objects.count(), RegisterImport.objects.count(), Entry.objects.count()) == before


def test_a_trial_reports_the_same_and_leaves_no_trace() -> None:
    trial = add(TOWN, RENAME, SPLIT, dry_run=True)
    assert (joined(), Unit.objects.exclude(valid_to=None).count(), RegisterImport.objects.count()) == ([], 0, 1)
    assert add(TOWN, RENAME, SPLIT) == trial


def test_what_two_registers_have_already_told_stays_as_they_told_it() -> None:
    newer = {code: name for code, name in UNITS.items() if code != "0611043"} | {"0611042": "Krzywda"}
    import_register(register=register(newer, LATER), at=NOON)
    before = joined()
    assert add("kind,0611043,0611042,Krzywda,Krzywda,,2026-01-01/2026-07-01") == {"unchanged": {"gmina": 1}}
    assert joined() == before


def test_two_changes_one_after_the_other_make_one_chain() -> None:
    older = "rename,0611042,0611042,Stara Krzywda,Krzywda,,2020-01-01/2022-01-01"
    assert add(older, TOWN) == {"former": {"gmina": 2}, "followed": {"gmina": 2}}
    names = [(unit.code, unit.name) for unit in lineage(unit_by_code("0611043"))]
    assert names == [("0611042", "Stara Krzywda"), ("0611042", "Krzywda"), ("0611043", "Krzywda")]


def test_a_unit_that_joined_another_does_not_make_it_younger() -> None:
    add("merge,0611062,0611011,Mała,Łuków,,2024-01-01/2026-01-01")
    assert days("0611011") == [("Łuków", None, None)]
    assert days("0611062") == [("Mała", None, DAY)]
    assert joined() == [("0611062", "Mała", "0611011", "Łuków", Change.MERGED, EARLIER, DAY)]


@pytest.mark.parametrize(
    "line",
    [
        "kind,0605052,0605053,Modliborzyce,Modliborzyce,,2024-01-01/2026-01-01",
        "rename,0611011,0611011,Łuków,Jeszcze Nowy,,2026-01-01/2026-07-01",
        "kind,0611043,0611042,Krzywda,Krzywda,,2026-01-01/2026-07-01",
        "merge,0611011,0611043,Łuków,Krzywda,,2024-01-01/2026-01-01",
        "new gmina,,0611052,,Nowa,0605052,2025-01-01",
        "recode,0605052,0611011,Inny,Łuków,,2024-01-01/2026-01-01",
    ],
    ids=["not here", "name not yet", "kind not yet", "still stands", "split from elsewhere", "no powiat above"],
)
def test_a_change_of_units_that_the_register_does_not_have_is_left_out_and_told(line: str) -> None:
    before = Unit.objects.count()
    report = import_changes(changes=changes(line), at=NOON)
    assert (report.changed, report.unknown, joined(), Unit.objects.count()) == (0, [line.split(",")[2]], [], before)
    with translation.override("en"):
        assert report.sentences() == [
            "changes.csv: list of changes.",
            "There was nothing to change.",
            "1 unit of the file is not in the register as the file has it, and was left out: " + line.split(",")[2],
        ]


def test_a_change_that_the_register_shows_came_by_the_day_of_the_register() -> None:
    add(TOWN.replace("/2026-01-01", "/2026-10-01"))
    assert (days("0611042"), days("0611043")) == ([("Krzywda", None, DAY)], [("Krzywda", DAY, None)])
    assert Succession.objects.get().by == DAY
    rural = {code: name for code, name in UNITS.items() if code != "0611043"} | {"0611042": "Krzywda"}
    import_register(register=register(rural, LATER), at=NOON)
    assert days("0611043") == [("Krzywda", DAY, LATER)]


def test_a_list_that_contradicts_the_register_is_refused() -> None:
    add(RENAME)
    before = joined()
    with pytest.raises(Unusable) as refusal:
        add(TOWN, RENAME.replace("Dawny", "Inny"))
    said = "The list calls the unit 0611011 “Inny”, but until 2026-01-01 the register knows it as “Dawny”."
    assert refusal.value.report("en") == f"changes.csv, line 3: {said}"
    assert joined() == before
