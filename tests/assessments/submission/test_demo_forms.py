"""The invented forms of the demonstration: one in each state, made once."""

import pytest
from cycles import holder
from django.utils import timezone

from drogowskaz.assessments.actions.demo_forms import ACCEPTED, AGAIN, RETURNED, SIGNED, demo_forms
from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Package, Submission
from drogowskaz.assessments.queries.packages import verify
from drogowskaz.config.commands.server import EXAMPLES
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db


def test_each_state_has_its_form_and_a_second_time_changes_nothing() -> None:
    top = Unit.of(code="99", name="wymyślone", kind=Kind.VOIVODESHIP, parent=None)
    top.save()
    holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION)
    reading = read_case(EDITIONS / EXAMPLES[0])
    for _again in range(2):
        demo_forms(reading=reading, at=timezone.now())
    states = dict(Submission.objects.values_list("assessment__unit__code", "state"))
    assert states == {SIGNED: Way.SIGNED, RETURNED: Way.RETURNED, AGAIN: Way.SENT, ACCEPTED: Way.ACCEPTED}
    assert Package.objects.count() == 5
    assert verify().holds
