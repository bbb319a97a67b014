"""The desk as its people see it: only what is in reach, with the same queries however much there is."""

import datetime as dt

import pytest
from cycles import gmina, holder, opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from participation.desk.cast import coordinator, gminas, grant, paper, someone, waiting_question
from people import outsider

from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import Confirmation
from drogowskaz.participation.queries.desk.waiting import waiting_for

pytestmark = pytest.mark.django_db
DESK = "/en/biurko/"
PAGES = (DESK, f"{DESK}zespol/", f"{DESK}dzialania/", f"{DESK}dzialania.csv", f"{DESK}dziennik/")


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return len(caught)


def test_an_animator_sees_the_cycles_in_reach_and_no_other(client: Client) -> None:
    mine, other = gminas(2)
    client.force_login(holder(Role.ANIMATOR, mine.unit))
    page = client.get(DESK).content.decode()
    assert f"{DESK}{mine.unit.code}/2026/" in page
    assert other.unit.code not in page
    assert client.get(f"{DESK}{mine.unit.code}/2026/").status_code == 200
    assert client.get(f"{DESK}{other.unit.code}/2026/").status_code == 404


def test_a_role_for_one_year_reaches_the_cycle_of_that_year_alone(client: Client) -> None:
    cycle = opened()
    person = someone()
    grant(person, Role.ANIMATOR, Reach.CYCLE, cycle.unit, year=2025)
    client.force_login(person)
    assert client.get(f"{DESK}{cycle.unit.code}/2026/").status_code == 404
    grant(person, Role.ANIMATOR, Reach.CYCLE, cycle.unit, year=2026)
    assert client.get(f"{DESK}{cycle.unit.code}/2026/").status_code == 200


def test_what_waits_stands_in_the_line_with_its_page(client: Client) -> None:
    quiet, busy = gminas(2)
    waiting_question(busy)
    client.force_login(coordinator())
    page = client.get(DESK).content.decode()
    assert "1 question not answered by an institution" in page
    assert f"/en/jednostka/{busy.unit.code}/cykl/2026/potwierdzenia/" in page
    waits = client.get(f"{DESK}?czeka=on").content.decode()
    assert f"{DESK}{busy.unit.code}/" in waits
    assert f"{DESK}{quiet.unit.code}/" not in waits


def test_an_objection_waits_as_something_disputed(client: Client) -> None:
    cycle = opened()
    waiting_question(cycle)
    Confirmation.objects.update(answer=Confirmed.OBJECTED, answered_at=timezone.now(), note="nie")
    client.force_login(holder(Role.ANIMATOR, cycle.unit))
    assert "says is not so" in client.get(DESK).content.decode()


def test_words_and_years_choose_among_many_cycles(client: Client) -> None:
    gminas(3)
    client.force_login(coordinator())
    found = client.get(f"{DESK}?q=gmina+2&rok=2026").content.decode()
    assert f"{DESK}9901022/" in found
    assert f"{DESK}9901012/" not in found
    assert "No cycle fits" in client.get(f"{DESK}?q=nigdzie").content.decode()


def test_a_unit_given_by_name_without_a_cycle_is_told(client: Client) -> None:
    unit = gmina()
    client.force_login(holder(Role.ANIMATOR, unit))
    assert "Not begun yet" in client.get(DESK).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_the_desk_is_for_animators_and_coordinators_alone(client: Client, address: str) -> None:
    cycle = opened()
    assert client.get(address).status_code == 302
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    former = someone()
    grant(former, Role.ANIMATOR, Reach.UNIT, cycle.unit, valid_until=yesterday)
    for person in (outsider(), holder(Role.APPROVER, cycle.unit), former):
        client.force_login(person)
        assert client.get(address).status_code == 403
    client.force_login(holder(Role.ANIMATOR, cycle.unit))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_many_gminas_take_no_more_queries_than_one(client: Client, address: str) -> None:
    person = coordinator()
    client.force_login(person)
    (first,) = gminas(1)
    paper(first, actor=person)
    waiting_question(first)
    one = queries(client, address)
    for place in (2, 3):
        cycle = opened(gmina(f"99010{place}2", f"Gmina {place}"))
        paper(cycle, actor=person)
        waiting_question(cycle)
    assert queries(client, address) == one


def test_the_steps_of_a_cycle_on_paper_tell_how_far_each_is(client: Client) -> None:
    cycle = opened()
    animator = holder(Role.ANIMATOR, cycle.unit)
    client.force_login(animator)
    paper(cycle, actor=animator)
    page = client.get(f"{DESK}{cycle.unit.code}/2026/").content.decode()
    assert page.count("<h2>") >= 8
    assert "1 paper registered" in page
    for place in ("porozumienie", "zalaczniki", "pisma", "potwierdzenia", "udzial"):
        assert place == "udzial" or f"/cykl/2026/{place}/" in page


def test_a_coordinator_sees_who_helps_whom_and_which_gminas_have_nobody(client: Client) -> None:
    helped, bare = gminas(2)
    holder(Role.ANIMATOR, helped.unit)
    client.force_login(coordinator())
    page = client.get(f"{DESK}zespol/").content.decode()
    before, after = page.split('id="bare"')
    assert helped.unit.code in before
    assert bare.unit.code not in before
    assert bare.unit.code in after
    assert helped.unit.code not in after


def test_an_animator_sees_the_team_of_the_own_gmina_only(client: Client) -> None:
    mine, other = gminas(2)
    client.force_login(holder(Role.ANIMATOR, mine.unit))
    elsewhere = someone("Zofia Zdalna")
    grant(elsewhere, Role.ANIMATOR, Reach.UNIT, other.unit)
    page = client.get(f"{DESK}zespol/").content.decode()
    assert "Zofia Zdalna" not in page
    assert 'id="bare"' not in page


def test_the_page_of_tasks_leads_to_the_desk_where_something_waits() -> None:
    now = timezone.now()
    quiet, busy = gminas(2)
    waiting_question(busy)
    (one,) = waiting_for(coordinator(), now, "en")
    assert (one.why, one.url) == ("Something waits in 1 cycle you help with.", reverse("participation:desk"))
    assert waiting_for(holder(Role.ANIMATOR, quiet.unit), now, "en") == []
    assert waiting_for(outsider(), now, "en") == []
