"""From any published number: who supplied it, how, when, instead of what."""

import pytest
from assessments.offers.given import offered, open_form, settle
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries
from signatures import APRIL, HOUR, Signed, ready

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.offers import change_shown, withdraw_offer
from drogowskaz.assessments.actions.submission import correct
from drogowskaz.assessments.actions.verification import accept_form
from drogowskaz.assessments.enums import Ruling, Shown
from drogowskaz.assessments.models import Offer, Source
from drogowskaz.engine.sheets import CellKey

pytestmark = pytest.mark.django_db
OSP, CARITAS, KGW = "OSP Łęg", "Caritas", "KGW Zakręcone"
LONG: CellKey = ("labour.unemployed.longterm", 0)
CHAPTER = "/en/jednostka/1419053/ocena/2014/rozdzial/2/"
CELL = f"/en/jednostka/1419053/ocena/2014/komorka/{LONG[0]}/2014/"


def decide(made: Signed, ruling: Ruling, *taken: Offer, cell: CellKey = LONG, **said: object) -> None:
    settle(made.again(), made.editor, ruling, *taken, cell=cell, **{"at": APRIL, **said})


def give(made: Signed, number: int, who: str = KGW, **told: object) -> Offer:
    return offered(made.form, number, who, **{"cell": LONG, **told})


def publish(made: Signed) -> None:
    made.sign_and_send()
    accept_form(assessment=made.again(), version=made.form.packages.count(), actor=made.rops, at=APRIL)
    actions.publish(assessment=made.again(), actor=made.approver, at=APRIL)


def supply(client: Client, page: str = CELL) -> str:
    """What the page says of the supply, without tags; nothing where it says nothing."""
    body = client.get(page).content.decode()
    part = body.partition('id="supply"')[2].partition("</div>")[0]
    return " ".join(strip_tags(part.partition(">")[2]).split())


def test_a_number_that_nobody_supplied_says_nothing_of_organisations(client: Client) -> None:
    publish(ready())
    assert supply(client) == ""
    assert "from organisations" not in client.get(CHAPTER).content.decode()


def test_everyone_reads_who_supplied_a_number_and_instead_of_what(client: Client) -> None:
    made = ready()
    two = [give(made, 200), give(made, 79, OSP)]
    give(made, 30, CARITAS)
    decide(made, Ruling.PART, *two, reason="Caritas liczy tych samych ludzi.")
    publish(made)
    told = supply(client)
    assert told.startswith("The sum of what some of the organisations gave. KGW Zakręcone: 200 ")
    assert "OSP Łęg: 79 " in told
    assert "Known too, but not put in: Caritas: 30 " in told
    assert "Caritas liczy tych samych ludzi." in told
    assert "Decided on 20 April 2026, " in told
    assert "from organisations" in client.get(CHAPTER).content.decode()


def test_who_is_told_only_in_sums_is_neither_named_nor_subtracted_out(client: Client) -> None:
    made = ready()
    three = [give(made, 200), give(made, 79, OSP), give(made, 30, CARITAS, shown=Shown.TOTAL)]
    decide(made, Ruling.SUM, *three)
    publish(made)
    told = supply(client)
    assert "KGW Zakręcone: 200 " in told
    assert "OSP Łęg " in told
    assert "79" not in told
    assert "30" not in told
    assert "Caritas" not in told
    assert "1 organisation that is not named" in told


@pytest.mark.parametrize("shown", [Shown.TOTAL, Shown.UNIT], ids=lambda one: one.value)
def test_a_single_value_that_may_not_be_told_with_its_name_is_not_told(client: Client, shown: Shown) -> None:
    made = ready()
    decide(made, Ruling.ONE, give(made, 200, shown=shown))
    publish(made)
    assert supply(client) == ""
    assert "from organisations" not in client.get(CHAPTER).content.decode()


def test_what_is_told_only_to_the_office_is_not_told_among_the_others(client: Client) -> None:
    made = ready()
    one = give(made, 200)
    give(made, 30, CARITAS, shown=Shown.UNIT)
    decide(made, Ruling.ONE, one, reason="Caritas liczy sąsiednią gminę.")
    publish(made)
    told = supply(client)
    assert "Caritas" not in told
    assert "30" not in told
    assert "Not everything is told here" in told


def test_another_figure_than_organisations_gave(client: Client) -> None:
    made = ready()
    give(made, 30, CARITAS)
    decide(made, Ruling.OTHER, figure="280", reason="Z rejestru urzędu pracy.")
    publish(made)
    told = supply(client)
    assert told.startswith("The office put in a figure of its own, other than organisations gave.")
    assert "What organisations gave: Caritas: 30 " in told


def test_a_figure_that_was_kept_says_what_organisations_gave(client: Client) -> None:
    made = ready()
    give(made, 30, CARITAS)
    decide(made, Ruling.NONE, reason="Caritas liczy sąsiednią gminę.")
    publish(made)
    assert supply(client).startswith("The office kept its own figure; organisations gave other ones.")


def test_what_waits_is_told_to_nobody(client: Client) -> None:
    made = ready()
    give(made, 30, CARITAS)
    publish(made)
    assert supply(client) == ""


def test_what_is_decided_after_the_signature_is_told_with_the_next_version(client: Client) -> None:
    made = ready()
    decide(made, Ruling.ONE, give(made, 200))
    publish(made)
    signed = supply(client)
    correct(assessment=made.again(), reason="Pomyłka.", actor=made.approver, at=APRIL + HOUR)
    withdraw_offer(offer=Offer.objects.get(), reason="Pomyłka.", actor=None, at=APRIL + HOUR)
    later = give(made, 55, OSP)
    Offer.objects.filter(pk=later.pk).update(at=APRIL + HOUR)
    decide(made, Ruling.ONE, later, at=APRIL + HOUR)
    assert supply(client) == signed
    assert "from organisations" in client.get(CHAPTER).content.decode()


def test_who_takes_back_the_consent_to_be_named_is_not_named_at_once(client: Client) -> None:
    made = ready()
    one = give(made, 200)
    decide(made, Ruling.ONE, one)
    publish(made)
    change_shown(offers=[one], shown=Shown.UNIT, at=APRIL)
    assert supply(client) == ""


def test_names_of_suppliers_are_shown_as_text(client: Client) -> None:
    made = ready()
    decide(made, Ruling.ONE, give(made, 200, "<b>KGW</b>"))
    publish(made)
    assert "<b>KGW" not in client.get(CELL).content.decode()


def test_of_a_hidden_number_nothing_is_told(client: Client) -> None:
    """Few people receive something, so their number is hidden, and so is whose number it is."""
    few: CellKey = ("delegated.spec_care.persons", 0)
    form = open_form(year=2025, source=Source.objects.create(title="Załączniki"))
    for cell, number in ((few, 3), (("population.total", 0), 8000)):
        settle(form, None, Ruling.ONE, offered(form, number, cell=cell), cell=cell)
    actions.publish(assessment=form, actor=None, at=APRIL)
    at = "/en/jednostka/1419053/ocena/2025/komorka/"
    assert supply(client, f"{at}{few[0]}/2025/") == ""
    assert supply(client, f"{at}population.total/2025/").startswith("Given by an organisation. KGW Zakręcone: 8 000")
    hidden = client.get("/en/jednostka/1419053/ocena/2025/rozdzial/3.1/").content.decode()
    assert "from organisations" not in hidden


def test_of_a_sum_of_people_small_parts_are_told_only_together(client: Client) -> None:
    people: CellKey = ("delegated.spec_care.persons", 0)
    form = open_form(year=2025, source=Source.objects.create(title="Załączniki"))
    parts = [offered(form, number, who, cell=people) for number, who in ((12, KGW), (3, OSP), (25, CARITAS))]
    settle(form, None, Ruling.SUM, *parts, cell=people)
    actions.publish(assessment=form, actor=None, at=APRIL)
    told = supply(client, f"/en/jednostka/1419053/ocena/2025/komorka/{people[0]}/2025/")
    assert "Caritas: 25 " in told
    assert "KGW Zakręcone " in told
    assert ": 12" not in told
    assert ": 3 " not in told


@pytest.mark.parametrize("supplied", [1, 3])
def test_three_supplied_numbers_take_as_many_queries_as_one(
    client: Client, supplied: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    form = open_form(year=2025, source=Source.objects.create(title="Załączniki"))
    page = "/en/jednostka/1419053/ocena/2025/"
    cells: list[CellKey] = [("population.total", offset) for offset in range(supplied)]
    for cell in cells:
        parts = [offered(form, 4000, who, cell=cell) for who in (KGW, OSP, CARITAS)[:supplied]]
        settle(form, None, Ruling.SUM, *parts, cell=cell)
    actions.publish(assessment=form, actor=None, at=APRIL)
    with django_assert_num_queries(9):
        client.get(f"{page}rozdzial/2/")
    with django_assert_num_queries(10):
        client.get(f"{page}komorka/population.total/2025/")
