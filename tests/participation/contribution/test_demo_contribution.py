"""The invented contributions of the demonstration, and what people with and without an account see of an author."""

import pytest
from cycles import opened
from django.test import Client
from django.utils import timezone
from participation.contribution.arrived import voices
from participation.contribution.said import EMAIL, page_of, prepared, put, stand
from people import outsider

from drogowskaz.organisations.actions.demo import CIRCLE, GMINA, demo_people
from drogowskaz.participation.actions.demo_contribution import SAID, demo_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState
from drogowskaz.participation.models import Contribution
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_every_kind_and_a_mandate_and_changes_nothing_the_second_time() -> None:
    now = timezone.now()
    demo_people(at=now)
    opened(Unit.objects.get(code=GMINA))
    for _time in range(2):
        demo_contribution(at=now)
    made = Contribution.objects.all()
    assert len(made) == len(SAID)
    assert {one.kind for one in made} == set(ContributionKind.values)
    assert [one.organisation.name for one in made if one.mandate and one.organisation] == [CIRCLE]


def test_the_links_of_the_tests_of_all_pages_are_the_same_the_second_time() -> None:
    prepared()
    assert voices()["voice"] == voices()["voice"]


def test_only_the_link_shows_the_address_and_whoever_has_it_needs_no_account(client: Client) -> None:
    place = prepared()
    made = stand(put(place, email=EMAIL), ContributionState.PUBLISHED)
    public = f"/jednostka/9901012/cykl/2026/glosy/{made.number}/"
    for person in (None, outsider(), place.animator):
        if person is not None:
            client.force_login(person)
        assert EMAIL in client.get(page_of(made)).content.decode()
        answer = client.get(public)
        assert answer.status_code == 200
        assert EMAIL not in answer.content.decode()
