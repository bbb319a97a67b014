"""Planning, opening, suspending, closing and dating the cycle of a unit."""

import datetime as dt

import pytest
from cycles import CODE, DECEMBER, NOVEMBER, YEAR, cast, filled, gmina, holder, opened, put, region

from drogowskaz.assessments import actions
from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Cycle, CycleEvent
from drogowskaz.assessments.permissions import cycle_refusal
from drogowskaz.assessments.queries.journal import unmatched
from drogowskaz.assessments.workflow import CYCLE, closing, opening
from drogowskaz.audit.models import Entry
from drogowskaz.engine.values import State
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

FORM = "ozps-gmina-2025"
DAY = dt.timedelta(days=1)


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.sentence("en") for refusal in refused.value.refusals]


def kinds(cycle: Cycle) -> list[str]:
    return [one.kind for one in cycle.events.all()]


def test_the_table_has_every_state_reaches_all_and_ends_only_where_reopening_begins() -> None:
    assert set(CYCLE.states) == set(CycleState.values)
    reached, waiting = {CYCLE.start}, [CYCLE.start]
    while waiting:
        onward = {move.target for move in CYCLE.moves_from(waiting.pop())} - reached
        reached |= onward
        waiting.extend(onward)
    assert reached == set(CycleState.values)
    assert [state for state in CycleState.values if not CYCLE.moves_from(state)] == []
    assert [move.name for move in CYCLE.moves_from(CycleState.CLOSED)] == ["reopen"]
    assert len({move.verb for move in CYCLE.transitions}) == len(CYCLE.transitions)


def test_opening_makes_a_draft_on_the_newest_form_and_says_that_it_is_provisional() -> None:
    cycle = opened()
    assessment = Assessment.objects.get()
    assert (cycle.state, cycle.edition, cycle.provisional) == (CycleState.OPEN, FORM, True)
    assert (cycle.assessment, assessment.edition, assessment.status) == (assessment, FORM, "draft")
    assert kinds(cycle) == [Event.PLANNED, Event.OPENED]
    assert list(Entry.objects.values_list("verb", flat=True)) == ["cycle.planned", "cycle.opened"]


def test_a_year_with_its_own_form_opens_on_it_at_any_time() -> None:
    cycle = opened(year=2025, at=NOVEMBER)
    assert (cycle.edition, cycle.provisional) == (FORM, False)


def test_before_the_first_of_december_the_provisional_form_is_closed_and_nothing_is_written() -> None:
    with pytest.raises(Refused) as refused:
        opened(at=NOVEMBER)
    assert sentences(refused) == [
        "The official form for 2026 is not installed, and the provisional one opens on 01.12.2026. "
        "An earlier day can be set in the calendar of the cycle, with a reason."
    ]
    assert (Cycle.objects.count(), Assessment.objects.count(), Entry.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("moment", "opens"), [("2026-11-30T22:59", False), ("2026-11-30T23:01", True)])
def test_the_day_begins_at_midnight_in_poland(moment: str, opens: bool) -> None:
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    try:
        opened(at=at)
    except Refused:
        assert not opens
    else:
        assert opens


def test_a_local_date_lets_a_unit_begin_earlier() -> None:
    unit = gmina()
    cycle = actions.plan_cycle(unit=unit, year=YEAR, actor=None, at=NOVEMBER)
    actions.set_date(
        cycle=cycle, key="provisional_form", day=NOVEMBER.date(), reason="Zaczynamy wcześniej.", actor=None, at=NOVEMBER
    )
    assert opened(unit, at=NOVEMBER).state == CycleState.OPEN


def test_a_unit_without_any_form_is_told_so() -> None:
    with pytest.raises(Refused) as refused:
        opened(Unit.objects.get(code="9901") if region() else None, year=2024, at=DECEMBER)
    assert sentences(refused) == ["No form for powiat wymyślony is installed, so its cycle cannot be opened."]


def test_a_second_click_on_opening_is_refused_and_changes_nothing() -> None:
    cycle = opened()
    with pytest.raises(Refused) as refused:
        opened(cycle.unit)
    assert sentences(refused) == ["The cycle is already: data are being gathered."]
    assert (Cycle.objects.count(), CycleEvent.objects.filter(kind=Event.OPENED).count()) == (1, 1)


def test_a_draft_that_is_there_is_taken_and_a_published_one_is_not() -> None:
    unit = gmina()
    draft = filled(unit, YEAR, FORM, {"population.total": 7}, status="draft")
    assert opened(unit).assessment == draft
    other = gmina("9901022", "Druga")
    filled(other, YEAR, FORM, {})
    with pytest.raises(Refused) as refused:
        opened(other)
    assert sentences(refused) == [
        "The assessment for 2026 has been published. Withdraw it before a cycle is opened on it."
    ]


@pytest.mark.parametrize(("who", "may"), [
    ("editor", True), ("approver", True), ("animator", True), ("rops", True), ("administrator", True),
    ("operator", True), ("outsider", False),
])  # fmt: skip
def test_who_may_open_the_cycle_of_a_unit(who: str, may: bool) -> None:
    top = region()
    unit = Unit.objects.get(code="9901012")
    person = cast(unit, top)[who]
    if may:
        assert actions.open_cycle(unit=unit, year=YEAR, actor=person, at=DECEMBER).state == CycleState.OPEN
        return
    with pytest.raises(Refused) as refused:
        actions.open_cycle(unit=unit, year=YEAR, actor=person, at=DECEMBER)
    assert sentences(refused) == [
        "Only the people of gmina Gmina 1 who enter its data, an animator, the regional centre (ROPS) or an "
        "administrator can change the cycle."
    ]
    assert not Cycle.objects.exists()


def test_an_editor_whose_term_has_ended_and_one_of_another_gmina_may_not() -> None:
    unit, other = gmina(), gmina("9901022", "Druga")
    ended = holder(Role.DATA_EDITOR, unit, until=DECEMBER.date() - DAY)
    neighbour = holder(Role.APPROVER, other)
    for person in (ended, neighbour):
        with pytest.raises(Refused):
            actions.open_cycle(unit=unit, year=YEAR, actor=person, at=DECEMBER)


def test_a_regional_centre_may_not_in_another_voivodeship() -> None:
    region("99")
    other = region("97")
    person = holder(Role.ROPS_REVIEWER, other, reach=Reach.REGION)
    with pytest.raises(Refused):
        actions.open_cycle(unit=Unit.objects.get(code="9901012"), year=YEAR, actor=person, at=DECEMBER)


def test_suspending_and_taking_up_again_keep_their_reason_and_stop_entry_meanwhile() -> None:
    cycle = opened()
    assert cycle.assessment is not None
    actions.suspend_cycle(cycle=cycle, reason=" Powódź. ", actor=None, at=DECEMBER)
    rested = Assessment.objects.get()
    refusal = cycle_refusal(rested)
    assert refusal is not None
    assert refusal.sentence("en") == (
        "The cycle for 2026 is now: work suspended. Values can be written only while data are being gathered."
    )
    actions.resume_cycle(cycle=cycle, actor=None, at=DECEMBER + DAY)
    assert cycle_refusal(Assessment.objects.get()) is None
    assert [(one.kind, one.reason) for one in cycle.events.all()][2:] == [("suspended", "Powódź."), ("resumed", "")]


def test_an_assessment_without_a_cycle_is_not_stopped_by_one() -> None:
    assert cycle_refusal(filled(gmina(), YEAR, FORM, {}, status="draft")) is None


def test_suspending_and_reopening_need_a_reason() -> None:
    cycle = opened(year=2025)
    with pytest.raises(Refused) as refused:
        actions.suspend_cycle(cycle=cycle, reason="  ", actor=None, at=DECEMBER)
    assert sentences(refused) == ["Give the reason; it stays with the cycle."]
    actions.close_cycle(cycle=cycle, actor=None, at=DECEMBER)
    with pytest.raises(Refused):
        actions.reopen_cycle(cycle=cycle, reason="", actor=None, at=DECEMBER)
    actions.reopen_cycle(cycle=cycle, reason="Zwrot do korekty.", actor=None, at=DECEMBER)
    assert Cycle.objects.get().state == CycleState.OPEN


def test_the_slower_of_two_people_who_suspend_is_refused() -> None:
    """Both read the open cycle; the state is asked again when it is changed."""
    cycle = opened()
    first, second = Cycle.objects.get(pk=cycle.pk), Cycle.objects.get(pk=cycle.pk)
    actions.suspend_cycle(cycle=first, reason="Powódź.", actor=None, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        actions.suspend_cycle(cycle=second, reason="Wybory.", actor=None, at=DECEMBER)
    assert sentences(refused) == ["The cycle is already: work suspended."]
    assert [one.reason for one in cycle.events.filter(kind=Event.SUSPENDED)] == ["Powódź."]


def test_a_cycle_on_the_provisional_form_cannot_be_closed() -> None:
    cycle = opened()
    with pytest.raises(Refused) as refused:
        actions.close_cycle(cycle=cycle, actor=None, at=DECEMBER)
    assert sentences(refused) == [
        "The cycle is still on the provisional form. Move it to the official one before closing it."
    ]


def test_areas_above_keep_the_gates_of_opening_and_closing_with_their_own_sentences() -> None:
    def keeper(asked: Cycle) -> list[Refusal]:
        return [Refusal("Two leftovers of {year} wait.", {"year": asked.year - 1})]

    unit = gmina()
    for gate, act in (
        (opening, lambda: opened(unit, year=2025)),
        (closing, lambda: actions.close_cycle(cycle=Cycle.objects.get(), actor=None, at=DECEMBER)),
    ):
        gate.register(keeper)
        try:
            with pytest.raises(Refused) as refused:
                act()
        finally:
            gate.keepers.remove(keeper)
        assert sentences(refused) == ["Two leftovers of 2024 wait."]
        act()
    assert Cycle.objects.get().state == CycleState.CLOSED


def test_a_local_date_is_kept_with_its_reason_and_can_be_taken_back() -> None:
    cycle = opened()
    actions.set_date(cycle=cycle, key="council", day=dt.date(2027, 4, 22), reason="Sesja.", actor=None, at=DECEMBER)
    actions.set_date(
        cycle=cycle, key="council", day=dt.date(2027, 4, 29), reason="Nowa sesja.", actor=None, at=DECEMBER
    )
    assert [(one.key, one.day, one.reason) for one in cycle.local_dates.all()] == [
        ("council", dt.date(2027, 4, 29), "Nowa sesja.")
    ]
    actions.clear_date(cycle=cycle, key="council", actor=None, at=DECEMBER)
    actions.clear_date(cycle=cycle, key="council", actor=None, at=DECEMBER)
    assert not cycle.local_dates.exists()
    assert kinds(cycle)[2:] == ["date_set", "date_set", "date_cleared"]


def test_a_day_set_by_law_is_not_planned_later() -> None:
    cycle = opened()
    with pytest.raises(Refused) as refused:
        actions.set_date(cycle=cycle, key="council", day=dt.date(2027, 5, 4), reason="Sesja.", actor=None, at=DECEMBER)
    assert sentences(refused) == [
        "This day is set by law: 30.04.2027. An earlier one can be chosen, a later one cannot."
    ]
    actions.set_date(cycle=cycle, key="workshop", day=dt.date(2027, 5, 4), reason="Sala.", actor=None, at=DECEMBER)


def test_an_unknown_date_and_an_outsider_are_refused_with_all_sentences() -> None:
    cycle = opened()
    person = cast(cycle.unit)["outsider"]
    with pytest.raises(Refused) as refused:
        actions.set_date(cycle=cycle, key="easter", day=dt.date(2027, 3, 28), reason="", actor=person, at=DECEMBER)
    assert sentences(refused)[1:] == [
        "Give the reason; it stays with the cycle.",
        "There is no such date in the calendar of this cycle.",
    ]


def test_what_took_place_is_written_down_once_and_not_before_it_happened() -> None:
    cycle = opened()
    for _time in range(2):
        actions.write_down(
            cycle=cycle, key="joint_meeting", day=dt.date(2026, 12, 1), note="12 osób", actor=None, at=DECEMBER
        )
    event = cycle.events.get(kind=Event.HAPPENED)
    assert (event.key, event.day, event.reason) == ("joint_meeting", dt.date(2026, 12, 1), "12 osób")
    with pytest.raises(Refused) as refused:
        actions.write_down(cycle=cycle, key="workshop", day=DECEMBER.date() + DAY, note="", actor=None, at=DECEMBER)
    assert sentences(refused) == ["That day is still to come. Write it down when it has happened."]


def test_last_years_values_stand_in_the_earlier_columns_with_where_they_came_from() -> None:
    unit = gmina()
    filled(unit, 2025, FORM, {"population.total": 800, "population.total@c-1": 810, "population.total@c1": 790})
    cycle = opened(unit)
    cells = Cell.objects.filter(assessment=cycle.assessment).order_by("offset")
    told = [(one.offset, one.number, str(one.source)) for one in cells]
    assert [(offset, number) for offset, number, _source in told] == [(-2, 810), (-1, 800)]
    assert {source.replace("\xa0", " ") for _offset, _number, source in told} == {"przeniesione z oceny za 2025 rok"}
    event = cycle.events.get(kind=Event.CARRIED)
    assert event.details == {"year": 2025, "cells": 2, "listed": 0}
    assert unmatched() == []


def test_carrying_over_never_replaces_a_typed_value_not_even_an_emptied_one() -> None:
    unit = gmina()
    filled(unit, 2025, FORM, {"population.total": 800, "population.total@c-1": 810, "hospices": 2})
    draft = filled(unit, YEAR, FORM, {"population.total@c-1": 5}, status="draft")
    put(draft, "population.total", -2, 0, State.EMPTY)
    cycle = opened(unit)
    cells = Cell.objects.filter(assessment=draft).values_list("row", "offset", "state", "number")
    assert sorted(cells) == [("hospices", -1, 1, 2), ("population.total", -2, 0, 0), ("population.total", -1, 1, 5)]
    assert actions.carry_over(cycle=cycle, actor=None, at=DECEMBER) == 0
    assert CellChange.objects.filter(assessment=draft).count() == 3


def test_an_earlier_draft_of_an_open_cycle_is_not_carried_and_that_of_a_closed_one_is() -> None:
    unit = gmina()
    before = opened(unit, year=2025)
    assert before.assessment is not None
    put(before.assessment, "hospices", 0, 2)
    cycle = opened(unit)
    assert Cell.objects.filter(assessment=cycle.assessment).count() == 0
    actions.close_cycle(cycle=before, actor=None, at=DECEMBER)
    assert actions.carry_over(cycle=cycle, actor=None, at=DECEMBER) == 1


def test_values_go_through_the_crosswalk_from_an_older_form() -> None:
    unit = gmina()
    filled(unit, 2024, "ozps-gmina-2014", {"population.total": 800})
    cycle = opened(unit, year=2025)
    assert list(Cell.objects.filter(assessment=cycle.assessment).values_list("row", "offset", "number")) == [
        ("population.total", -1, 800)
    ]


def test_carrying_into_a_cycle_that_is_not_open_or_by_an_outsider_is_refused() -> None:
    cycle = opened()
    with pytest.raises(Refused):
        actions.carry_over(cycle=cycle, actor=cast(cycle.unit)["outsider"], at=DECEMBER)
    actions.suspend_cycle(cycle=cycle, reason="Powódź.", actor=None, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        actions.carry_over(cycle=cycle, actor=None, at=DECEMBER)
    assert sentences(refused) == ["Values can be carried over only while data are being gathered."]


def test_the_unit_of_the_tests_is_an_invented_one() -> None:
    assert gmina(CODE).is_invented
