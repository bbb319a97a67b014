"""News reaches everyone who follows, once, however the runs fall."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from accounts import member
from django import conf
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notifications.followed import ADDRESS, DAY, HOUR, OTHER_YEAR, UNIT, YEAR, drobin, follow, tell
from people import NOON
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from races import several_writers

from drogowskaz.notifications import actions
from drogowskaz.notifications.actions.news import latest_morning
from drogowskaz.notifications.enums import Rhythm
from drogowskaz.notifications.models import Follow, Message, News, Subscriber

pytestmark = pytest.mark.django_db


def run(at: dt.datetime = NOON) -> int:
    return actions.tell_subscribers(at=at)


def texts() -> list[str]:
    return [*Message.objects.filter(event="notifications.news").order_by("pk").values_list("text", flat=True)]


def test_news_is_one_row_whoever_follows(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    drobin()
    for number in range(3):
        follow(f"osoba{number}@example.org")
    with transaction.atomic(), django_assert_num_queries(1):
        actions.tell(thing=YEAR, event="assessments.published", at=NOON, context={"year": 2025})


def test_news_that_is_undone_is_never_told() -> None:
    drobin()
    follow()
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert (run(), News.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_news_outside_a_transaction_is_refused() -> None:
    with pytest.raises(AssertionError, match="one transaction"):
        actions.tell(thing=YEAR, event="assessments.published", at=NOON)


def test_news_that_is_not_in_the_catalogue_is_refused() -> None:
    with transaction.atomic(), pytest.raises(AssertionError, match="catalogue"):
        actions.tell(thing=YEAR, event="assessments.unheard_of", at=NOON)


def test_who_follows_a_unit_gets_what_happens_below_it_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    drobin()
    follow(thing=UNIT)
    follow("inna@example.org", thing=OTHER_YEAR)
    with django_capture_on_commit_callbacks(execute=True):
        tell(YEAR)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([ADDRESS], "News: Assessment for 2025: gmina Drobin")]
    assert "- 1 March 2026: The assessment for 2025 was published; everyone can read it." in str(mail.outbox[0].body)
    assert "You get this letter because: you follow: gmina Drobin." in str(mail.outbox[0].body)


def test_a_letter_of_news_leads_to_the_page_with_its_whole_address() -> None:
    drobin()
    follow()
    with transaction.atomic():
        tell()
    run()
    (text,) = texts()
    assert f"{conf.settings.ADDRESS.rstrip('/')}/en/jednostka/" in text


def test_a_neighbour_with_a_longer_code_is_not_below() -> None:
    drobin()
    follow(thing="unit/1419")
    tell("unit/141905/assessment/2025")
    assert run() == 0


def test_nothing_new_sends_nothing_and_a_second_run_neither() -> None:
    drobin()
    follow()
    assert run() == 0
    tell()
    assert [run(), run(), run(NOON + DAY)] == [1, 0, 0]


def test_what_happened_before_following_is_not_told() -> None:
    drobin()
    tell()
    run()
    follow()
    assert run() == 0


def test_a_digest_waits_for_its_morning_and_gathers_by_thing_newest_first() -> None:
    drobin()
    follow(rhythm=Rhythm.DAILY)
    tell(YEAR, at=NOON)
    tell(OTHER_YEAR, 2024, at=NOON + HOUR)
    tell(YEAR, event="assessments.withdrawn", at=NOON + 2 * HOUR)
    assert [run(NOON + 3 * HOUR), run(NOON + DAY - 7 * HOUR), run(NOON + DAY)] == [0, 0, 1]
    (text,) = texts()
    lines = [line for line in text.splitlines() if line.startswith(("- ", "Assessment for"))]
    assert lines == [
        "Assessment for 2025: gmina Drobin",
        "- 1 March 2026: The assessment for 2025 was withdrawn from the public pages.",
        "- 1 March 2026: The assessment for 2025 was published; everyone can read it.",
        "Assessment for 2024: gmina Drobin",
        "- 1 March 2026: The assessment for 2024 was published; everyone can read it.",
    ]


def test_weeks_begin_on_monday_morning_also_when_clocks_change() -> None:
    sunday = dt.datetime(2026, 3, 29, 12, tzinfo=dt.UTC)
    assert latest_morning(Rhythm.WEEKLY, sunday) == dt.datetime(2026, 3, 23, 6, tzinfo=dt.UTC)
    assert latest_morning(Rhythm.WEEKLY, sunday + DAY) == dt.datetime(2026, 3, 30, 5, tzinfo=dt.UTC)
    assert latest_morning(Rhythm.DAILY, dt.datetime(2026, 3, 30, 4, 59, tzinfo=dt.UTC)) == dt.datetime(
        2026, 3, 29, 5, tzinfo=dt.UTC
    )


def test_a_worker_that_slept_for_a_month_tells_everything_in_one_letter() -> None:
    drobin()
    follow(rhythm=Rhythm.WEEKLY)
    for day in range(30):
        tell(at=NOON + day * DAY)
    assert run(NOON + 31 * DAY) == 1
    assert texts()[0].count("was published") == 30


def test_a_wider_and_a_narrower_follow_tell_the_same_once() -> None:
    drobin()
    follow(thing=YEAR, rhythm=Rhythm.AT_ONCE)
    follow(thing=UNIT, rhythm=Rhythm.DAILY)
    tell(YEAR)
    tell(OTHER_YEAR, 2024)
    assert [run(NOON), run(NOON + DAY)] == [1, 1]
    assert ["for 2025" in text for text in texts()] == [True, False]
    assert ["for 2024" in text for text in texts()] == [False, True]


def test_stopping_one_of_two_follows_does_not_tell_its_news_again() -> None:
    drobin()
    narrow = follow(thing=YEAR)
    follow(thing=UNIT, rhythm=Rhythm.WEEKLY)
    tell(YEAR)
    run()
    actions.stop(subscriber_id=narrow.subscriber_id, follows=[narrow.pk], at=NOON)
    follow(thing=YEAR, rhythm=Rhythm.WEEKLY)
    assert run(NOON + 8 * DAY) == 0


def test_a_change_of_rhythm_loses_nothing() -> None:
    drobin()
    one = follow(rhythm=Rhythm.WEEKLY)
    tell()
    run()
    actions.choose_rhythm(subscriber=one.subscriber, thing=UNIT, rhythm=Rhythm.AT_ONCE)
    assert (run(), Follow.objects.get().rhythm) == (1, Rhythm.AT_ONCE)


def test_a_person_gets_news_in_the_language_of_their_choice_and_none_with_a_closed_account() -> None:
    drobin()
    person = member()
    follow(person)
    actions.choose_language(person=person, language="en")
    tell()
    run()
    assert [*Message.objects.values_list("recipient", "language")] == [(person.pk, "en")]
    type(person).objects.update(is_active=False)
    tell()
    assert run() == 0


def test_one_who_cannot_be_written_to_keeps_nobody_else_from_their_news(caplog: pytest.LogCaptureFixture) -> None:
    drobin()
    person = member()
    follow(person)
    follow()
    type(person).objects.update(email="bez adresu")
    tell()
    assert run() == 1
    assert [record.message for record in caplog.records] == [
        f"News could not be written to the subscriber {Subscriber.objects.get(person=person).pk}."
    ]
    type(person).objects.update(email="dobry@example.org")
    assert run() == 1


def test_an_erased_person_is_followed_by_no_news() -> None:
    drobin()
    person = member()
    follow(person)
    person.delete()
    tell()
    assert (run(), Subscriber.objects.count(), Follow.objects.count()) == (0, 0, 0)


def test_a_thing_that_is_gone_is_still_told_of() -> None:
    follow(thing="unit/000000")
    tell("unit/000000/assessment/2025")
    assert run() == 1


def test_looking_costs_the_same_for_one_follower_and_for_three_who_have_nothing_new() -> None:
    drobin()
    costs = []
    for number in range(3):
        follow(f"osoba{number}@example.org", thing=OTHER_YEAR)
        tell(YEAR)
        with CaptureQueriesContext(connection) as caught:
            run()
        costs.append(len(caught))
    assert costs[0] == costs[2] <= 10


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.sampled_from([UNIT, YEAR, OTHER_YEAR])),
        st.tuples(st.just("run"), st.integers(0, 200)),
        st.tuples(st.just("follow"), st.sampled_from([UNIT, YEAR, OTHER_YEAR])),
        st.tuples(st.just("stop"), st.sampled_from([UNIT, YEAR, OTHER_YEAR])),
        st.tuples(st.just("rhythm"), st.sampled_from([*Rhythm])),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_order_of_news_runs_and_choices_tells_what_is_wanted_once(steps: list[tuple[str, object]]) -> None:
    """Runs come at any time, also before earlier ones; a follow that is never stopped gets everything since."""
    with transaction.atomic():
        drobin()
        kept = follow(rhythm=Rhythm.WEEKLY)
        # Always there, so that the subscriber stays; it follows another gmina, where nothing happens.
        follow(thing="unit/999999")
        wanted, ever_stopped = 0, False
        for number, (what, which) in enumerate(steps):
            at = NOON + number * HOUR
            if what == "tell":
                tell(str(which), year=3000 + number, at=at)
                wanted += 1
            elif what == "run":
                run(NOON + int(str(which)) * HOUR)
            elif what == "follow":
                follow(thing=str(which), at=at)
            elif what == "stop":
                found = Follow.objects.filter(thing=which, stopped_at=None)
                ever_stopped |= which == UNIT and found.exists()
                actions.stop(subscriber_id=kept.subscriber_id, follows=[one.pk for one in found], at=at)
            else:
                actions.choose_rhythm(subscriber=kept.subscriber, thing=UNIT, rhythm=Rhythm(str(which)))
        run(NOON + 3000 * HOUR)
        told = "\n".join(texts())
        counts = [
            told.count(f"for {3000 + number} was") for number, (what, _which) in enumerate(steps) if what == "tell"
        ]
        assert max(counts, default=0) <= 1
        assert ever_stopped or sum(counts) == wanted
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@several_writers
def test_two_workers_at_once_tell_each_follower_once() -> None:
    drobin()
    for number in range(8):
        follow(f"osoba{number}@example.org")
    News.objects.bulk_create(
        News(thing=YEAR, event="assessments.published", at=NOON, context={"year": 2025}) for _one in range(3)
    )
    start = threading.Barrier(2)

    def work() -> int:
        start.wait()
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(one.result() for one in [pool.submit(work), pool.submit(work)]) == 8
    assert sorted(Message.objects.values_list("address", flat=True)) == [
        f"osoba{number}@example.org" for number in range(8)
    ]
    assert all(text.count("was published") == 3 for text in texts())
    assert sorted(News.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
@several_writers
def test_news_whose_transaction_ends_late_is_told_after_what_was_told_already() -> None:
    """Its key is lower than that of news told before; a cursor over keys would pass it by."""
    drobin()
    follow()
    begun, let = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                actions.tell(thing=YEAR, event="assessments.published", at=NOON, context={"year": 2001})
                begun.set()
                assert let.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow)
        assert begun.wait(30)
        tell(year=2002)
        run()
        let.set()
        waiting.result()
    run()
    assert [("for 2001" in text, "for 2002" in text) for text in texts()] == [(False, True), (True, False)]
    assert [*News.objects.order_by("pk").values_list("number", flat=True)] == [2, 1]
