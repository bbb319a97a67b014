"""The demonstration shows every list of moderation, and a second time changes nothing."""

import pytest
from django.utils import timezone

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.participation.actions.demo_contribution import demo_contribution
from drogowskaz.participation.actions.demo_contribution_entering import demo_contribution_entering
from drogowskaz.participation.actions.demo_moderation import demo_moderation
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.queries.theme import themes_of


@pytest.mark.django_db
def test_it_moderates_once(example: object) -> None:
    now = timezone.now()
    for demo in (demo_people, demo_contribution, demo_contribution_entering, demo_moderation):
        demo(at=now)
    before = Entry.objects.count()
    demo_moderation(at=now)
    year = Cycle.objects.get(unit__code="9901012", contributions__number=1)
    states = set(Contribution.objects.values_list("state", flat=True))
    assert Entry.objects.count() == before
    assert states == {ContributionState.PUBLISHED, ContributionState.HIDDEN, ContributionState.SUBMITTED}
    assert Contribution.objects.filter(merged_into__isnull=False).count() == 1
    assert [one.number > 1 for one in themes_of(year)] == [True, True]
