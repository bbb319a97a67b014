"""The diary of animators: own notes, a day to put them right, and what a coordinator sees."""

import datetime as dt
from typing import Any

import pytest
from cycles import DECEMBER, gmina, opened
from django.test import Client
from django.utils import timezone
from organisations.cast import reasons
from participation.desk.cast import coordinator, gminas, grant, holder, someone

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.participation.actions.desk import Work, change_note, write_note
from drogowskaz.participation.enums.desk import NoteKind
from drogowskaz.participation.models import FieldNote

pytestmark = pytest.mark.django_db
DIARY = "/en/biurko/dziennik/"


def work(**changed: Any) -> Work:
    return Work(
        **{"day": DECEMBER.date(), "kind": NoteKind.VISIT, "minutes": 90, "text": "Rozmowa z sołtysem", **changed}
    )


def test_a_note_is_changed_for_a_day_and_no_longer() -> None:
    cycle = opened()
    author = holder(Role.ANIMATOR, cycle.unit)
    note = write_note(unit=cycle.unit, cycle=cycle, work=work(), actor=author, at=DECEMBER)
    change_note(note=note, work=work(minutes=60), actor=author, at=DECEMBER + dt.timedelta(hours=23, minutes=59))
    with pytest.raises(Refused) as refused:
        change_note(note=note, work=work(), actor=author, at=DECEMBER + dt.timedelta(hours=24))
    assert "older than a day" in reasons(refused.value)[0]
    note.refresh_from_db()
    assert note.minutes == 60


def test_nobody_changes_the_note_of_another() -> None:
    cycle = opened()
    note = write_note(unit=cycle.unit, cycle=cycle, work=work(), actor=holder(Role.ANIMATOR, cycle.unit), at=DECEMBER)
    with pytest.raises(Refused):
        change_note(note=note, work=work(), actor=holder(Role.COORDINATOR, cycle.unit), at=DECEMBER)


def test_a_note_that_says_nothing_or_is_of_tomorrow_is_refused_with_every_reason() -> None:
    cycle = opened()
    empty = work(day=DECEMBER.date() + dt.timedelta(days=1), minutes=0, text=" ")
    with pytest.raises(Refused) as refused:
        write_note(unit=cycle.unit, cycle=cycle, work=empty, actor=holder(Role.ANIMATOR, cycle.unit), at=DECEMBER)
    assert len(reasons(refused.value)) == 3


def test_an_animator_of_another_gmina_writes_nothing_here() -> None:
    cycle = opened()
    elsewhere = holder(Role.ANIMATOR, gmina("9901022", "Sąsiednia"))
    with pytest.raises(Refused):
        write_note(unit=cycle.unit, cycle=cycle, work=work(), actor=elsewhere, at=DECEMBER)


def test_a_second_click_writes_one_note_and_the_same_work_later_another() -> None:
    cycle = opened()
    author = holder(Role.ANIMATOR, cycle.unit)
    first = write_note(unit=cycle.unit, cycle=cycle, work=work(), actor=author, at=DECEMBER)
    again = write_note(unit=cycle.unit, cycle=cycle, work=work(), actor=author, at=DECEMBER + dt.timedelta(seconds=5))
    later = write_note(unit=cycle.unit, cycle=cycle, work=work(), actor=author, at=DECEMBER + dt.timedelta(hours=1))
    assert first == again
    assert later != first


def test_the_page_writes_sums_up_and_offers_the_change(client: Client) -> None:
    cycle = opened()
    client.force_login(holder(Role.ANIMATOR, cycle.unit))
    today = f"{timezone.localdate():%Y-%m-%d}"
    told = {"cycle": cycle.pk, "day": today, "kind": "visit", "minutes": "90", "text": "Rozmowa z sołtysem"}
    assert client.post(DIARY, {**told, "minutes": "0"}).status_code == 422
    assert client.post(DIARY, told).status_code == 302
    page = client.get(DIARY).content.decode()
    assert "1:30" in page
    key = FieldNote.objects.get().pk
    assert client.post(f"{DIARY}{key}/", {**told, "minutes": "60"}).status_code == 302
    FieldNote.objects.update(at=timezone.now() - dt.timedelta(hours=25))
    assert client.post(f"{DIARY}{key}/", told).status_code == 422
    assert FieldNote.objects.get().minutes == 60


def test_a_coordinator_reads_the_notes_of_the_team_and_an_animator_only_the_own(client: Client) -> None:
    first, second = gminas(2)
    helper, other = holder(Role.ANIMATOR, first.unit), someone()
    grant(other, Role.ANIMATOR, Reach.UNIT, first.unit)
    grant(other, Role.ANIMATOR, Reach.UNIT, second.unit)
    write_note(unit=first.unit, cycle=first, work=work(day=dt.date(2026, 1, 5)), actor=helper, at=timezone.now())
    key = FieldNote.objects.get().pk
    for person, codes in ((coordinator(), (200, 200)), (other, (200, 404))):
        client.force_login(person)
        assert (client.get(DIARY).status_code, client.get(f"{DIARY}{key}/").status_code) == codes
        assert ("Rozmowa" in client.get(DIARY).content.decode()) == (codes[1] == 200)
