"""Two at once at a consultation: more time against the end, two who announce, two who save."""

import datetime as dt
from collections.abc import Callable

import pytest
from participation.consultation.consulted import AFTER, LAST, NOW, TEXT, announced, prepared, running
from races import at_once, several_writers

from drogowskaz.participation.actions.consultation import announce_consultation, make_consultation
from drogowskaz.participation.actions.consultation_running import extend, keep_days, open_consultation
from drogowskaz.participation.actions.consultation_section import add_section
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.queries.consultation_text import recommendation_bound

pytestmark = [pytest.mark.django_db(transaction=True), several_writers]
EVENING = dt.datetime(2027, 4, 6, 21, 59, 59, tzinfo=dt.UTC)
"""The last second of the last day, on Polish clocks."""
MIDNIGHT = EVENING + dt.timedelta(seconds=1)


def test_more_time_on_the_last_evening_and_the_end_at_midnight_never_both_happen() -> None:
    there = running()
    later = LAST + dt.timedelta(days=7)
    for _round in range(5):
        Consultation.objects.filter(pk=there.consultation.pk).update(state="open", closes_on=LAST, ended_at=None)
        there.consultation.extensions.all().delete()
        given, ended = at_once(
            lambda: extend(
                consultation=there.consultation, closes_on=later, reason="Ferie.", actor=there.animator, at=EVENING
            ),
            lambda: keep_days(at=MIDNIGHT),
        )
        now = there.again()
        outcome = (given, ended, now.state, now.closes_on, there.consultation.extensions.count())
        assert outcome in (("None", "0", "open", later, 1), ("refused", "1", "ended", LAST, 0))


def test_two_runs_of_the_program_end_it_once() -> None:
    there = running()
    assert sorted(at_once(lambda: keep_days(at=AFTER), lambda: keep_days(at=AFTER))) == ["0", "1"]
    assert there.cycle.events.filter(key="consultation_closes").count() == 1


def test_of_two_consultations_announced_at_once_one_is() -> None:
    first = prepared()
    second = prepared(cycle=first.cycle, animator=first.animator, title="Drugie")

    def announce(one: Consultation) -> Callable[[], object]:
        return lambda: announce_consultation(consultation=one, actor=first.animator, at=NOW)

    assert sorted(at_once(announce(first.consultation), announce(second.consultation))) == ["None", "refused"]


def test_two_who_open_it_open_it_once() -> None:
    there = announced()
    at = dt.datetime(2027, 3, 15, 9, tzinfo=dt.UTC)

    def press() -> object:
        return open_consultation(consultation=there.consultation, actor=there.animator, at=at)

    assert sorted(at_once(press, press)) == ["None", "refused"]


def test_consultations_and_sections_made_at_once_get_numbers_of_their_own() -> None:
    there = prepared(0)

    def make() -> object:
        return make_consultation(cycle=there.cycle, text=TEXT, actor=there.animator, at=NOW).number

    def add(text: str) -> Callable[[], object]:
        bound = recommendation_bound(text)
        return lambda: add_section(consultation=there.consultation, bound=bound, actor=there.animator, at=NOW).number

    assert sorted(at_once(make, make, make)) == ["2", "3", "4"]
    assert sorted(at_once(add("Pierwsza."), add("Druga."), add("Trzecia."))) == ["1", "2", "3"]
