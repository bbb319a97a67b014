"""The annexe of the demonstration."""

import pytest
from django.utils import timezone

from drogowskaz.assessments.models import Offer
from drogowskaz.audit.models import Entry
from drogowskaz.organisations.actions.demo import CIRCLE
from drogowskaz.organisations.models import Mandate
from drogowskaz.participation.actions.demo_annexe import demo_annexe
from drogowskaz.participation.enums.annexe import AnnexeState
from drogowskaz.participation.models import Annexe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_the_invented_circle_hands_its_annexe_in_with_numbers_for_the_form() -> None:
    demo_annexe(at=timezone.now())
    annexe = Annexe.objects.get(organisation__name=CIRCLE)
    offered = dict(Offer.objects.filter(organisation__name=CIRCLE).values_list("row", "number"))
    assert (annexe.state, offered["food_aid.persons"], offered["ngo.amount"]) == (AnnexeState.SENT, 24, 600_000)


def test_a_second_time_nothing_changes() -> None:
    demo_annexe(at=timezone.now())
    before = (Entry.objects.count(), Offer.objects.count())
    demo_annexe(at=timezone.now())
    assert (Entry.objects.count(), Offer.objects.count()) == before


def test_without_the_mandate_nothing_happens() -> None:
    Mandate.objects.update(ended_at=timezone.now(), end_reason="koniec")
    before = Annexe.objects.count()
    demo_annexe(at=timezone.now())
    assert Annexe.objects.count() == before
