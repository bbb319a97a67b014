"""The intake board: who may see it, what it says of each unit, and that it never reads a cell."""

import datetime as dt

import pytest
from cycles import DECEMBER, YEAR, cast, holder, put, region
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.intake.keeping import keep
from drogowskaz.assessments.enums import Intake
from drogowskaz.assessments.models import Assessment, Cycle, LocalDate
from drogowskaz.assessments.queries.intake.board import Asked, board
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

ADDRESS = f"/en/wojewodztwo/99/formularze/{YEAR}/"
SUMMER = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)


def opened(units: int = 2) -> Unit:
    top = region(units=units)
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    return top


def rops(top: Unit) -> Client:
    return signed_in(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))


def signed_in(person: User | None) -> Client:
    client = Client()
    assert person is not None
    client.force_login(person)
    return client


def text(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def line(top: Unit, code: str, at: dt.datetime = DECEMBER) -> object:
    found = board(top, YEAR, Asked(), at, "en")
    return next(one for one in found.lines if one.unit.code == code)


def test_a_unit_without_a_cycle_is_not_opened_and_one_with_a_form_is_being_filled_in() -> None:
    top = region()
    assert {one.state for one in board(top, YEAR, Asked(), DECEMBER, "en").lines} == {Intake.UNOPENED}
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    found = board(top, YEAR, Asked(), DECEMBER, "en")
    assert (found.units, [(state, units) for state, _word, units in found.counts]) == (4, [("work", 4)])


def test_the_powiat_stands_before_its_gminas_and_they_in_polish_order() -> None:
    top = opened()
    first, second = board(top, YEAR, Asked(), DECEMBER, "en").groups
    assert {first.powiat.code, second.powiat.code} == {"9901", "9961"}
    inside = next(one for one in (first, second) if one.powiat.code == "9901")
    assert [one.unit.code for one in inside.lines] == ["9901", "9901012", "9901022"]


def test_a_form_is_late_once_its_day_has_passed_and_the_day_the_unit_chose_counts() -> None:
    top = opened()
    due = board(top, YEAR, Asked(), DECEMBER, "en").dues[0]
    assert due.day == dt.date(2027, 4, 30)
    assert due.how.startswith("30\xa0April\xa02027, in the year after the assessed one.")
    assert not board(top, YEAR, Asked(), DECEMBER, "en").late
    assert board(top, YEAR, Asked(), SUMMER, "en").late == 4
    cycle = Cycle.objects.get(unit__code="9901012")
    LocalDate.objects.create(cycle=cycle, key="rops", day=dt.date(2027, 6, 30), reason="Powódź")
    found = board(top, YEAR, Asked(state="late"), SUMMER, "en")
    assert (found.late, [one.unit.code for one in found.lines]) == (3, ["9961", "9901", "9901022"])
    assert "own day: 30 June 2027 (Powódź)" in text(rops(top))


def test_the_board_counts_what_is_filled_in_and_the_errors_without_a_value() -> None:
    top = opened()
    form = Assessment.objects.get(unit__code="9901012", year=YEAR)
    put(form, "population.total", 0, 7123)
    put(form, "population.women.total", 0, 9999)
    put(form, "population.men.total", 0, 12)
    keep(assessments=[form.pk], at=DECEMBER)
    page = text(rops(top))
    assert "7 123" not in page
    assert "9 999" not in page
    shown = line(top, "9901012")
    assert (shown.filled, shown.standing.filled, shown.errors > 0) == (0, 3, True)  # type: ignore[attr-defined]


def test_filters_by_state_powiat_and_words_and_unknown_ones_find_nothing() -> None:
    top = opened()
    client = rops(top)
    assert "Gmina 1" in text(client, f"{ADDRESS}?q=gmina+1")
    assert "Gmina 2" not in text(client, f"{ADDRESS}?q=gmina+1").split('id="results"')[1]
    for asked in ("stan=no-such", "powiat=0000", "q=zzz"):
        assert "No unit fits" in text(client, f"{ADDRESS}?{asked}")


def test_a_region_without_units_says_what_to_do() -> None:
    top = region()
    person = holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION)
    Unit.objects.filter(code__startswith="99").exclude(pk=top.pk).update(valid_to=dt.date(2026, 1, 1))
    assert "drogowskaz territory import" in text(signed_in(person))


@pytest.mark.parametrize(("who", "code"), [
    ("rops", 200), ("administrator", 200), ("editor", 403), ("approver", 403), ("outsider", 403),
])  # fmt: skip
@pytest.mark.parametrize("page", ["", "uwagi/", "zamrozone/", "przypomnienie/", "zrodla/", "9901012/porownania/"])
def test_only_the_regional_centre_and_administrators_see_the_desk(who: str, code: int, page: str) -> None:
    top = opened()
    client = signed_in(cast(Unit.objects.get(code="9901012"), top)[who])
    response = client.get(ADDRESS + page)
    if page.endswith("porownania/") and code == 200:
        code = 403  # Nobody sent or showed this form.
    assert response.status_code == code
    if code == 403:
        assert "<h1>This desk is not yours</h1>" in response.content.decode()


def test_a_visitor_is_sent_to_sign_in_and_a_module_is_told() -> None:
    opened()
    assert "/konto/wejscie/" in Client().get(ADDRESS)["Location"]
    told = Client().get(f"{ADDRESS}stan.json")
    assert (told.status_code, told.json()["sentence"]) == (401, "Sign in again to see further changes.")


def test_the_centre_of_another_voivodeship_does_not_see_this_one() -> None:
    opened()
    other = region("97")
    assert signed_in(holder(Role.ROPS_REVIEWER, other, reach=Reach.REGION)).get(ADDRESS).status_code == 403


def test_what_is_no_voivodeship_or_no_year_is_not_there() -> None:
    client = rops(opened())
    for address in ("/en/wojewodztwo/9901/formularze/2026/", "/en/wojewodztwo/99/formularze/1900/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("units", [1, 3])
def test_the_board_takes_as_many_queries_for_one_unit_as_for_three(
    units: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = rops(opened(units))
    client.get(ADDRESS)
    with django_assert_num_queries(9):
        client.get(ADDRESS)


def test_the_answer_for_the_module_is_not_sent_again_until_something_changed() -> None:
    top = opened()
    client = rops(top)
    first = client.get(f"{ADDRESS}stan.json")
    assert first.json()["units"]["9901012"]["state"] == "work"
    again = client.get(f"{ADDRESS}stan.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    form = Assessment.objects.get(unit__code="9901012", year=YEAR)
    put(form, "population.total", 0, 7123)
    keep(assessments=[form.pk], at=DECEMBER)
    later = client.get(f"{ADDRESS}stan.json", headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert "7123" not in later.content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_board_is_given_as_a_file(ending: str) -> None:
    client = rops(opened())
    response = client.get(f"{ADDRESS}tablica.{ending}?q=gmina+1")
    assert response["Content-Disposition"] == f'attachment; filename="formularze-99-{YEAR}.{ending}"'
    content = response.content
    if ending == "csv":
        assert content.decode("utf-8-sig").splitlines()[1].startswith("9901012,gmina Gmina 1,being filled in,")
        assert len(content.decode().splitlines()) == 2
    else:
        assert content[:2] == b"PK"
    assert client.get(f"{ADDRESS}tablica.exe").status_code == 404
