"""Opening the cycles of a voivodeship in one action, and the page on which they are followed."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cycles import DECEMBER, NOVEMBER, YEAR, cast, filled, gmina, holder, opened, put, region
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from races import several_writers

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.campaigns import Opened
from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Assessment, Campaign, Cycle, CycleEvent
from drogowskaz.assessments.queries.campaigns import Asked, region_cycles, units_of
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.actions import import_register
from drogowskaz.territory.formats.terc import read_register
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

ADDRESS = f"/en/wojewodztwo/99/cykle/{YEAR}/"


def opening(top: Unit, *, year: int = YEAR, at: dt.datetime = DECEMBER) -> Opened:
    return actions.open_campaign(region=top, year=year, actor=None, at=at)


def signed_in(person: User | None) -> Client:
    client = Client()
    assert person is not None
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_one_powiat_can_be_opened_alone_and_the_rest_later() -> None:
    top = region()
    powiat = Unit.objects.get(code="9901")
    client = signed_in(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    assert "Only powiat wymyślony: open the cycles of 3 units" in text(
        client, "/en/wojewodztwo/99/cykle/2025/?powiat=9901"
    )
    assert client.post("/en/wojewodztwo/99/cykle/2025/", {"move": "open", "powiat": "9901"}).status_code == 302
    assert sorted(Cycle.objects.values_list("unit__code", flat=True)) == ["9901", "9901012", "9901022"]
    done = actions.open_campaign(region=top, year=2025, within=powiat, actor=None, at=DECEMBER)
    assert (done.made, done.there) == (0, 3)
    assert opening(top, year=2025).made == 1


def test_a_powiat_of_another_voivodeship_is_not_opened() -> None:
    top = region()
    client = signed_in(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    assert client.post("/en/wojewodztwo/99/cykle/2025/", {"move": "open", "powiat": "1401"}).status_code == 400
    assert not Cycle.objects.exists()


def test_every_gmina_powiat_and_city_gets_a_cycle_and_the_voivodeship_and_the_citys_gmina_none() -> None:
    done = opening(region())
    assert (done.made, done.there, done.left) == (4, 0, 0)
    assert sorted(Cycle.objects.values_list("unit__code", flat=True)) == ["9901", "9901012", "9901022", "9961"]
    editions = dict(Cycle.objects.values_list("unit__code", "edition"))
    assert editions == {
        "9901": "ozps-powiat-2025",
        "9961": "ozps-city-2025",
        "9901012": "ozps-gmina-2025",
        "9901022": "ozps-gmina-2025",
    }


def test_each_cycle_is_open_with_its_own_draft_and_its_first_event() -> None:
    done = opening(region())
    for cycle in Cycle.objects.select_related("assessment"):
        assert cycle.assessment is not None
        assert (cycle.state, cycle.provisional, cycle.campaign_id) == (CycleState.OPEN, True, done.campaign.pk)
        assert (cycle.assessment.unit_id, cycle.assessment.edition) == (cycle.unit_id, cycle.edition)
        (event,) = cycle.events.all()
        assert (event.kind, event.details["campaign"]) == (Event.OPENED, True)
    assert Entry.objects.get().details == {"cycles": 4}


def test_a_second_click_adds_nothing_and_a_new_unit_of_the_register_is_added() -> None:
    top = region()
    opening(top)
    again = opening(top, at=DECEMBER + dt.timedelta(hours=1))
    assert (again.made, again.there, Campaign.objects.count(), Entry.objects.count()) == (0, 4, 1, 1)
    gmina("9901032", "Nowa", Unit.objects.get(code="9901"))
    assert opening(top).made == 1
    assert CycleEvent.objects.filter(kind=Event.OPENED).count() == Cycle.objects.count() == 5


def test_cycles_and_drafts_that_are_there_stay_as_they_are() -> None:
    top = region()
    own = opened(Unit.objects.get(code="9901012"), year=2025)
    draft = filled(Unit.objects.get(code="9901022"), 2025, "ozps-gmina-2014", {"hospices": 1}, status="draft")
    done = opening(top, year=2025)
    assert (done.made, done.there) == (3, 1)
    assert Cycle.objects.get(pk=own.pk).campaign is None
    taken = Cycle.objects.get(unit__code="9901022")
    assert (taken.assessment, taken.edition, taken.provisional) == (draft, "ozps-gmina-2014", True)


def test_a_unit_with_a_published_assessment_is_left_out_and_counted() -> None:
    top = region()
    filled(Unit.objects.get(code="9901012"), 2025, "ozps-gmina-2025", {"hospices": 1})
    done = opening(top, year=2025)
    assert (done.made, done.left) == (3, 1)


@pytest.mark.parametrize(("year", "at", "sentence"), [
    (YEAR, NOVEMBER, "The official form for 2026 is not installed, and the provisional one opens on 01.12.2026. "
     "An earlier day can be set in the calendar of the cycle, with a reason."),
    (2012, DECEMBER, "No form for"),
])  # fmt: skip
def test_too_early_or_without_any_form_nothing_is_opened(year: int, at: dt.datetime, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        opening(region(), year=year, at=at)
    assert str(refused.value).startswith(sentence)
    assert (Campaign.objects.count(), Assessment.objects.count()) == (0, 0)


def test_levels_without_a_form_of_that_time_wait_while_the_others_begin() -> None:
    done = opening(region(), year=2015)
    assert (done.made, done.left) == (2, 2)


def test_a_voivodeship_without_units_is_told_to_import_the_register() -> None:
    top = region()
    Unit.objects.exclude(pk=top.pk).exclude(code="9961").exclude(parent__code="9961").filter(code__gt="9901").delete()
    Unit.objects.filter(code="9961011").delete()
    Unit.objects.filter(code__in=["9961", "9901"]).delete()
    with pytest.raises(Refused) as refused:
        opening(top)
    assert str(refused.value) == "The register has no units of this voivodeship. Import the register first."


@pytest.mark.parametrize(("who", "may"), [
    ("rops", True), ("administrator", True), ("operator", True), ("editor", False), ("approver", False),
    ("animator", False), ("outsider", False),
])  # fmt: skip
def test_only_the_regional_centre_and_administrators_open_a_region(who: str, may: bool) -> None:
    top = region()
    person = cast(Unit.objects.get(code="9901012"), top)[who]
    if may:
        assert actions.open_campaign(region=top, year=YEAR, actor=person, at=DECEMBER).made == 4
        return
    with pytest.raises(Refused):
        actions.open_campaign(region=top, year=YEAR, actor=person, at=DECEMBER)
    assert not Cycle.objects.exists()


def test_the_regional_centre_of_another_voivodeship_and_an_ended_one_may_not() -> None:
    top, other = region(), region("97")
    stranger = holder(Role.ROPS_REVIEWER, other, reach=Reach.REGION)
    with pytest.raises(Refused):
        actions.open_campaign(region=top, year=YEAR, actor=stranger, at=DECEMBER)
    stranger.is_active = False
    with pytest.raises(Refused):
        actions.open_campaign(region=other, year=YEAR, actor=stranger, at=DECEMBER)


@pytest.mark.parametrize("units", [1, 3])
def test_opening_and_the_page_cost_the_same_with_one_gmina_and_with_three(
    client: Client, units: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    top = region(units=units)
    with django_assert_num_queries(OPENING_QUERIES):
        opening(top)
    with django_assert_num_queries(PAGE_QUERIES):
        html = text(client, ADDRESS)
    assert html.count("gmina Gmina") == units


OPENING_QUERIES = 15
"""Savepoints and inserts around: units, campaign and its lock, cycles there, drafts, cycles, events, the trace."""
PAGE_QUERIES = 4
"""The voivodeship, its campaign, the cycles with their filled cells, the units."""


def test_the_page_counts_states_and_says_where_data_have_been_entered(client: Client) -> None:
    top = region()
    opening(top)
    cycle = Cycle.objects.select_related("assessment", "unit").get(unit__code="9901012")
    assert cycle.assessment is not None
    put(cycle.assessment, "hospices", 0, 2)
    put(cycle.assessment, "hospices", -1, 2)
    actions.suspend_cycle(cycle=cycle, reason="Powódź.", actor=None, at=DECEMBER)
    html = text(client, ADDRESS)
    assert "4 of 4 units have a cycle; in 1 of them data of the assessed year have been entered." in html
    assert "data are being gathered: 3" in html
    assert "work suspended: 1" in html
    assert "1 cell of the year filled" in html


def test_the_list_is_filtered_by_powiat_state_and_words() -> None:
    top = region()
    opening(top)
    gmina("9901032", "Źdźbło", Unit.objects.get(code="9901"))

    def codes(**asked: str) -> list[str]:
        found = region_cycles(top, YEAR, Asked(**asked))
        return [line.unit.code for group in found.groups for line in group.lines]

    assert codes(powiat="9961") == ["9961"]
    assert codes(words="zdz") == ["9901032"]
    assert codes(words="gmin 2") == ["9901022"] or codes(words="gmina 2")[:1] == ["9901022"]
    assert codes(state="none") == ["9901032"]
    assert codes(state="open", powiat="9901", words="powiat") == ["9901"]
    assert codes(state="closed") == []


def test_an_empty_choice_says_what_to_do(client: Client) -> None:
    opening(region())
    assert "No unit fits." in text(client, ADDRESS + "?q=nigdzie")


def test_typing_gets_the_list_only(client: Client) -> None:
    opening(region())
    html = client.get(ADDRESS + "?q=gmina", headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith('<section id="results"')


def test_the_button_stands_for_the_regional_centre_and_works() -> None:
    top = region()
    people = cast(Unit.objects.get(code="9901012"), top)
    year = 2025
    address = ADDRESS.replace(str(YEAR), str(year))
    rops = signed_in(people["rops"])
    assert "Open the cycles of 4 units" in text(rops, address)
    assert rops.post(address, {"move": "open"}).status_code == 302
    assert rops.post(address, {"move": "open"}).status_code == 302
    assert Cycle.objects.count() == 4
    assert "Open the cycle" not in text(rops, address)


def test_outsiders_see_the_list_without_the_button_and_are_refused() -> None:
    top = region()
    people = cast(Unit.objects.get(code="9901012"), top)
    for who in ("outsider", "editor"):
        client = signed_in(people[who])
        assert "Open the cycles" not in text(client, ADDRESS)
        response = client.post(ADDRESS, {"move": "open"})
        assert response.status_code == 422
        assert "Only the regional centre (ROPS) of wymyślone voivodeship" in response.content.decode()
    assert Client().post(ADDRESS, {"move": "open"}).status_code == 403
    assert signed_in(people["administrator"]).post(ADDRESS, {"move": "burn"}).status_code == 400
    assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    "address", ["/wojewodztwo/98/cykle/2026/", "/wojewodztwo/9901/cykle/2026/", "/wojewodztwo/99/cykle/1990/"]
)
def test_addresses_that_are_no_voivodeship_or_no_year_lead_nowhere(client: Client, address: str) -> None:
    region()
    assert client.get(address).status_code == 404


def test_the_whole_of_lubelskie_opens_with_233_cycles(shared: Path) -> None:
    import_register(register=read_register(shared / "teryt_terc.csv"), at=DECEMBER)
    top = Unit.objects.current().get(code="06")
    assert units_of(top).count() == 233
    assert opening(top).made == 233
    levels = {length: Cycle.objects.filter(unit__code__regex=f"^.{{{length}}}$").count() for length in (4, 7)}
    assert levels == {4: 24, 7: 209}
    assert opening(top).made == 0
    assert region_cycles(top, YEAR, Asked()).found == 233


def letters() -> list[tuple[str, str]]:
    return sorted((one.address, one.event) for one in Message.objects.all())


def test_the_people_of_the_opened_units_get_one_letter_each_with_the_address_of_their_cycle() -> None:
    top = region()
    people = cast(Unit.objects.get(code="9901012"), top)
    approver = people["approver"]
    assert approver is not None
    Grant.objects.create(
        person=approver, role=Role.DATA_EDITOR, reach=Reach.CYCLE, unit=Unit.objects.get(code="9901012"),
        year=2025, valid_from=dt.date(2025, 1, 1),
    )  # fmt: skip
    rops = signed_in(people["rops"])
    for _time in range(2):
        assert rops.post(ADDRESS.replace(str(YEAR), "2025"), {"move": "open"}).status_code == 302
    assert letters() == [
        ("approver@example.org", "assessments.cycle_opened"),
        ("data_editor@example.org", "assessments.cycle_opened"),
    ]
    text_of = Message.objects.get(address="data_editor@example.org").text
    assert "http://testserver/en/jednostka/9901012/cykl/2025/" in text_of


def test_a_closed_account_an_ended_role_and_other_units_get_no_letter() -> None:
    top = region()
    unit = Unit.objects.get(code="9901012")
    holder(Role.DATA_EDITOR, unit, until=DECEMBER.date() - dt.timedelta(days=1))
    closed = holder(Role.APPROVER, unit)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    holder(Role.ANIMATOR, unit)
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER, link=lambda one: f"http://x/{one.code}")
    assert letters() == []


@pytest.mark.django_db(transaction=True)
@several_writers
def test_two_people_who_open_the_region_at_once_make_each_cycle_once() -> None:
    """On SQLite one writer waits for the other from the beginning; on PostgreSQL at the campaign."""
    top = region(units=3)
    start = threading.Barrier(2)

    def act() -> int:
        start.wait()
        try:
            return opening(top).made
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = sorted(one.result() for one in [pool.submit(act), pool.submit(act)])
    assert made == [0, 5]
    assert (Cycle.objects.count(), CycleEvent.objects.count(), Campaign.objects.count()) == (5, 5, 1)


def test_a_gmina_that_lies_in_no_powiat_stands_in_a_group_of_the_voivodeship() -> None:
    top = region()
    gmina("9977012", "Osobna")
    page = region_cycles(top, YEAR, Asked())
    assert page.found == page.units
    assert [(group.powiat, [line.unit.name for line in group.lines]) for group in page.groups][-1] == (top, ["Osobna"])
    assert region_cycles(top, YEAR, Asked(powiat="9901")).groups[-1].powiat.code == "9901"
