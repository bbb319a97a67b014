"""What was contributed at a meeting stands among the contributions of the cycle, once."""

import datetime as dt

import pytest
from django.test import Client
from participation.meeting.meetings import AFTER, Hosted, held
from participation.register.voices import answered

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Kind
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, correct_minutes, put_point
from drogowskaz.participation.enums.contribution import ContributionState, Naming
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models import Contribution, MinutePoint, ModerationAct

pytestmark = pytest.mark.django_db
LATER = AFTER + dt.timedelta(days=2)


def write(there: Hosted, text: str, kind: PointKind = PointKind.CONTRIBUTION, **said: object) -> MinutePoint:
    known = {"capacity": Capacity.PERSONAL, **said} if kind == PointKind.CONTRIBUTION else said
    point = PointDescription(kind, text, **known)  # type: ignore[arg-type]
    return put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)


def accept(there: Hosted, at: dt.datetime = AFTER) -> None:
    accept_minutes(meeting=there.meeting, actor=there.animator, at=at)


def correct(there: Hosted, point: MinutePoint, text: str) -> None:
    """Open the minutes again, change a point, and accept them."""
    act = {"meeting": there.meeting, "actor": there.animator, "at": LATER}
    correct_minutes(reason="Pomyłka.", **act)  # type: ignore[arg-type]
    description = PointDescription(PointKind.CONTRIBUTION, text, capacity=Capacity.PERSONAL)
    put_point(point=point, description=description, seen=point.version, **act)  # type: ignore[arg-type]
    accept(there, LATER)


def test_every_contribution_of_accepted_minutes_is_public_at_once() -> None:
    there = held()
    write(there, "Było.", PointKind.RECORD)
    point = write(there, "Obiady cały rok.", raised_by="pani z Wólki")
    assert not Contribution.objects.exists()
    accept(there)
    made = Contribution.objects.get()
    assert (made.text, made.channel, made.state) == ("Obiady cały rok.", Channel.MEETING, ContributionState.PUBLISHED)
    assert (made.number, made.point, made.published_at, made.author) == (1, point, AFTER, None)
    assert (made.naming, made.name, made.sector) == (Naming.NAME, "pani z Wólki", Sector.RESIDENTS)
    assert made.consent
    assert [act.step for act in ModerationAct.objects.all()] == ["published"]


@pytest.mark.parametrize(
    ("capacity", "raised_by", "sector", "of", "name"),
    [
        (Capacity.ORGANISATION, "KGW Zmyślone", Sector.NGO, "KGW Zmyślone", ""),
        (Capacity.ORGANISATION, "Koło spoza rejestru", Sector.NGO, "Koło spoza rejestru", ""),
        (Capacity.OFFICIAL, "Urząd Gminy", Sector.INSTITUTION, "Urząd Gminy", ""),
        (Capacity.EXPERT, "Zofia", Sector.RESIDENTS, "", "Zofia"),
        (Capacity.PERSONAL, "", Sector.RESIDENTS, "", ""),
    ],
    ids=["known", "unknown", "office", "expert", "nobody"],
)
def test_who_said_it_is_told_as_the_minutes_tell_it(
    capacity: Capacity, raised_by: str, sector: Sector, of: str, name: str
) -> None:
    there = held()
    described = Description(name="KGW Zmyślone", kind=Kind.KGW, unit=there.meeting.unit, about="")
    add_organisation(description=described, actor=None, at=AFTER)
    write(there, "Obiady.", capacity=capacity, raised_by=raised_by)
    accept(there)
    made = Contribution.objects.get()
    assert (made.sector, made.of, made.name) == (sector, of, name)
    assert (made.organisation is not None) == (raised_by == "KGW Zmyślone")


def test_minutes_accepted_again_make_nothing_twice_and_the_text_follows() -> None:
    there = held()
    point = write(there, "Obiady.")
    accept(there)
    correct(there, point, "Obiady cały rok.")
    made = Contribution.objects.get()
    assert (made.text, made.version, made.number) == ("Obiady cały rok.", 2, 1)
    assert [one.text for one in made.texts.all()] == ["Obiady."]


def test_an_answered_one_stays_as_it_was_answered_and_says_so(client: Client) -> None:
    there = held()
    point = write(there, "Obiady.")
    accept(there)
    answered(Contribution.objects.get())
    correct(there, point, "Obiady cały rok.")
    assert Contribution.objects.get().text == "Obiady."
    told = client.get("/en/jednostka/9901012/cykl/2026/glosy/1/").content.decode()
    assert "Obiady." in told
    assert "The minutes were corrected after the answer" in told


def test_a_hidden_one_keeps_the_words_that_were_hidden() -> None:
    there = held()
    point = write(there, "Obiady.")
    accept(there)
    Contribution.objects.update(state=ContributionState.HIDDEN)
    correct(there, point, "Obiady cały rok.")
    assert Contribution.objects.get().text == "Obiady."


def test_after_the_work_of_the_year_a_point_stays_in_the_minutes_only() -> None:
    there = held()
    write(there, "Obiady.")
    there.cycle.state = CycleState.CLOSED
    there.cycle.save()
    accept(there)
    assert not Contribution.objects.exists()


def test_the_minutes_and_the_contribution_lead_to_each_other(client: Client) -> None:
    there = held()
    point = write(there, "Obiady.")
    accept(there)
    minutes = f"/en/spotkania/{there.meeting.pk}/protokol/"
    page = "/en/jednostka/9901012/cykl/2026/glosy/1/"
    assert f'href="{page}"' in client.get(minutes).content.decode()
    assert f'href="{minutes}#punkt-{point.pk}"' in client.get(page).content.decode()
