"""Reminders of dated duties: the right people, the right step, once, and never for what is done or was not there."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from cycles import gmina, holder, opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks
from races import several_writers

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.reminders import OVERDUE, STEPS, due_step, remind
from drogowskaz.assessments.enums import CycleState, Way
from drogowskaz.assessments.models import Cycle, Package, Submission
from drogowskaz.assessments.queries.duties import Duty, duties_after
from drogowskaz.notifications.models import DutyReminder, Message, Stop
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant, User

pytestmark = pytest.mark.django_db

ROPS = dt.date(2027, 4, 30)
"""The day of the form for 2026."""
SIGNED = dt.date(2027, 4, 20)


def on(day: dt.date, shift: int = 0, hour: int = 12) -> dt.datetime:
    """A moment so many days after a day."""
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC) + dt.timedelta(days=shift)


def told(key: str = "rops") -> list[tuple[str, str]]:
    """Step and address of every reminder of a duty, oldest first."""
    letters = Message.objects.filter(event__startswith="assessments.duty", thing__contains=f"/duty/{key} ")
    return [(one.thing.rpartition(" ")[2], one.address.partition("@")[0]) for one in letters.order_by("pk")]


def submit(cycle: Cycle, state: Way) -> None:
    """The form as it would stand after the acts of signing, sending and verification."""
    package = Package.objects.create(
        assessment=cycle.assessment, number=1, edition=cycle.edition, artefact="0" * 64, sha256="1" * 64, size=1,
        mark=0, link="2" * 64, signed_at=on(SIGNED),
    )  # fmt: skip
    Submission.objects.create(
        assessment=cycle.assessment,
        state=state,
        package=package,
        accepted=package if state in (Way.ACCEPTED, Way.CORRECTION) else None,
        changed_at=on(SIGNED),
    )


def unit_with_people() -> Cycle:
    place = gmina()
    for role in (Role.DATA_EDITOR, Role.APPROVER, Role.TENANT_ADMIN, Role.ANIMATOR, Role.COUNCILLOR):
        holder(role, place)
    return opened(place)


def test_holders_are_told_a_week_and_a_day_before_and_a_day_after_then_whoever_looks_after_the_unit() -> None:
    unit_with_people()
    for shift in range(-10, 40):
        remind(at=on(ROPS, shift))
    assert told() == [
        ("-7", "data_editor"),
        ("-7", "approver"),
        ("-1", "data_editor"),
        ("-1", "approver"),
        ("+1", "data_editor"),
        ("+1", "approver"),
        ("+14", "tenant_admin"),
    ]


def test_the_letter_says_the_day_how_it_was_found_and_where_to_go(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    unit_with_people()
    remind(at=on(ROPS, -7))
    letter = Message.objects.filter(address="data_editor@example.org", thing__contains="/duty/rops ").get()
    assert letter.about == "unit/990101/assessment/2026/duty/rops"
    for words in ("30 kwietnia 2027", "gmina Wymyślona", "http://127.0.0.1:8000/wpis/9901012/2026/"):
        assert words in letter.text
    assert letter.unsubscribe.startswith("http://127.0.0.1:8000/powiadomienia/stop/")


def test_without_an_administrator_the_approver_is_told_and_why() -> None:
    place = gmina()
    holder(Role.DATA_EDITOR, place)
    holder(Role.APPROVER, place)
    opened(place)
    remind(at=on(ROPS, OVERDUE))
    assert told() == [("+14", "approver")]


def test_a_step_for_which_there_is_nobody_waits_for_somebody() -> None:
    place = gmina()
    opened(place)
    assert remind(at=on(ROPS, -6)) == 0
    holder(Role.DATA_EDITOR, place)
    remind(at=on(ROPS, -5))
    assert told() == [("-7", "data_editor")]


def test_the_same_run_again_and_a_clock_that_went_back_tell_nothing() -> None:
    unit_with_people()
    assert remind(at=on(ROPS, -1)) > 0
    assert [remind(at=on(ROPS, shift)) for shift in (-1, -7, -3, -1)] == [0, 0, 0, 0]


def test_what_was_told_is_not_told_again_to_who_comes_later() -> None:
    cycle = unit_with_people()
    remind(at=on(ROPS, -7))
    late = User.objects.create_user("nowa@example.org", name="Nowa")
    Grant.objects.create(
        person=late, role=Role.DATA_EDITOR, reach="unit", unit=cycle.unit, valid_from=dt.date(2027, 1, 1)
    )
    assert remind(at=on(ROPS, -6)) == 0


def test_a_worker_that_slept_over_steps_tells_only_the_newest() -> None:
    unit_with_people()
    remind(at=on(ROPS, 5))
    assert told() == [("+1", "data_editor"), ("+1", "approver")]


def test_a_form_of_long_ago_reminds_nobody() -> None:
    unit_with_people()
    assert remind(at=on(ROPS, OVERDUE + 31)) == 0


def test_nothing_is_told_before_the_morning() -> None:
    unit_with_people()
    assert remind(at=on(SIGNED, -7, hour=4)) == 0
    assert remind(at=on(SIGNED, -7, hour=6)) == 1


def test_a_cycle_opened_late_has_no_steps_from_before_it() -> None:
    place = gmina()
    holder(Role.DATA_EDITOR, place)
    opened(place, at=on(ROPS, -5))
    remind(at=on(ROPS, -4))
    assert told() == []
    remind(at=on(ROPS, -1))
    assert told() == [("-1", "data_editor")]


@pytest.mark.parametrize(
    ("state", "keys"),
    [
        (None, ["draft_signed", "rops"]),
        (Way.WORK, ["draft_signed", "rops"]),
        (Way.SIGNED, ["rops"]),
        (Way.SENT, []),
        (Way.RETURNED, ["draft_signed", "rops"]),
        (Way.ACCEPTED, []),
        (Way.CORRECTION, ["draft_signed", "rops"]),
    ],
)
def test_what_is_done_reminds_nobody(state: Way | None, keys: list[str]) -> None:
    cycle = unit_with_people()
    if state is not None:
        submit(cycle, state)
    remind(at=on(ROPS, -1))
    assert [key for key in ("draft_signed", "rops") if told(key)] == keys


@pytest.mark.parametrize("state", [CycleState.SUSPENDED, CycleState.CLOSED])
def test_work_that_rests_or_is_over_reminds_nobody(state: CycleState) -> None:
    cycle = unit_with_people()
    Cycle.objects.filter(pk=cycle.pk).update(state=state)
    assert remind(at=on(ROPS, -1)) == 0


def test_a_date_that_is_moved_begins_its_own_steps() -> None:
    cycle = unit_with_people()
    remind(at=on(ROPS, -7))
    later = ROPS + dt.timedelta(days=20)
    actions.set_date(cycle=cycle, key="rops", day=later, reason="Pismo ROPS", actor=None, at=on(ROPS, -6))
    for shift in range(-6, 14):
        remind(at=on(ROPS, shift))
    assert [*DutyReminder.objects.filter(duty__endswith="rops").order_by("pk").values_list("day", "step")] == [
        (ROPS, -7),
        (later, -7),
    ]


def test_a_date_moved_to_one_that_is_near_has_no_steps_from_before_the_move() -> None:
    cycle = unit_with_people()
    at = on(ROPS, -20)
    sooner = ROPS - dt.timedelta(days=17)
    actions.set_date(cycle=cycle, key="rops", day=sooner, reason="Rada", actor=None, at=at)
    remind(at=at + dt.timedelta(hours=1))
    assert told() == []
    remind(at=on(sooner, -1))
    assert told() == [("-1", "data_editor"), ("-1", "approver")]


def test_one_click_stops_the_reminders_of_one_duty_and_another_all_of_them(client: Client) -> None:
    unit_with_people()
    remind(at=on(ROPS, -7))
    letter = Message.objects.filter(address="data_editor@example.org", thing__contains="/duty/rops ").get()
    link = letter.unsubscribe.removeprefix("http://127.0.0.1:8000")
    assert client.get(link).status_code == 200
    assert not Stop.objects.exists()
    assert [client.post(link).status_code, client.post(link).status_code] == [200, 200]
    assert [*Stop.objects.values_list("person__email", "kind", "thing")] == [
        ("data_editor@example.org", "duty", "unit/990101/assessment/2026/duty/rops")
    ]
    remind(at=on(ROPS, -1))
    assert ("-1", "data_editor") not in told()
    assert ("-1", "approver") in told()


def test_an_erased_person_can_open_their_last_link_and_nothing_breaks(client: Client) -> None:
    unit_with_people()
    remind(at=on(ROPS, -7))
    letter = Message.objects.filter(address="data_editor@example.org").first()
    assert letter is not None
    Grant.objects.filter(person__email="data_editor@example.org").update(person=None)
    User.objects.filter(email="data_editor@example.org").delete()
    assert client.post(letter.unsubscribe.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert not Stop.objects.exists()
    remind(at=on(ROPS, -1))
    assert told()[-1] == ("-1", "approver")


def test_a_person_whose_address_cannot_be_written_to_does_not_stop_the_others() -> None:
    bad = gmina("9901022", "Zła")
    person = holder(Role.DATA_EDITOR, bad)
    opened(bad)
    User.objects.filter(pk=person.pk).update(email="bez-adresu\n", name="x")
    good = gmina()
    holder(Role.APPROVER, good)
    opened(good)
    remind(at=on(ROPS, -7))
    assert told() == [("-7", "approver")]


def test_finding_duties_costs_the_same_for_one_unit_and_for_three() -> None:
    costs = []
    for number, cycle in enumerate(opened(gmina(f"99020{place}2", f"Gmina {place}")) for place in range(1, 4)):
        holder_of(cycle, number)
        with CaptureQueriesContext(connection) as caught:
            batch = duties_after(0, at=on(ROPS, -7), size=200)
        assert batch is not None
        costs.append((len(batch.duties), len(caught)))
    assert costs == [(2, 5), (4, 5), (6, 5)]


def holder_of(cycle: Cycle, number: int) -> User:
    person = User.objects.create_user(f"{number}@example.org", name=f"Osoba {number}")
    Grant.objects.create(
        person=person, role=Role.DATA_EDITOR, reach="unit", unit=cycle.unit, valid_from=dt.date(2025, 1, 1)
    )
    return person


def test_units_are_taken_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    from drogowskaz.assessments.actions import reminders

    monkeypatch.setattr(reminders, "AT_A_TIME", 2)
    for place in range(1, 6):
        cycle = opened(gmina(f"99020{place}2", f"Gmina {place}"))
        holder_of(cycle, place)
    assert remind(at=on(ROPS, -7)) == 10


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-30, 60), max_size=30), st.integers(-20, 20))
def test_whenever_runs_come_each_step_is_told_at_most_once_and_never_an_older_one_after_a_newer(
    runs: list[int], since: int
) -> None:
    steps: list[int] = []
    for shift in runs:
        duty = Duty(None, None, ROPS, ROPS + dt.timedelta(days=since), frozenset(steps))  # type: ignore[arg-type]
        step = due_step(duty, ROPS + dt.timedelta(days=shift))
        if step is not None:
            assert since <= step <= shift
            steps.append(step)
    assert steps == sorted(set(steps))
    assert set(steps) <= set(STEPS)


@pytest.mark.django_db(transaction=True)
@several_writers
def test_two_workers_at_once_remind_each_person_once() -> None:
    unit_with_people()
    start = Barrier(2)

    def work() -> int:
        start.wait()
        try:
            return remind(at=on(ROPS, -1))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(one.result() for one in [pool.submit(work), pool.submit(work)]) == 2
    assert told() == [("-1", "data_editor"), ("-1", "approver")]
