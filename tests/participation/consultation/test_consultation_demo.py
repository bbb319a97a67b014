"""The consultation of the demonstration is open, and making it twice changes nothing."""

import datetime as dt

import pytest
from cycles import gmina, opened
from django.utils import timezone

from drogowskaz.participation.actions.demo_consultation import demo_consultation
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.queries.consultation import sections_open

pytestmark = pytest.mark.django_db


def test_the_example_is_open_with_four_parts_and_made_once() -> None:
    cycle = opened(gmina(), at=dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC))
    now = timezone.now()
    demo_consultation(at=now)
    demo_consultation(at=now)
    assert Consultation.objects.get().state == "open"
    kinds = [one.kind for one in sections_open(cycle, now)]
    assert kinds == ["chapter", "row", "chapter", "recommendation"]


def test_without_an_open_cycle_nothing_is_made() -> None:
    demo_consultation(at=timezone.now())
    assert not Consultation.objects.exists()
