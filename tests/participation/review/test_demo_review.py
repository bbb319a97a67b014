"""The demonstration: the invented circle is invited, hands in, and the office decides on some of it, once."""

import pytest
from django.utils import timezone

from drogowskaz.audit.models import Entry
from drogowskaz.participation.actions.demo_annexe import demo_annexe
from drogowskaz.participation.actions.demo_invitation import demo_invitation
from drogowskaz.participation.actions.demo_review import demo_review
from drogowskaz.participation.enums.invitation import Stage
from drogowskaz.participation.models import Annexe, AnnexeInvitation
from drogowskaz.participation.queries.invitation import lines_of


@pytest.mark.usefixtures("example")
def test_the_office_of_the_example_decides_on_some_answers_once() -> None:
    for make in (demo_invitation, demo_annexe, demo_review):
        make(at=timezone.now())
    annexe = Annexe.objects.get(organisation__name="KGW Zmyślone")
    decided = dict(annexe.items.filter(decided_at__isnull=False).values_list("field", "state"))
    assert decided == {"n6.missing": "accepted", "n7.worked": "accepted", "n6.access": "returned"}
    assert annexe.code == AnnexeInvitation.objects.get(organisation=annexe.organisation).code
    stages = {line.organisation.name: line.stage for line in lines_of(annexe.cycle, timezone.now())}
    assert stages["KGW Zmyślone"] == Stage.RETURNED
    entries = Entry.objects.count()
    for make in (demo_invitation, demo_annexe, demo_review):
        make(at=timezone.now())
    assert Entry.objects.count() == entries
