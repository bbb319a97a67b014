"""The trace of an act."""

import datetime as dt

import pytest
from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.audit.models import Entry
from drogowskaz.organisations.models import User

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
def test_a_trace_outside_a_transaction_is_refused() -> None:
    user = User.objects.create_user("ewa@example.org", name="Ewa Przykładowa")
    with pytest.raises(AssertionError):
        record(actor=user, verb="looked", thing=user, at=NOON)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_trace_keeps_the_name_when_the_person_is_erased() -> None:
    user = User.objects.create_user("ewa@example.org", name="Ewa Przykładowa")
    thing = User.objects.create_user("jan@example.org", name="Jan Przykładowy")
    with transaction.atomic():
        entry = record(actor=user, verb="renamed", thing=thing, at=NOON, before="Janek")
    user.delete()
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.verb, entry.details) == (
        None,
        "Ewa Przykładowa",
        "renamed",
        {"before": "Janek"},
    )


@pytest.mark.django_db
def test_an_act_at_the_command_line_is_the_operators() -> None:
    thing = User.objects.create_user("jan@example.org", name="Jan Przykładowy")
    with transaction.atomic():
        entry = record(actor=None, verb="imported", thing=thing, at=NOON)
    assert (entry.actor, entry.actor_name, entry.thing) == (None, "operator", "organisations.User")
