"""What happens to a public assessment is news for those who follow it or its unit; what is refused is not."""

import pytest
from django.core import mail
from notifications.followed import UNIT, follow
from people import LATER, NOON, drobin, outsider, unit
from pytest_django import DjangoCaptureOnCommitCallbacks

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News

pytestmark = pytest.mark.django_db


def loaded() -> Assessment:
    assessment, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    return assessment


def test_publishing_and_withdrawing_are_told_to_those_who_follow(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assessment = loaded()
    follow(thing=UNIT)
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(assessment=assessment, actor=None, at=LATER)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(assessment=assessment, reason="pomyłka w druku", actor=None, at=LATER)
    assert [*News.objects.order_by("pk").values_list("thing", "event", "context")] == [
        (f"{UNIT}/assessment/2014", "assessments.published", {"year": 2014}),
        (f"{UNIT}/assessment/2014", "assessments.withdrawn", {"year": 2014}),
    ]
    told = [str(sent.body) for sent in mail.outbox]
    assert ["/ocena/2014/" in told[0], "/cykl/2014/" in told[1]] == [True, True]
    assert "pomyłka" not in told[1]


def test_what_is_refused_is_no_news() -> None:
    assessment = loaded()
    with pytest.raises(Refused):
        actions.publish(assessment=assessment, actor=outsider(), at=LATER)
    with pytest.raises(Refused):
        actions.withdraw(assessment=assessment, reason="", actor=None, at=LATER)
    assert not News.objects.exists()
