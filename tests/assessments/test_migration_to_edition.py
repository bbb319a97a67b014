"""Moving a cycle from the provisional form to the official one: every cell is accounted for, nothing is dropped."""

import datetime as dt

import pytest
from cycles import DECEMBER, cast, gmina, opened, put

from drogowskaz.assessments import actions
from drogowskaz.assessments.enums import Event
from drogowskaz.assessments.models import Assessment, Cell, CellChange, CrosswalkEntry, Cycle, Source, UnplacedCell
from drogowskaz.assessments.queries import sheet_of
from drogowskaz.assessments.queries.calendar import openings
from drogowskaz.assessments.queries.journal import unmatched
from drogowskaz.assessments.queries.migration import Change, Fate, dry_run
from drogowskaz.audit.models import Entry
from drogowskaz.engine.values import NO_INFORMATION, State, Value
from drogowskaz.engine.workflow import Refused

pytestmark = pytest.mark.django_db

OLD, NEW = "ozps-gmina-2014", "ozps-gmina-2025"
OPENED = dt.date(2026, 12, 3)


@pytest.fixture
def cycle() -> Cycle:
    """A cycle for 2025 that was opened when the form of 2025 had not come yet."""
    unit = gmina()
    Assessment.objects.create(unit=unit, year=2025, edition=OLD, created_at=DECEMBER, changed_at=DECEMBER)
    made = opened(unit, year=2025)
    assert (made.edition, made.provisional) == (OLD, True)
    return made


def way(old: str, new: str, relation: str) -> None:
    """An entry of the crosswalk published in this installation."""
    CrosswalkEntry.objects.create(
        edition=NEW, old=old, new=new, relation=relation, year=2020, reason="próba", status="published",
        proposed_at=DECEMBER, reviewed_at=DECEMBER,
    )  # fmt: skip


def fill(cycle: Cycle, cells: dict[tuple[str, int], int]) -> None:
    assert cycle.assessment is not None
    for (row, offset), number in cells.items():
        put(cycle.assessment, row, offset, number)


def told(cycle: Cycle) -> Change:
    change = dry_run(Cycle.objects.get(pk=cycle.pk))
    assert change is not None
    return change


def move(cycle: Cycle) -> Change:
    return actions.move_to_official_form(
        cycle=cycle, opened_on=OPENED, stamp=told(cycle).stamp, actor=None, at=DECEMBER
    )


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.sentence("en") for refusal in refused.value.refusals]


def cells(cycle: Cycle) -> dict[tuple[str, int], int]:
    found = Cell.objects.filter(assessment=cycle.assessment).exclude(state=State.EMPTY)
    return {(cell.row, cell.offset): cell.number for cell in found}


def test_without_an_official_form_there_is_nothing_to_move_to() -> None:
    assert dry_run(opened()) is None
    assert dry_run(opened(gmina("9901022", "Druga"), year=2025)) is None


def test_the_same_rows_stay_with_the_assessed_year_and_the_forecasts(cycle: Cycle) -> None:
    fill(cycle, {("population.total", 0): 800, ("population.total", 1): 790, ("population.total", -2): 820})
    before = {(one.pk, one.version) for one in Cell.objects.all()}
    assert move(cycle).counted("en") == [(Fate.KEPT, "3 cells stay where they are")]
    assert {(one.pk, one.version) for one in Cell.objects.all()} == before
    assert CellChange.objects.count() == 3
    kept = Cycle.objects.get()
    assert (kept.edition, kept.provisional, kept.assessment and kept.assessment.edition) == (NEW, False, NEW)


def test_the_dry_run_changes_nothing(cycle: Cycle) -> None:
    fill(cycle, {("population.total", 0): 800})
    told(cycle)
    assert (Cycle.objects.get().edition, CellChange.objects.count(), UnplacedCell.objects.count()) == (OLD, 1, 0)


def test_a_moved_value_takes_its_source_along_and_both_journals_tell(cycle: Cycle) -> None:
    way("labour.unemployed.total", "telecare.persons", "moved")
    fill(cycle, {("labour.unemployed.total", 0): 40})
    source = Source.objects.create(title="PUP")
    Cell.objects.update(source=source, supplier="Urząd pracy")
    change = move(cycle)
    assert change.counted("en") == [(Fate.MOVED, "1 cell moves to another row")]
    assert cells(cycle) == {("telecare.persons", 0): 40}
    arrived = Cell.objects.get(row="telecare.persons")
    assert (arrived.source, arrived.supplier) == (source, "Urząd pracy")
    journal = CellChange.objects.order_by("row", "version").values_list("row", "version", "state", "number")
    assert list(journal) == [
        ("labour.unemployed.total", 1, State.VALUE, 40),
        ("labour.unemployed.total", 2, State.EMPTY, 0),
        ("telecare.persons", 1, State.VALUE, 40),
    ]
    assert unmatched() == []


def test_joined_values_are_added_up_and_one_that_is_no_number_is_listed_instead(cycle: Cycle) -> None:
    way("labour.unemployed.total labour.unemployed.longterm", "telecare.persons", "merged")
    fill(
        cycle,
        {
            ("labour.unemployed.total", 0): 40,
            ("labour.unemployed.longterm", 0): 18,
            ("labour.unemployed.total", -1): 41,
        },
    )
    assert cycle.assessment is not None
    put(cycle.assessment, "labour.unemployed.longterm", -1, 0, State.NO_INFORMATION)
    change = move(cycle)
    assert [fate for fate, _sentence in change.counted("en")] == [Fate.JOINED, Fate.LOST]
    assert cells(cycle) == {("telecare.persons", 0): 58}
    unplaced = UnplacedCell.objects.values_list("row", "offset", "state", "number", "outcome")
    assert sorted(unplaced) == [
        ("labour.unemployed.longterm", -1, State.NO_INFORMATION, 0, "not-summed"),
        ("labour.unemployed.total", -1, State.VALUE, 41, "not-summed"),
    ]


def test_values_to_divide_and_of_dropped_rows_stay_listed_with_the_cycle_in_both_languages(cycle: Cycle) -> None:
    way("hospices", "", "removed")
    fill(cycle, {("hospices", 0): 2, ("population.total", 0): 800})
    move(cycle)
    assert cells(cycle) == {("population.total", 0): 800}
    (one,) = UnplacedCell.objects.all()
    assert (one.edition, one.row, one.number, one.outcome) == (OLD, "hospices", 2, "removed")
    assert one.told["en"].startswith("“")
    assert "has no place in the new form." in one.told["en"]
    assert set(one.told) == {"pl", "en"}


def test_every_filled_cell_stands_in_exactly_one_step(cycle: Cycle) -> None:
    way("hospices", "", "removed")
    way("labour.unemployed.total labour.unemployed.longterm", "telecare.persons", "merged")
    assert cycle.assessment is not None
    put(cycle.assessment, "no.such.row", 0, 5)
    put(cycle.assessment, "population.total", 0, 0, State.EMPTY)
    fill(
        cycle,
        {
            ("hospices", 0): 2,
            ("labour.unemployed.total", 0): 4,
            ("labour.unemployed.longterm", 0): 1,
            ("population.total", 1): 8,
        },
    )
    change = told(cycle)
    listed = [key for step in change.steps for key in step.cells]
    filled = {(one.row, one.offset) for one in Cell.objects.exclude(state=State.EMPTY)}
    assert (len(listed), set(listed)) == (len(filled), filled)
    move(cycle)
    assert {one.row for one in UnplacedCell.objects.all()} == {"hospices", "no.such.row"}
    assert unmatched() == []


def test_a_place_that_was_emptied_by_hand_takes_the_moved_value_as_its_next_version(cycle: Cycle) -> None:
    way("labour.unemployed.total", "telecare.persons", "moved")
    assert cycle.assessment is not None
    put(cycle.assessment, "telecare.persons", 0, 0, State.EMPTY)
    fill(cycle, {("labour.unemployed.total", 0): 40})
    move(cycle)
    arrived = Cell.objects.get(row="telecare.persons")
    assert (arrived.number, arrived.version) == (40, 2)
    assert unmatched() == []


def test_the_sheet_reads_in_the_new_form_as_the_dry_run_said(cycle: Cycle) -> None:
    fill(cycle, {("population.total", 0): 800})
    assert cycle.assessment is not None
    put(cycle.assessment, "hospices", 0, 0, State.NO_INFORMATION)
    move(cycle)
    sheet = sheet_of(Assessment.objects.get())
    assert sheet.edition.id == NEW
    assert sheet.values == {("population.total", 0): Value(State.VALUE, 800), ("hospices", 0): NO_INFORMATION}


def test_a_move_on_a_list_that_somebody_changed_since_is_refused(cycle: Cycle) -> None:
    fill(cycle, {("population.total", 0): 800})
    stamp = told(cycle).stamp
    Cell.objects.update(version=2, number=801)
    with pytest.raises(Refused) as refused:
        actions.move_to_official_form(cycle=cycle, opened_on=OPENED, stamp=stamp, actor=None, at=DECEMBER)
    assert sentences(refused) == [
        "Somebody changed the form after you looked. Nothing was moved; look at the list again."
    ]
    assert Cycle.objects.get().edition == OLD


def test_a_second_click_finds_the_cycle_moved_already(cycle: Cycle) -> None:
    stamp = told(cycle).stamp
    move(cycle)
    with pytest.raises(Refused) as refused:
        actions.move_to_official_form(cycle=cycle, opened_on=OPENED, stamp=stamp, actor=None, at=DECEMBER)
    assert sentences(refused) == [
        "There is no other form to move to: the cycle is on the official one, or none has come yet."
    ]
    assert logged() == 1


def logged() -> int:
    return Cycle.objects.get().events.filter(kind=Event.EDITION).count()


def test_an_outsider_a_suspended_cycle_and_a_day_to_come_are_refused(cycle: Cycle) -> None:
    stamp = told(cycle).stamp
    later = DECEMBER.date() + dt.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        actions.move_to_official_form(
            cycle=cycle, opened_on=later, stamp=stamp, actor=cast(cycle.unit)["outsider"], at=DECEMBER
        )
    assert sentences(refused)[1:] == ["The official form cannot have been opened on a day that is still to come."]
    actions.suspend_cycle(cycle=cycle, reason="Powódź.", actor=None, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        actions.move_to_official_form(cycle=cycle, opened_on=OPENED, stamp=stamp, actor=None, at=DECEMBER)
    assert sentences(refused) == [
        "The cycle is now: work suspended. It can be moved only while data are being gathered."
    ]


def test_the_day_of_opening_is_logged_with_the_counts_and_stands_in_the_public_list(cycle: Cycle) -> None:
    fill(cycle, {("population.total", 0): 800})
    move(cycle)
    event = cycle.events.get(kind=Event.EDITION)
    assert (event.day, event.key, event.details) == (
        OPENED,
        "official_form",
        {"from": OLD, "to": NEW, "kept": 1, "moved": 0, "joined": 0, "split": 0, "lost": 0},
    )
    assert Entry.objects.get(verb="cycle.edition").details["day"] == "2026-12-03"
    newest = openings("en")[0]
    assert newest.reported is not None
    assert (newest.year, newest.reported.first, newest.reported.cycles, newest.known) == (2025, OPENED, 1, None)
