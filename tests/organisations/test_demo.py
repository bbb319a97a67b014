"""The invented people of the demonstration."""

import pytest
from organisations.cast import LATER, NOON, place

from drogowskaz.audit.models import Entry
from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Role
from drogowskaz.organisations.models import Grant, Membership, Organisation, User
from drogowskaz.organisations.permissions import may_act_for, may_approve, may_assist, may_enter, may_review_region

pytestmark = pytest.mark.django_db


def test_they_are_visibly_invented_at_addresses_nobody_can_have() -> None:
    people = actions.demo_people(at=NOON)
    assert [person for person in people if "zmyślon" not in person.name or not person.email.endswith(".example")] == []
    assert not Organisation.objects.filter(invented=False).exists()
    assert [person for person in people if person.has_usable_password() or person.is_staff] == []


def test_each_can_do_what_their_part_needs_and_no_more() -> None:
    director, editor, leader, analyst, animator = actions.demo_people(at=NOON)
    unit = place()
    assert [may_enter(one, unit, 2025, NOON) is None for one in (director, editor, leader, analyst, animator)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert [one for one in (editor, leader, analyst, animator) if may_approve(one, unit, 2025, NOON) is None] == []
    assert may_approve(director, unit, 2025, NOON) is None
    assert may_review_region(analyst, unit, NOON) is None
    assert may_assist(animator, unit, 2025, NOON) is None
    circle = Organisation.objects.get(name="KGW Zmyślone")
    assert [act for act in Act if may_act_for(leader, circle, act, unit, 2025, NOON)] == []


def test_preparing_twice_changes_nothing_and_brings_nothing_back() -> None:
    actions.demo_people(at=NOON)
    grant = Grant.objects.get(role=Role.ANIMATOR)
    actions.end_role(grant=grant, reason="koniec", actor=None, at=LATER)
    before = (User.objects.count(), Membership.objects.count(), Grant.objects.count(), Entry.objects.count())
    actions.demo_people(at=LATER)
    assert (User.objects.count(), Membership.objects.count(), Grant.objects.count(), Entry.objects.count()) == before
