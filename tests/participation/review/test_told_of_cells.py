"""When the last number of an annexe is decided at its cell, the organisation is told once where everything went."""

import pytest
from participation.review.handed_in import (
    JANUARY,
    NUMBER,
    ROW,
    cycle,
    decide,
    decision,
    handed_in,
    item_of,
    manager,
    organisation,
    worker,
)
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from drogowskaz.assessments.actions.offers import decide_cell
from drogowskaz.assessments.enums import Ruling
from drogowskaz.notifications.models import Message


@pytest.mark.django_db
def test_three_organisations_feed_one_cell_and_each_is_told_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    year = cycle()
    clerk = worker(year.unit)
    circles = [organisation(f"KGW {name}", year.unit) for name in "ABC"]
    leaders = [manager(one) for one in circles]
    annexes = [handed_in(year, one, number=3, sent_by=leader) for one, leader in zip(circles, leaders, strict=True)]
    for annexe in annexes:
        decide(annexe, decision(item_of(annexe, "n1.mandate_holder")), actor=clerk)
    assert Message.objects.count() == 0
    offers = [item_of(annexe, NUMBER).aims.get().offer_id for annexe in annexes]
    form = year.assessment
    assert form is not None
    for seen, taken, ruling in ((0, offers, Ruling.SUM), (1, offers[:2], Ruling.PART)):
        with django_capture_on_commit_callbacks(execute=True):
            decide_cell(
                assessment=form, cell=(ROW, 0), taken=taken, ruling=ruling, reason="Ta sama umowa", seen=seen,
                actor=clerk, at=JANUARY,
            )  # fmt: skip
    told = Message.objects.filter(event="participation.annexe_decided").order_by("recipient_id")
    assert [letter.recipient for letter in told] == leaders
