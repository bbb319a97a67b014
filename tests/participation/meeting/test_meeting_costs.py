"""Pages of meetings ask the database as often for three things as for one."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from participation.meeting import meetings
from participation.meeting.meetings import (
    AFTER,
    AGENDA,
    DESCRIPTION,
    Hosted,
    described_slot,
    enter,
    held,
    in_two_weeks,
    new_key,
)

from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Kind
from drogowskaz.participation.actions.meeting import announce_meeting, make_meeting
from drogowskaz.participation.actions.minutes import (
    Came,
    PointDescription,
    accept_minutes,
    put_attendance,
    put_point,
)
from drogowskaz.participation.actions.slot import put_slot
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.minutes import PointKind, Sector
from drogowskaz.participation.queries.meeting import conclusions_of, meetings_of

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str) -> int:
    """How many queries a page takes, once what is kept for later has been read."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def another(there: Hosted, place: int) -> None:
    """One more meeting, slot, registration and organisation of the same unit."""
    hours = {name: moment + dt.timedelta(hours=3 * place) for name, moment in in_two_weeks().items()}
    act = {"actor": there.animator, "at": there.at}
    slot = described_slot(**hours, on_site_limit=None)
    put_slot(meeting=there.meeting, slot=None, description=slot, seen=0, **act)  # type: ignore[arg-type]
    made = make_meeting(unit=there.meeting.unit, year=2026, description=DESCRIPTION, agenda=AGENDA, **act)  # type: ignore[arg-type]
    put_slot(meeting=made, slot=None, description=slot, seen=0, **act)  # type: ignore[arg-type]
    announce_meeting(meeting=made, **act)  # type: ignore[arg-type]
    enter(there, f"Osoba {new_key()}", organisation=f"Koło {place}", needs="wózek")
    described = Description(
        name=f"KGW {place}", kind=Kind.KGW, unit=there.meeting.unit, about="", email=f"kgw{place}@example.org"
    )
    add_organisation(description=described, actor=None, at=there.at)


@pytest.mark.parametrize("path", ["", "{key}/", "{key}/prowadzenie/", "{key}/terminy/1/zapis/"])
def test_three_cost_as_much_as_one(client: Client, path: str) -> None:
    there = meetings.announced(timezone.now(), **in_two_weeks(), on_site_limit=None)
    another(there, 1)
    client.force_login(there.animator)
    address = f"/spotkania/{path.format(key=there.meeting.pk)}"
    once = asked(client, address)
    another(there, 2)
    another(there, 3)
    assert asked(client, address) == once


def written(there: Hosted, place: int) -> None:
    """One more point and one more organisation that came."""
    point = PointDescription(PointKind.CONCLUSION, f"Wniosek {place}.", there.meeting.agenda.first())
    put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)
    came = Came(f"KGW {place}", Sector.NGO, place, Presence.ON_SITE)
    put_attendance(slot=there.slot, came=came, actor=there.animator, at=AFTER)


@pytest.mark.parametrize("path", ["obecnosc/", "protokol/pisanie/"])
def test_three_points_and_organisations_cost_as_much_as_one(client: Client, path: str) -> None:
    there = held()
    written(there, 1)
    client.force_login(there.animator)
    address = f"/spotkania/{there.meeting.pk}/{path}"
    once = asked(client, address)
    written(there, 2)
    written(there, 3)
    assert asked(client, address) == once


def test_the_meetings_of_a_cycle_take_two_queries_and_its_conclusions_one() -> None:
    there = held()
    for place in (1, 2, 3):
        written(there, place)
    accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    with CaptureQueriesContext(connection) as queries:
        assert [list(one.slots.all()) for one in meetings_of(there.cycle)] == [[there.slot]]
    assert len(queries) == 2
    with CaptureQueriesContext(connection) as queries:
        assert [one.text for one in conclusions_of(there.cycle)] == ["Wniosek 1.", "Wniosek 2.", "Wniosek 3."]
    assert len(queries) == 1
