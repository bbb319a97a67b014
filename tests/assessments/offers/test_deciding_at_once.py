"""Two people decide on one cell at once: one wins, the other sees what happened."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from assessments.offers.given import clerk, fates, offered, open_form, settle, standing
from django.db import connection
from people import NOON
from races import several_writers

from drogowskaz.assessments.enums import Ruling
from drogowskaz.assessments.models import Decision
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import User


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_written_and_the_other_told() -> None:
    """On SQLite the two come one after another: in memory it has one writer at a time."""
    form = open_form()
    people = [clerk(form, f"{name} Osoba", valid_from=NOON.date()) for name in ("Pierwsza", "Druga")]
    first, second = offered(form, 12), offered(form, 20, "OSP Łęg")
    start = threading.Barrier(2)

    def press(person: User, wait: bool) -> str:
        if wait:
            start.wait()
        try:
            taken = first if person == people[0] else second
            settle(form, person, Ruling.ONE, taken, reason="Ci sami ludzie.", seen=0, decided=0)
        except Refused as refused:
            return refused.refusals[0].sentence("en")
        finally:
            if wait:
                connection.close()
        return "written"

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(2) as pool:
            said = [one.result() for one in [pool.submit(press, person, True) for person in people]]
    else:
        said = [press(person, False) for person in people]
    winner = people[said.index("written")]
    (told,) = (one for one in said if one != "written")
    assert told.startswith(f"Meanwhile {winner.name} has decided on this cell: one of the offered values.")
    assert (Decision.objects.count(), standing(form)) == (
        1,
        (12, "KGW Zakręcone", 1) if winner == people[0] else (20, "OSP Łęg", 1),
    )
    assert sorted(fate for _who, fate, _why in fates()) == ["considered", "taken"]


@pytest.mark.django_db(transaction=True)
@several_writers
def test_a_value_offered_while_a_sum_is_decided_is_in_it_or_waits() -> None:
    form = open_form()
    person = clerk(form, valid_from=NOON.date())
    two = [offered(form, 12), offered(form, 20, "OSP Łęg")]
    start = threading.Barrier(2)

    def decide() -> bool:
        start.wait()
        try:
            settle(form, person, Ruling.SUM, *two, seen=0)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    def offer() -> None:
        start.wait()
        try:
            offered(form, 25, "KGW Zakręcone")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(decide), pool.submit(offer)]
        written = asked[0].result()
        asked[1].result()
    expected = ["summed", "summed", "waiting"] if written else ["waiting"] * 3
    assert sorted(fate for _who, fate, _why in fates()) == expected
    assert standing(form) == ((32, "KGW Zakręcone, OSP Łęg", 1) if written else None)
