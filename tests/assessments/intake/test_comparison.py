"""One form beside its past, units like it, a second source and, of a powiat, its gminas; a click makes a question."""

from math import log

import pytest
from cycles import DECEMBER, YEAR, filled, holder, put, region
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from signatures import ready

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.intake.sources import load_source
from drogowskaz.assessments.models import Assessment, Objection, Submission
from drogowskaz.assessments.queries.intake.changes import change, stands_out
from drogowskaz.assessments.queries.intake.comparison import Comparison, Shown, compare, ground
from drogowskaz.assessments.queries.intake.received import received
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db


def forms(units: int = 6) -> Unit:
    """A region whose gminas show their drafts: alike in size, each with a number that grew a little."""
    top = region(units=units)
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    for place in range(1, units + 1):
        form = form_of(f"99010{place}2")
        put(form, "population.total", 0, 5000 + place)
        put(form, "population.total", -1, 5000)
        show(form)
    return top


def form_of(code: str) -> Assessment:
    return Assessment.objects.select_related("unit").get(unit__code=code, year=YEAR)


def show(form: Assessment) -> None:
    Submission.objects.update_or_create(assessment=form, defaults={"shared": True, "changed_at": DECEMBER})


def compared(code: str = "9901012", chapter: str = "2") -> Comparison:
    on = ground(form_of(code), "en")
    assert on is not None
    return compare(on, chapter)


def row(found: Comparison, key: str) -> Shown:
    return next(one for one in found.rows if one.row.key == key)


def rops(top: Unit) -> Client:
    client = Client()
    client.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    return client


@pytest.mark.parametrize(("own", "group", "far"), [
    (log(4), [0.0, 0.01, 0.02, -0.01, 0.03], True),
    (0.03, [0.0, 0.01, 0.02, -0.01, 0.03], False),
    (log(4), [0.0, 0.01, 0.02, -0.01], False),
    (log(4), [0.0, None, 0.02, None, 0.03], False),
    (log(2), [-1.0, -0.5, 0.0, 0.5, 1.0], False),
    (0.1, [0.0, 0.0, 0.0, 0.0, 0.0], False),
    (None, [0.0] * 9, False),
])  # fmt: skip
def test_a_change_stands_out_by_the_spread_of_its_group(
    own: float | None, group: list[float | None], far: bool
) -> None:
    assert stands_out(own, group) is far


@pytest.mark.parametrize(("before", "now"), [(None, 20), (20, None), (9, 900), (900, 9), (0, 50)])
def test_of_missing_and_small_numbers_no_change_is_told(before: int | None, now: int | None) -> None:
    assert change(before, now) is None


def test_the_form_stands_beside_last_year_and_units_of_its_powiat() -> None:
    forms()
    found = row(compared(), "population.total")
    assert (found.before, found.now) == ("5\xa0000", "5\xa0001")
    spread = found.spread
    assert spread is not None
    assert (spread.units, spread.least, spread.middle, spread.greatest) == (5, "5\xa0002", "5\xa0004", "5\xa0006")
    assert "of its powiat" in compared().group
    assert not found.question


def test_a_change_unlike_the_others_is_a_question() -> None:
    forms()
    form = form_of("9901012")
    form.cells.filter(row="population.total", offset=-1).update(number=1500)
    found = row(compared(), "population.total")
    assert "In units like this one the change was different" in found.question
    assert found.remarkable


def test_units_of_another_size_and_forms_that_may_not_be_read_are_no_neighbours() -> None:
    forms()
    form_of("9901022").cells.filter(row="population.total").update(number=50_000)
    Submission.objects.filter(assessment=form_of("9901032")).update(shared=False)
    assert compared().units == 3
    assert row(compared(), "population.total").spread is None


def test_of_a_draft_nobody_sent_or_showed_nothing_is_compared() -> None:
    forms()
    Submission.objects.update(shared=False)
    assert ground(form_of("9901012"), "en") is None
    assert received([form_of("9901012")]) == []


def test_a_powiat_stands_beside_the_sum_of_its_gminas_and_the_missing_are_named() -> None:
    forms(units=2)
    powiat = form_of("9901")
    put(powiat, "population.total", 0, 10_003)
    show(powiat)
    found = row(compared("9901"), "population.total")
    assert found.gminas is not None
    assert (found.total, found.gminas.reported, found.differs) == ("10\xa0003", 2, False)
    Submission.objects.filter(assessment=form_of("9901022")).update(shared=False)
    found = row(compared("9901"), "population.total")
    assert found.gminas is not None
    assert ([one.code for one in found.gminas.missing], found.differs) == (["9901022"], False)
    show(form_of("9901022"))
    powiat.cells.update(number=9)
    assert row(compared("9901"), "population.total").differs


def test_a_second_source_that_differs_is_told_with_its_title() -> None:
    top = forms()
    load_source(
        region=top, year=YEAR, title="Tabela GUS", publisher="GUS", url="", published=YEAR, certainty="certain",
        content=f"code;row;column;value\n9901012;population.total;{YEAR};4999\n".encode(), name="a.csv", actor=None,
        at=DECEMBER,
    )  # fmt: skip
    (other,) = row(compared(), "population.total").others
    assert (other.source.title, other.text, other.same) == ("Tabela GUS", "4\xa0999", False)


@pytest.mark.parametrize("kind", ["zmiana", "grupa"])
def test_one_click_makes_it_a_question_to_the_cell(kind: str) -> None:
    top = forms()
    form_of("9901012").cells.filter(row="population.total", offset=-1).update(number=1500)
    address = f"/en/wojewodztwo/99/formularze/{YEAR}/9901012/porownania/"
    body = {"chapter": "2", "row": "population.total", "kind": kind}
    response = rops(top).post(address, body)
    assert (response.status_code, response["Location"]) == (302, f"{address}?rozdzial=2#population.total")
    made = Objection.objects.get()
    assert (made.row, made.offset, made.step) == ("population.total", 0, None)
    assert "5\xa0001" in made.text


def test_what_last_years_form_said_otherwise_is_a_question_to_last_years_column() -> None:
    top = forms()
    unit = Unit.objects.get(code="9901012")
    filled(unit, YEAR - 1, "ozps-gmina-2025", {"population.total": 4000}, status="draft")
    found = row(compared(), "population.total")
    assert (found.before, found.told_last) == ("5\xa0000", "4\xa0000")
    body = {"chapter": "2", "row": "population.total", "kind": "historia"}
    assert rops(top).post(f"/en/wojewodztwo/99/formularze/{YEAR}/9901012/porownania/", body).status_code == 302
    made = Objection.objects.get()
    assert made.offset == -1
    assert "last year's form said 4\xa0000" in made.text


def test_a_difference_to_a_second_source_and_to_the_gminas_is_a_question() -> None:
    top = forms(units=2)
    powiat = form_of("9901")
    put(powiat, "population.total", 0, 9000)
    show(powiat)
    load_source(
        region=top, year=YEAR, title="Tabela GUS", publisher="GUS", url="", published=YEAR, certainty="certain",
        content=f"code;row;column;value\n9901;population.total;{YEAR};9001\n".encode(), name="a.csv", actor=None,
        at=DECEMBER,
    )  # fmt: skip
    client, said = rops(top), []
    for kind in ("zrodlo", "gminy"):
        body = {"chapter": "2", "row": "population.total", "kind": kind}
        assert client.post(f"/en/wojewodztwo/99/formularze/{YEAR}/9901/porownania/", body).status_code == 302
        said.append(Objection.objects.get().text)
    assert "Tabela GUS (GUS) says 9\xa0001" in said[0]
    assert "the gminas in it together 10\xa0003" in said[1]


def test_a_number_within_the_middle_half_is_no_reason_to_ask() -> None:
    top = forms()
    address = f"/en/wojewodztwo/99/formularze/{YEAR}/9901042/porownania/"
    body = {"chapter": "2", "row": "population.total", "kind": "grupa"}
    assert rops(top).post(address, body).status_code == 400


@pytest.mark.parametrize("body", [
    {"chapter": "2", "row": "population.total", "kind": "gminy"}, {"chapter": "2", "row": "nie-ma", "kind": "zmiana"},
    {"chapter": "2", "row": "population.total", "kind": "nie-ma"}, {},
])  # fmt: skip
def test_a_question_there_is_not_is_misread(body: dict[str, str]) -> None:
    top = forms()
    address = f"/en/wojewodztwo/99/formularze/{YEAR}/9901012/porownania/"
    assert rops(top).post(address, body).status_code == 400
    assert not Objection.objects.exists()


def test_an_administrator_reads_and_does_not_ask() -> None:
    forms()
    person = User.objects.create_user("admin@example.org", name="Admin", is_staff=True)
    client = Client()
    client.force_login(person)
    address = f"/en/wojewodztwo/99/formularze/{YEAR}/9901012/porownania/"
    assert "Ask about it" not in client.get(address).content.decode()
    refused = client.post(address, {"chapter": "2", "row": "population.total", "kind": "grupa"})
    assert (refused.status_code, Objection.objects.count()) == (422, 0)


def test_a_form_of_another_region_and_an_unknown_chapter_and_row() -> None:
    top = forms()
    client = rops(top)
    here = f"/en/wojewodztwo/99/formularze/{YEAR}"
    assert client.get(f"{here}/9701012/porownania/").status_code == 404
    assert client.get(f"{here}/9901012/porownania/?rozdzial=77&wiersz=nie-ma").status_code == 200
    said = client.get(f"{here}/9901012/porownania/?wiersz=population.total").content.decode()
    assert '<figure class="strip"' in said


def test_what_was_sent_is_compared_not_what_is_being_corrected() -> None:
    made = ready()
    made.sign_and_send()
    Submission.objects.update(state="returned")
    made.put("population.total", 4)
    on = ground(made.again(), "pl")
    assert on is not None
    assert on.sheet.value("population.total", 0).number != 4


@pytest.mark.parametrize("units", [5, 7])
def test_the_page_takes_as_many_queries_whatever_the_number_of_units(
    units: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    top = forms(units)
    client = rops(top)
    address = f"/en/wojewodztwo/99/formularze/{YEAR}/9901012/porownania/"
    client.get(address)
    with django_assert_num_queries(25):
        client.get(address)
