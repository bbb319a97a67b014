"""Preparing a consensus map, opening it, changing it while it is open, closing it."""

import datetime as dt

import pytest
from cycles import holder
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from participation.consensus.maps import LAST_DAY, MIDNIGHT, NOW, TEXTS, Mapped, enter, fifteen, prepared, running
from people import outsider

from drogowskaz.engine.consensus import result_of
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.organisations.enums import Role
from drogowskaz.participation.actions.consensus import (
    MapDescription,
    Source,
    Written,
    add_statements,
    arrange_statements,
    cancel_map,
    describe_map,
    make_map,
    open_map,
    prolong_map,
    remove_statement,
)
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.actions.demo_consensus import demo_consensus
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap, Statement, Vote
from drogowskaz.participation.queries.consensus import SMALLEST, asked_of, ballots_of, progress_of
from drogowskaz.participation.queries.consensus_kept import result_in
from drogowskaz.participation.queries.consensus_page import results_csv, shown_results
from drogowskaz.participation.queries.consensus_results import results_of
from drogowskaz.participation.workflow.consensus import MAP

pytestmark = pytest.mark.django_db


def texts(there: Mapped) -> list[tuple[int, str]]:
    return [(one.number, one.text) for one in asked_of(there.map)]


def test_maps_of_a_cycle_are_counted_from_one() -> None:
    there = prepared()
    made = make_map(cycle=there.cycle, description=MapDescription("Druga"), actor=there.animator, at=NOW)
    assert (there.map.number, made.number) == (1, 2)
    assert there.map.code != made.code


def test_a_map_is_made_only_by_its_team() -> None:
    there = prepared()
    with pytest.raises(Refused):
        make_map(cycle=there.cycle, description=MapDescription("Obca"), actor=outsider(), at=NOW)
    with pytest.raises(Refused):
        make_map(cycle=there.cycle, description=MapDescription(" "), actor=there.animator, at=NOW)
    assert ConsensusMap.objects.count() == 1


def test_the_same_statement_typed_again_is_left_out() -> None:
    there = prepared()
    act = {"asked": there.map, "actor": there.animator, "at": NOW}
    assert add_statements(texts=[TEXTS[0].upper(), "  Nowe   zdanie. ", ""], **act) == 1
    assert texts(there) == [*enumerate(TEXTS, start=1), (4, "Nowe zdanie.")]


@pytest.mark.parametrize("wrong", [["x" * 241], [""], [f"Zdanie {number}" for number in range(28)]], ids=len)
def test_a_statement_that_does_not_fit_is_refused_with_all_that_came_with_it(wrong: list[str]) -> None:
    there = prepared()
    with pytest.raises(Refused):
        add_statements(asked=there.map, texts=wrong, actor=there.animator, at=NOW)
    assert len(texts(there)) == 3


def test_the_list_is_written_in_a_new_order_with_new_words() -> None:
    there = prepared()
    first, second, third = asked_of(there.map)
    written = [
        Written(first.pk, "Pierwsze inaczej.", 9),
        Written(second.pk, second.text, 2, away=True),
        Written(third.pk, third.text, 1),
    ]
    arrange_statements(asked=there.map, written=written, seen=there.map.version, actor=there.animator, at=NOW)
    assert texts(there) == [(1, TEXTS[2]), (2, "Pierwsze inaczej.")]


def test_of_two_who_write_the_list_the_slower_is_told() -> None:
    there = prepared()
    act = {"asked": there.map, "seen": there.map.version, "actor": there.animator, "at": NOW}
    describe_map(description=MapDescription("Inaczej"), **act)
    with pytest.raises(Refused):
        arrange_statements(written=[], **act)
    assert len(texts(there)) == 3


def test_a_map_opens_with_three_statements_and_a_day_that_is_not_over() -> None:
    there = prepared(TEXTS[:2])
    act = {"asked": there.map, "actor": there.animator, "at": NOW}
    with pytest.raises(Refused) as refused:
        open_map(closes_on=None, **act)
    assert len(refused.value.refusals) == 2
    add_statements(texts=[TEXTS[2]], **act)
    for day in (dt.date(2026, 12, 6), dt.date(2027, 12, 8)):
        with pytest.raises(Refused):
            open_map(closes_on=day, **act)
    open_map(closes_on=LAST_DAY, **act)
    with pytest.raises(Refused):
        open_map(closes_on=LAST_DAY, **act)
    assert list(News.objects.values_list("event", flat=True)) == ["participation.consensus_map_opened"]


def test_words_and_order_of_an_open_map_stay() -> None:
    there = running()
    act = {"asked": there.map, "seen": there.map.version, "actor": there.animator, "at": NOW}
    with pytest.raises(Refused):
        arrange_statements(written=[], **act)
    with pytest.raises(Refused):
        describe_map(description=MapDescription("Inaczej"), **act)
    assert texts(there) == list(enumerate(TEXTS, start=1))


def test_a_statement_taken_out_of_an_open_map_keeps_its_votes_and_is_not_counted() -> None:
    there = running((*TEXTS, "Czwarte."))
    enter(there, 1, "1111")
    act = {"asked": there.map, "key": there.key(2), "actor": there.animator, "at": NOW}
    with pytest.raises(Refused):
        remove_statement(reason=" ", **act)
    remove_statement(reason="Dwie myśli naraz.", **act)
    remove_statement(reason="Drugi raz.", **act)
    assert ballots_of(there.map).choices.tolist() == [[1, 1, 1]]
    assert Vote.objects.count() == 4
    assert Statement.objects.exclude(removed_at=None).get().removed_reason == "Dwie myśli naraz."


def test_three_statements_have_to_stay() -> None:
    there = running()
    with pytest.raises(Refused):
        remove_statement(asked=there.map, key=there.key(1), reason="Powód.", actor=there.animator, at=NOW)
    assert len(texts(there)) == 3


def test_a_statement_added_later_is_missing_on_earlier_sheets() -> None:
    there = running()
    enter(there, 1, "121")
    add_statements(asked=there.map, texts=["Późniejsze."], actor=there.animator, at=NOW)
    enter(there, 2, "1213")
    assert ballots_of(there.map).choices.tolist() == [[1, -1, 1, -9], [1, -1, 1, 0]]


def test_the_last_day_moves_only_forward_also_on_its_last_evening() -> None:
    there = running()
    act = {"asked": there.map, "actor": there.animator}
    with pytest.raises(Refused):
        prolong_map(closes_on=LAST_DAY - dt.timedelta(days=1), at=NOW, **act)
    later = LAST_DAY + dt.timedelta(days=7)
    prolong_map(closes_on=later, at=MIDNIGHT - dt.timedelta(seconds=1), **act)
    assert there.again().closes_on == later


def test_progress_tells_no_small_number() -> None:
    there = running()
    for number in range(1, 6):
        enter(there, number, "1")
    enter(there, 6, "1", Sector.COUNCIL)
    assert [(one.sector, one.sheets) for one in progress_of(there.map)] == [
        (Sector.NGO, 5), (Sector.INSTITUTION, None), (Sector.COUNCIL, None), (Sector.RESIDENTS, None),
    ]  # fmt: skip


def test_results_are_kept_as_they_were_computed_and_come_out_the_same_again() -> None:
    there = running()
    fifteen(there)
    close_map(asked=there.map, actor=there.animator, at=NOW)
    closed = there.again()
    assert closed.results == results_of(closed, NOW)
    assert News.objects.filter(event="participation.consensus_map_results").count() == 1
    with pytest.raises(Refused):
        close_map(asked=there.map, actor=there.animator, at=NOW)


def test_fifteen_voices_tell_what_they_can_and_no_groups() -> None:
    there = running()
    fifteen(there)
    close_map(asked=there.map, actor=there.animator, at=NOW)
    shown = shown_results(there.again(), "en")
    assert shown is not None
    assert [one.text for one in shown.agreed] == [TEXTS[0]]
    assert [one.text for one in shown.divides] == [TEXTS[1]]
    assert [one.text for one in shown.too_little] == [TEXTS[2]]
    assert (shown.voices, shown.sheets, shown.paper, shown.groups) == (15, 15, 15, ())
    assert "15 voices" in shown.about_groups
    lines = results_csv(there.again(), "en").decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 3 * 3 - 1
    assert lines[1] == f"1;{TEXTS[0]};all shown agree;organisations of citizens;8;8;0;0;0;100;68;100"


def test_kept_results_are_the_result_that_was_computed() -> None:
    there = running()
    fifteen(there)
    close_map(asked=there.map, actor=there.animator, at=NOW)
    kept = there.again().results
    assert kept is not None
    computed = result_of(ballots_of(there.map), groups_from=kept["groups_from"], smallest=SMALLEST, seed=kept["seed"])
    again = result_in(kept, "en")
    assert [(one.cells, one.total) for one in again.statements] == [
        (one.cells, one.total) for one in computed.statements
    ]
    assert (again.parts, again.bands, again.answered) == (computed.parts, computed.bands, computed.answered)
    assert [one.sentence("en") for one in again.method] == [one.sentence("en") for one in computed.method]


def test_a_map_closes_without_a_single_voice_and_says_so() -> None:
    there = running()
    close_map(asked=there.map, actor=there.animator, at=MIDNIGHT)
    shown = shown_results(there.again(), "en")
    assert shown is not None
    assert (shown.voices, len(shown.too_little), [one.rows for one in shown.statements]) == (0, 3, [(), (), ()])


def test_a_map_is_called_off_with_a_reason() -> None:
    there = running()
    with pytest.raises(Refused):
        cancel_map(asked=there.map, reason="", actor=there.animator, at=NOW)
    cancel_map(asked=there.map, reason="Za mało chętnych.", actor=there.animator, at=NOW)
    assert (there.again().state, there.again().results) == (MapState.CANCELLED, None)


def test_a_source_is_taken_once_and_only_where_it_is_public() -> None:
    there = prepared()
    with pytest.raises(Refused):
        add_statements(asked=there.map, texts=["Skądś."], source=Source(contribution=999), actor=there.animator, at=NOW)
    assert len(texts(there)) == 3


def test_the_demonstration_has_a_closed_map_and_nothing_new_the_second_time() -> None:
    there = prepared()
    Statement.objects.all().delete()
    ConsensusMap.objects.all().delete()
    demo_consensus(at=NOW)
    demo_consensus(at=NOW)
    made = ConsensusMap.objects.get(cycle=there.cycle)
    assert made.state == MapState.CLOSED
    assert made.results is not None
    assert [(part["sectors"], part["voices"]) for part in made.results["parts"]] == [(["ngo"], 8), (["institution"], 7)]


def test_the_approver_and_the_editor_run_maps_too() -> None:
    there = prepared()
    for role in (Role.APPROVER, Role.DATA_EDITOR):
        person = holder(role, there.cycle.unit)
        add_statements(asked=there.map, texts=[f"Od {role}."], actor=person, at=NOW)
    assert len(texts(there)) == 5


ACTS = {
    "open": lambda there: open_map(asked=there.map, closes_on=LAST_DAY, actor=there.animator, at=NOW),
    "close": lambda there: close_map(asked=there.map, actor=there.animator, at=NOW),
    "cancel": lambda there: cancel_map(asked=there.map, reason="Powód.", actor=there.animator, at=NOW),
}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=5))
def test_only_the_moves_of_the_table_are_made(pressed: list[str]) -> None:
    with transaction.atomic():
        there, state = prepared(), MAP.start
        for name in pressed:
            move = MAP.move(name)
            if state in move.sources:
                ACTS[name](there)
                state = move.target
            else:
                with pytest.raises(Refused):
                    ACTS[name](there)
            assert there.again().state == state
        transaction.set_rollback(True)
