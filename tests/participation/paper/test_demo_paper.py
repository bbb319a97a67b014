"""The invented papers of the demonstration."""

import pytest
from cycles import DECEMBER, opened

from drogowskaz.audit.models import Entry
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import Grant
from drogowskaz.participation.actions.demo_paper import demo_paper
from drogowskaz.participation.models import Confirmation, FieldNote, Paper
from drogowskaz.territory.queries import unit_by_code

KINDS = (Paper, Confirmation, FieldNote, Grant, Message, Entry)


@pytest.mark.django_db
def test_the_second_time_changes_nothing() -> None:
    demo_people(at=DECEMBER)
    opened(unit_by_code("9901012"))
    demo_paper(at=DECEMBER)
    first = [kind.objects.count() for kind in KINDS]
    assert first[:3] == [3, 2, 2]
    demo_paper(at=DECEMBER)
    assert [kind.objects.count() for kind in KINDS] == first


@pytest.mark.django_db
def test_without_the_invented_gmina_nothing_is_made() -> None:
    demo_paper(at=DECEMBER)
    assert not Paper.objects.exists()
