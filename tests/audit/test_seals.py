"""Seals over the log: what was changed behind the program's back shows, and erasing a person breaks nothing."""

import datetime as dt

import pytest
from django.db import transaction

from drogowskaz.audit.actions import record, seal
from drogowskaz.audit.models import Entry, Pseudonym, Seal
from drogowskaz.audit.queries import verify
from drogowskaz.organisations.models import User

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def act(person: User, verb: str = "looked") -> Entry:
    with transaction.atomic():
        return record(actor=person, verb=verb, thing=person, at=NOON, reason="Zażółć")


@pytest.fixture
def ewa() -> User:
    return User.objects.create_user("ewa@example.org", name="Ewa Przykładowa")


def test_an_empty_log_is_whole() -> None:
    found = verify()
    assert (found.seals, found.entries, found.broken, found.waiting, found.since) == (0, 0, None, 0, None)


def test_entries_wait_until_they_are_sealed_and_are_sealed_once(ewa: User) -> None:
    act(ewa)
    act(ewa)
    assert (verify().waiting, verify().since) == (2, NOON)
    assert seal(at=NOON) == 2
    act(ewa)
    assert [seal(at=NOON), seal(at=NOON)] == [1, 0]
    found = verify()
    assert (found.seals, found.entries, found.broken, found.waiting) == (2, 3, None, 0)


@pytest.mark.parametrize("change", [{"verb": "approved"}, {"details": {}}, {"mark": ""}, {"thing_id": "0"}])
def test_a_changed_entry_breaks_its_seal(ewa: User, change: dict[str, object]) -> None:
    first = act(ewa)
    seal(at=NOON)
    act(ewa)
    seal(at=NOON)
    Entry.objects.filter(pk=first.pk).update(**change)
    assert verify().broken == Seal.objects.order_by("pk").first()


def test_a_removed_entry_breaks_its_seal(ewa: User) -> None:
    act(ewa)
    act(ewa).delete()
    last = act(ewa)
    seal(at=NOON)
    last.delete()
    assert verify().broken == Seal.objects.get()


def test_an_entry_slipped_under_an_old_seal_breaks_it(ewa: User) -> None:
    act(ewa)
    seal(at=NOON)
    late = act(ewa)
    Entry.objects.filter(pk=late.pk).update(seal=Seal.objects.get())
    assert verify().broken == Seal.objects.get()


def test_a_seal_made_anew_breaks_the_next_one(ewa: User) -> None:
    first = act(ewa)
    seal(at=NOON)
    act(ewa)
    seal(at=NOON)
    old, new = Seal.objects.order_by("pk")
    Entry.objects.filter(pk=first.pk).update(verb="approved")
    from drogowskaz.audit.queries import FIRST, digest_of

    Seal.objects.filter(pk=old.pk).update(digest=digest_of(Entry.objects.filter(seal=old), FIRST))
    assert verify().broken == new


def test_erasing_a_person_and_their_name_breaks_nothing(ewa: User) -> None:
    act(ewa)
    seal(at=NOON)
    Entry.objects.update(actor_name="")
    ewa.delete()
    assert (verify().broken, Pseudonym.objects.get().person, Entry.objects.get().actor) == (None, None, None)


def test_a_person_keeps_one_mark_and_others_have_their_own(ewa: User) -> None:
    jan = User.objects.create_user("jan@example.org", name="Jan Przykładowy")
    marks = [act(ewa).mark, act(ewa).mark, act(jan).mark]
    assert (marks[0] == marks[1], marks[0] == marks[2]) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_an_act_asks_for_its_seal_once_it_is_kept(ewa: User) -> None:
    act(ewa)
    assert (verify().waiting, verify().entries) == (0, 1)
