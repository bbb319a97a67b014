"""Invented meetings of the demonstration: one announced with two slots, one held, with minutes."""

import datetime as dt

from django.utils.timezone import localtime

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CENTRE, CIRCLE, GMINA
from drogowskaz.participation.actions.meeting import MeetingDescription, announce_meeting, hold_meeting, make_meeting
from drogowskaz.participation.actions.minutes import (
    Came,
    PointDescription,
    accept_minutes,
    put_attendance,
    put_point,
)
from drogowskaz.participation.actions.registration import Guest, register
from drogowskaz.participation.actions.slot import SlotDescription, put_slot
from drogowskaz.participation.enums.meeting import Audience, Presence, Provided, SlotKind
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models import Meeting, Slot
from drogowskaz.territory.models import Unit

HOST, CONTACT = "Antek Animator (zmyślony)", "animator@pomoc.wymyslona.example"
COMING, HELD = "Spotkanie konsultacyjne ośrodków i\N{NO-BREAK SPACE}organizacji", "Spotkanie otwierające ocenę"
PURPOSE = (
    "Ustalamy razem, jakie dane dostarczą organizacje, które rozdziały mogą opracować, jak powstaną wspólne wnioski "
    "i\N{NO-BREAK SPACE}kto zabierze głos na sesji rady."
)
AGENDA = (
    "Jakie dane dostarczą organizacje",
    "Co organizacje mogą opracować na zlecenie",
    "Jak powstają wspólne wnioski i\N{NO-BREAK SPACE}rekomendacje",
    "Kto mówi na sesji rady",
)
GUESTS = (
    ("Kazia Kołowa (zmyślona)", Presence.ON_SITE, CIRCLE, "Miejsce blisko drzwi."),
    ("Zenek z\N{NO-BREAK SPACE}przykładu", Presence.ONLINE, "OSP Zmyślone", ""),
)

SHOWN = (
    "Ośrodek pokazał formularz z\N{NO-BREAK SPACE}zeszłego roku i\N{NO-BREAK SPACE}miejsca, w\N{NO-BREAK SPACE}których "
    "brakowało danych."
)
MEALS = "Koło wydaje obiady przez cały rok; liczby poda w\N{NO-BREAK SPACE}załączniku."
FORMS = "Wysłać kołu i\N{NO-BREAK SPACE}straży papierowe załączniki."
DOCTOR = "Dowóz do lekarza jest potrzebny co tydzień, nie raz w\N{NO-BREAK SPACE}miesiącu."
MONTH = dt.timedelta(days=30)


def demo_meeting(*, at: dt.datetime) -> None:
    """Both meetings of the invented gmina, by its animator's hand. Done twice, it changes nothing."""
    cycle = Cycle.objects.filter(unit__code=GMINA).select_related("unit").order_by("-year").first()
    if cycle is None or Meeting.objects.filter(unit=cycle.unit, title__in=(COMING, HELD)).exists():
        return
    _held(cycle.unit, cycle.year, at)
    _coming(cycle.unit, cycle.year, at)


def _described(title: str) -> MeetingDescription:
    return MeetingDescription(
        title=title,
        purpose=PURPOSE,
        host=HOST,
        contact=CONTACT,
        step_free=Provided.YES,
        induction_loop=Provided.NO,
        sign_language=Provided.ASKED,
        access_note="Przystanek przed wejściem, duży druk na miejscu.",
    )


def _slot(at: dt.datetime, days: int, hour: int, audience: Audience, limit: int | None) -> SlotDescription:
    """A slot of two hours so many days from now."""
    start = (localtime(at) + dt.timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return SlotDescription(
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
        audience=audience,
        kind=SlotKind.HYBRID,
        place="Remiza OSP w\N{NO-BREAK SPACE}Wymyślonej",
        address="ul. Zmyślona 2",
        link="https://spotkania.example/wymyslona",
        on_site_limit=limit,
    )


def _coming(unit: Unit, year: int, at: dt.datetime) -> None:
    made = make_meeting(unit=unit, year=year, description=_described(COMING), agenda=AGENDA, actor=None, at=at)
    first = _added(made, _slot(at, 21, 10, Audience.GMINA, 40), at)
    _added(made, _slot(at, 21, 12, Audience.POWIAT, 25), at)
    announce_meeting(meeting=made, actor=None, at=at)
    for number, (name, presence, organisation, needs) in enumerate(GUESTS):
        guest = Guest(name=name, presence=presence, organisation=organisation, needs=needs)
        register(slot=first, guest=guest, key=f"demo-of-meetings-{made.code}-{number}", lang="pl", at=at)


def _added(meeting: Meeting, description: SlotDescription, at: dt.datetime) -> Slot:
    return put_slot(meeting=meeting, slot=None, description=description, seen=0, actor=None, at=at)


def _held(unit: Unit, year: int, at: dt.datetime) -> None:
    made = make_meeting(unit=unit, year=year, description=_described(HELD), agenda=AGENDA, actor=None, at=at)
    slot = _added(made, _slot(at, -10, 10, Audience.EVERYONE, None), at)
    hold_meeting(meeting=made, actor=None, at=at)
    for came in (
        Came(CENTRE, Sector.INSTITUTION, 2, Presence.ON_SITE),
        Came(CIRCLE, Sector.NGO, 3, Presence.ON_SITE),
        Came("mieszkańcy", Sector.RESIDENTS, 6, Presence.ON_SITE),
        Came("OSP Zmyślone", Sector.NGO, 1, Presence.ONLINE),
    ):
        put_attendance(slot=slot, came=came, actor=None, at=at)
    topics = list(made.agenda.all())
    points = (
        PointDescription(PointKind.RECORD, SHOWN, topics[0]),
        PointDescription(PointKind.CONTRIBUTION, MEALS, topics[0], CIRCLE, Capacity.ORGANISATION),
        PointDescription(PointKind.TASK, FORMS, topics[1], who="animator", until=localtime(at).date() + MONTH),
        PointDescription(PointKind.CONCLUSION, DOCTOR, topics[2], CIRCLE),
    )
    for point in points:
        put_point(meeting=made, point=None, description=point, actor=None, at=at)
    accept_minutes(meeting=made, actor=None, at=at)
