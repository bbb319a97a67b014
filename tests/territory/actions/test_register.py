"""Bringing the register to the state of a file."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone, translation
from territory.files import DAY, EARLIER, LATER, LUKOW, NOON, country, register

from drogowskaz.audit.models import Entry
from drogowskaz.engine.problems import Unusable
from drogowskaz.organisations.models import User
from drogowskaz.territory.actions import import_register, load_demo
from drogowskaz.territory.actions.register import DEMO
from drogowskaz.territory.enums import Change, Outcome, Tier
from drogowskaz.territory.formats.terc import read_register
from drogowskaz.territory.models import Boundary, RegisterImport, Succession, Unit
from drogowskaz.territory.queries import lineage, unit_by_code

pytestmark = pytest.mark.django_db


def load(units: dict[str, str], day: dt.date = DAY, **how: Any) -> dict[str, dict[str, int]]:
    """Import a register and give its counts."""
    return import_register(register=register(units, day), at=NOON, **how).as_json()


def without(units: dict[str, str], *codes: str) -> dict[str, str]:
    return {code: name for code, name in units.items() if code not in codes}


def stored() -> list[tuple[Any, ...]]:
    """The whole register: code, name, parent, from, to."""
    rows = Unit.objects.order_by("code", "valid_to", "pk")
    return list(rows.values_list("code", "name", "parent__code", "valid_from", "valid_to"))


def joined() -> list[tuple[Any, ...]]:
    """The changes: code and name before, after, sort and days."""
    rows = Succession.objects.order_by("new__code")
    return list(rows.values_list("old__code", "old__name", "new__code", "new__name", "change", "after", "by"))


def refused(units: dict[str, str], day: dt.date = DAY, at: dt.datetime = NOON) -> str:
    """What is said against a register, which must leave everything as it was."""
    before = stored(), joined(), RegisterImport.objects.count(), Entry.objects.count()
    with pytest.raises(Unusable) as refusal:
        import_register(register=register(units, day), at=at)
    assert (stored(), joined(), RegisterImport.objects.count(), Entry.objects.count()) == before
    return refusal.value.report("en")


def test_the_first_register_opens_units_that_may_have_stood_for_ever() -> None:
    counts = load(LUKOW)
    assert counts == {"created": {"voivodeship": 1, "powiat": 2, "gmina": 3}}
    assert stored() == [
        ("06", "lubelskie", None, None, None),
        ("0611", "łukowski", "06", None, None),
        ("0611011", "Łuków", "0611", None, None),
        ("0611042", "Krzywda", "0611", None, None),
        ("0663", "Lublin", "06", None, None),
        ("0663011", "Lublin", "0663", None, None),
    ]


def test_the_order_of_lines_does_not_matter() -> None:
    load(dict(reversed(LUKOW.items())))
    assert [(code, parent) for code, _name, parent, *_days in stored()][:3] == [
        ("06", None),
        ("0611", "06"),
        ("0611011", "0611"),
    ]


def test_the_same_file_twice_changes_nothing_the_second_time() -> None:
    load(LUKOW)
    before = stored()
    assert load(LUKOW) == {"unchanged": {"voivodeship": 1, "powiat": 2, "gmina": 3}}
    assert (stored(), RegisterImport.objects.count(), Entry.objects.count()) == (before, 1, 1)


def test_a_trial_reports_the_same_and_leaves_no_trace() -> None:
    trial = load(LUKOW, dry_run=True)
    assert (Unit.objects.count(), RegisterImport.objects.count(), Entry.objects.count()) == (0, 0, 0)
    assert load(LUKOW) == trial


def test_an_import_leaves_a_note_and_a_trace_with_the_actor() -> None:
    ewa = User.objects.create_user("ewa@example.org", name="Ewa Przykładowa")
    counts = load(LUKOW, actor=ewa)
    note, trace = RegisterImport.objects.get(), Entry.objects.get()
    assert (note.content, note.file_name, note.state_on, note.complete, note.imported_at, note.counts) == (
        "register",
        "terc.csv",
        DAY,
        False,
        NOON,
        counts,
    )
    assert (trace.actor, trace.verb, trace.thing, trace.thing_id, trace.details) == (
        ewa,
        "imported",
        "territory.RegisterImport",
        str(note.pk),
        {"file": "terc.csv", "counts": counts},
    )


def test_a_newer_register_without_changes_makes_the_register_newer() -> None:
    load(LUKOW)
    load(LUKOW, LATER)
    assert sorted(RegisterImport.objects.values_list("state_on", flat=True)) == [DAY, LATER]


def test_a_gmina_that_becomes_a_town_keeps_its_series() -> None:
    load(country())
    town = {code: name for code, name in country().items() if code != "0611042"}
    town |= {"0611043": "Krzywda", "0611044": "Krzywda", "0611045": "Krzywda"}
    assert load(town, LATER) == {
        "created": {"part": 2},
        "kind": {"gmina": 1},
        "unchanged": {"voivodeship": 16, "powiat": 17, "gmina": 17},
    }
    assert [row for row in stored() if row[1] == "Krzywda"] == [
        ("0611042", "Krzywda", "0611", None, LATER),
        ("0611043", "Krzywda", "0611", LATER, None),
        ("0611044", "Krzywda", "0611043", LATER, None),
        ("0611045", "Krzywda", "0611043", LATER, None),
    ]
    assert joined() == [("0611042", "Krzywda", "0611043", "Krzywda", Change.KIND, DAY, LATER)]
    assert [unit.code for unit in lineage(unit_by_code("0611043"))] == ["0611042", "0611043"]
    assert unit_by_code("0611042").valid_to == LATER


def test_a_town_that_becomes_a_rural_gmina_loses_its_parts_also_by_a_file_with_only_a_part() -> None:
    parts = {"0611044": "Krzywda", "0611045": "Krzywda"}
    load({**without(LUKOW, "0611042"), "0611043": "Krzywda", **parts})
    assert load(LUKOW, LATER)["closed"] == {"part": 2}
    assert joined() == [("0611043", "Krzywda", "0611042", "Krzywda", Change.KIND, DAY, LATER)]


def test_a_new_name_closes_the_old_row_and_the_units_below_move_to_the_new_one() -> None:
    load(LUKOW)
    assert load(LUKOW | {"0611": "krzywdzki"}, LATER)["renamed"] == {"powiat": 1}
    renamed = Unit.objects.current().get(code="0611")
    assert (renamed.name, renamed.valid_from) == ("krzywdzki", LATER)
    assert [unit.code for unit in renamed.children.order_by("code")] == ["0611011", "0611042"]
    assert joined() == [("0611", "łukowski", "0611", "krzywdzki", Change.RENAMED, DAY, LATER)]
    assert renamed.search_key == "krzywdzki / powiat 0611"


def test_a_new_name_and_a_new_kind_at_once_are_one_change_of_kind() -> None:
    load(LUKOW)
    load({**without(LUKOW, "0611042"), "0611043": "Krzywda Nowa"}, LATER)
    assert joined() == [("0611042", "Krzywda", "0611043", "Krzywda Nowa", Change.KIND, DAY, LATER)]


def test_an_outline_goes_with_the_unit_when_its_row_is_replaced() -> None:
    load(LUKOW)
    krzywda, lukow = Unit.objects.get(code="0611042"), Unit.objects.get(code="0611011")
    Boundary.objects.create(unit=krzywda, polygons=[], source="x")
    Boundary.objects.create(unit=lukow, covers=krzywda, polygons=[], source="x")
    load({**without(LUKOW, "0611042"), "0611043": "Krzywda"}, LATER)
    rows = Boundary.objects.order_by("unit__code").values_list("unit__code", "covers__code")
    assert list(rows) == [("0611011", "0611043"), ("0611043", None)]


def test_the_whole_register_closes_what_it_leaves_out() -> None:
    load(country())
    assert load(without(country(), "0611042"), LATER)["closed"] == {"gmina": 1}
    assert Unit.objects.get(code="0611042").valid_to == LATER


def test_a_part_of_the_register_closes_nothing_and_the_report_says_so() -> None:
    load(country())
    report = import_register(register=register(LUKOW, LATER), at=NOON)
    assert (report.changed, Unit.objects.exclude(valid_to=None).count()) == (0, 0)
    with translation.override("en"):
        last = report.sentences()[-1]
    assert last == "This is a part of the register, so nothing was closed for missing from it."


def test_a_unit_is_known_to_be_new_only_after_a_whole_register() -> None:
    load(without(LUKOW, "0611042"), EARLIER)
    load(LUKOW)
    assert Unit.objects.get(code="0611042").valid_from is None
    load(country())
    load(country() | {"0611052": "Nowa"}, LATER)
    assert Unit.objects.get(code="0611052").valid_from == LATER


def test_a_unit_that_returns_gets_a_row_of_its_own() -> None:
    load(country(), EARLIER)
    load(without(country(), "0611042"))
    load(country(), LATER)
    days = Unit.objects.filter(code="0611042").order_by("pk").values_list("valid_from", "valid_to")
    assert list(days) == [(None, DAY), (LATER, None)]


def test_the_day_after_which_a_change_came_is_the_last_day_the_unit_was_seen() -> None:
    load(LUKOW, EARLIER)
    load(LUKOW | {"0611": "drugi"})
    load(LUKOW | {"0611": "trzeci"}, LATER)
    days = Succession.objects.order_by("by").values_list("old__name", "after", "by")
    assert list(days) == [("łukowski", EARLIER, DAY), ("drugi", DAY, LATER)]


def test_a_change_within_one_day_has_no_day_before_it() -> None:
    load(LUKOW)
    load(LUKOW | {"0611": "drugi"})
    assert Succession.objects.get().after is None


def test_an_older_register_is_refused() -> None:
    load(LUKOW)
    said = "The register is of 2024-01-01, but one of 2026-01-01 has been read already. Nothing was changed."
    assert refused(LUKOW, EARLIER) == f"terc.csv: {said}"


def test_a_register_from_the_future_is_refused_by_the_date_in_poland() -> None:
    late = dt.datetime(2025, 12, 31, 22, 59, tzinfo=dt.UTC)
    said = "The register is of 2026-01-01, which has not come yet. Nothing was changed."
    assert refused(LUKOW, at=late) == f"terc.csv: {said}"
    in_poland = late + dt.timedelta(minutes=1)
    assert timezone.localdate(in_poland) == DAY
    assert import_register(register=register(LUKOW), at=in_poland).changed == 6


def test_units_without_the_unit_above_them_are_refused() -> None:
    said = "lies in 06, which is neither in the file nor in the register read before."
    assert refused(without(LUKOW, "06")) == (
        f"terc.csv, line 2: The unit 0611 {said}\nterc.csv, line 5: The unit 0663 {said}"
    )


def test_the_unit_above_may_be_in_the_register_read_before() -> None:
    load(LUKOW)
    load({"0611052": "Nowa"}, LATER)
    assert [row[2] for row in stored() if row[0] == "0611052"] == ["0611"]


def test_a_town_below_a_gmina_that_is_no_longer_urban_rural_is_refused() -> None:
    load({**without(LUKOW, "0611042"), "0611043": "Krzywda", "0611044": "Krzywda"})
    said = "The unit 0611044 lies in 0611043, which is neither in the file nor in the register read before."
    assert refused(LUKOW | {"0611044": "Krzywda"}, LATER) == f"terc.csv, line 8: {said}"


@pytest.mark.parametrize(
    ("contradiction", "said"),
    [
        (without(LUKOW, "0611042") | {"0611": "trzeci"}, ", line 3: The unit 0611 drugi:"),
        (LUKOW | {"0611": "drugi", "0611042": "Krzywda"}, ", line 5: The unit 0611042 Krzywda:"),
    ],
    ids=["another name", "a unit that is closed"],
)
def test_two_registers_of_one_day_that_differ_are_refused(contradiction: dict[str, str], said: str) -> None:
    load(country(), DAY)
    load(without(country(), "0611042") | {"0611": "drugi"}, LATER)
    whole = f"terc.csv{said} another register of 2026-07-01 says otherwise. Keep only the right one."
    assert refused(contradiction, LATER) == whole


def test_a_whole_register_cannot_close_what_a_part_of_the_same_day_opened() -> None:
    load(country())
    load(LUKOW | {"0611052": "Nowa"}, LATER)
    said = "The unit 0611052 Nowa: another register of 2026-07-01 says otherwise. Keep only the right one."
    assert refused(country(), LATER) == f"terc.csv: {said}"


def test_the_number_of_queries_does_not_grow_with_the_register(django_assert_num_queries: Any) -> None:
    load(LUKOW)
    more = {f"06110{number}2": f"Gmina {number}" for number in range(6, 9)}
    with django_assert_num_queries(8):
        load(LUKOW | {"0611052": "Nowa"}, LATER)
    with django_assert_num_queries(8):
        load(LUKOW | more, LATER)


def test_the_report_is_written_in_sentences() -> None:
    load(country())
    changed = {**without(country(), "0611042", "0611011"), "0611043": "Krzywda", "0611": "drugi"}
    changed |= {"0611044": "Krzywda", "0611045": "Krzywda"}
    report = import_register(register=register(changed, LATER), at=NOON, dry_run=True)
    with translation.override("en"):
        said = report.sentences()
    assert said == [
        "terc.csv: register of units on July 1, 2026.",
        "New: 2 parts of gminas.",
        "With a changed name: 1 powiat or city.",
        "With a changed kind: 1 gmina.",
        "Closed, because the register no longer has them: 1 gmina.",
        "Unchanged: 16 voivodeships, 16 powiats and cities, 16 gminas.",
        "This was a trial: nothing was written.",
    ]


def test_the_demo_units_are_loaded_once_and_never_over_a_newer_register() -> None:
    report = load_demo(at=NOON)
    assert report is not None
    assert {tier: report.counts[Outcome.CREATED, tier] for tier in Tier} == {
        Tier.VOIVODESHIP: 16,
        Tier.POWIAT: 26,
        Tier.GMINA: 50,
        Tier.PART: 0,
    }
    again = load_demo(at=NOON)
    assert again is not None
    assert again.changed == 0
    load(LUKOW, LATER)
    assert load_demo(at=NOON) is None


def test_the_demo_file_is_a_part_of_the_register() -> None:
    assert not read_register(DEMO).complete


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_leave_one_register() -> None:
    said: list[str] = []

    def one() -> None:
        try:
            said.append(f"{load(LUKOW).get('created', {}).get('gmina', 0)} gminas")
        except Unusable as refusal:
            said.append(refusal.report("en"))
        finally:
            if threading.current_thread() is not threading.main_thread():
                connection.close()

    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=one) for _each in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        # The tests' SQLite lives in memory and has one connection, so one comes after the other.
        one()
        one()
    lost = "terc.csv: Another import changed the register at the same moment. Nothing of this file was kept; try again."
    assert sorted(said) in (["0 gminas", "3 gminas"], ["3 gminas", lost])
    assert (Unit.objects.count(), RegisterImport.objects.count(), Entry.objects.count()) == (6, 1, 1)
