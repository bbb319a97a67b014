"""Two people of the office decide on the same answer in the same moment: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from participation.review.handed_in import (
    NUMBER,
    cycle,
    decide,
    decision,
    handed_in,
    item_of,
    organisation,
    reasons,
    value_in,
    worker,
)
from races import several_writers

from drogowskaz.assessments.models import Decision
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.models import Annexe


@pytest.mark.django_db(transaction=True)
@several_writers
def test_of_two_at_once_one_wins_and_the_other_is_told() -> None:
    year = cycle()
    annexe = handed_in(year, organisation("KGW Zmyślone", year.unit), number=3)
    people = [worker(year.unit), worker(year.unit, Role.APPROVER)]
    read = decision(item_of(annexe, NUMBER))
    start = Barrier(2)

    def act(person: User) -> list[str]:
        try:
            mine = Annexe.objects.select_related("cycle__unit", "cycle__assessment", "organisation").get(pk=annexe.pk)
            start.wait(10)
            decide(mine, read, actor=person)
        except Refused as refused:
            return reasons(refused)
        finally:
            connections.close_all()
        return []

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(act, people), key=len)
    assert told == [
        [],
        ["“Number of contracts in the assessed year” is already: accepted. Nothing was changed."],
    ]
    assert (value_in(year.assessment), Decision.objects.count()) == (3, 1)
