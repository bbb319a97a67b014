"""What whoever supplied a value is told of it."""

import pytest
from assessments.offers.given import FEW, PEOPLE, clerk, offered, open_form, settle
from django.db import connection
from django.test.utils import CaptureQueriesContext
from people import NOON

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.actions.offers import withdraw_offer
from drogowskaz.assessments.enums import Ruling, Shown
from drogowskaz.assessments.models import Assessment, Offer
from drogowskaz.assessments.queries.offers.fates import told_fate, told_fates
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
OSP, CARITAS = "OSP Łęg", "Caritas"


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def editor(form: Assessment) -> User:
    return clerk(form, valid_from=NOON.date())


def told(offer: Offer) -> str:
    return told_fate(Offer.objects.get(pk=offer.pk), "en")


def test_before_a_decision_it_waits(form: Assessment) -> None:
    assert told(offered(form, 12)) == "The office has not decided yet."


def test_a_value_taken_alone(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.ONE, one)
    assert told(one) == "Taken into the form: 12."


def test_a_part_of_a_sum_is_told_with_the_others_who_let_themselves_be_named(form: Assessment, editor: User) -> None:
    three = [offered(form, 12), offered(form, 20, OSP), offered(form, 25, CARITAS, shown=Shown.TOTAL)]
    settle(form, editor, Ruling.SUM, *three)
    assert told(three[0]) == "Taken into the form as part of the sum 57 (with: OSP Łęg, 1 organisation)."


def test_a_sum_that_tells_of_few_people_is_not_told(form: Assessment, editor: User) -> None:
    two = [offered(form, 12, cell=FEW), offered(form, 3, OSP, cell=FEW)]
    settle(form, editor, Ruling.SUM, *two, cell=FEW)
    assert told(two[0]) == (
        "Taken into the form as part of a sum (with: OSP Łęg). The sum is not told here: it would tell of few people."
    )
    assert told(two[1]) == "Taken into the form as part of the sum 15 (with: KGW Zakręcone)."


def test_another_figure_is_told_with_its_reason(form: Assessment, editor: User) -> None:
    one, few = offered(form, 12), offered(form, 12, cell=FEW)
    settle(form, editor, Ruling.OTHER, figure="4", reason="Z rejestru")
    settle(form, editor, Ruling.OTHER, figure="4", reason="Z rejestru", cell=FEW)
    known = "The office knows it, and another figure stands in the form"
    assert told(one) == f"{known}: 4. Reason: Z rejestru."
    assert told(few) == f"{known}. Reason: Z rejestru."


def test_what_was_not_used_has_its_reason(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.NONE, reason="Nie ta gmina!")
    assert told(one) == "Not used. Reason: Nie ta gmina!"


def test_what_was_written_over_since_is_said(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.ONE, one)
    save_cells(assessment=form, saves=[Save(*PEOPLE, "15", 1)], actor=editor, at=NOON)
    assert told(one) == "Taken into the form: 12. Since then the office has put another value in its place."


def test_what_was_taken_back_says_whether_the_form_still_holds_it(form: Assessment, editor: User) -> None:
    before, one = offered(form, 1, cell=FEW), offered(form, 12)
    settle(form, editor, Ruling.ONE, one)
    for offer in (before, one):
        withdraw_offer(offer=offer, reason="Pomyłka.", actor=None, at=NOON)
    assert told(before) == "Taken back. Reason: Pomyłka."
    assert told(one) == "Taken back. Reason: Pomyłka. The form keeps the number until the office decides again."
    settle(form, editor, Ruling.OTHER, figure="9", reason="Z rejestru.")
    assert told(one) == "Taken back. Reason: Pomyłka."


def asked(offers: list[Offer]) -> int:
    fresh = list(Offer.objects.filter(pk__in=[one.pk for one in offers]))
    with CaptureQueriesContext(connection) as queries:
        assert len(told_fates(fresh, "en")) == len(offers)
    return len(queries)


def test_three_are_told_in_as_many_queries_as_one(form: Assessment, editor: User) -> None:
    three = [offered(form, 12), offered(form, 20, OSP), offered(form, 25, CARITAS)]
    settle(form, editor, Ruling.SUM, *three)
    assert asked(three) == asked(three[:1]) == 4
