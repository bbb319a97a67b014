"""The invented contributions from paper and phone of the demonstration."""

import pytest
from cycles import DECEMBER, opened

from drogowskaz.audit.models import Entry
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.participation.actions.demo_contribution_entering import demo_contribution_entering
from drogowskaz.participation.models import Contribution, Paper
from drogowskaz.territory.queries import unit_by_code

KINDS = (Contribution, Paper, Entry)
pytestmark = pytest.mark.django_db


def test_the_second_time_changes_nothing() -> None:
    demo_people(at=DECEMBER)
    opened(unit_by_code("9901012"))
    demo_contribution_entering(at=DECEMBER)
    stood = list(Contribution.objects.values_list("channel", "state"))
    assert stood == [("paper", "submitted"), ("phone", "submitted")]
    first = [kind.objects.count() for kind in KINDS]
    demo_contribution_entering(at=DECEMBER)
    assert [kind.objects.count() for kind in KINDS] == first


def test_without_the_invented_gmina_nothing_is_made() -> None:
    demo_contribution_entering(at=DECEMBER)
    assert not Contribution.objects.exists()
