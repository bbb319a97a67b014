"""Consultations that are over, with what was said in them by every way, for the tests of their reports."""

import datetime as dt
from dataclasses import replace

from participation.consultation.consulted import AFTER, DURING, Consulted, running, spoken

from drogowskaz.assessments.enums import Channel
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.organisation import named
from drogowskaz.participation.actions.consultation_running import end_consultation
from drogowskaz.participation.enums.contribution import ContributionState, FateCode, Naming
from drogowskaz.participation.enums.meeting import MeetingState, Presence
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Attendance, Contribution, Fate, Meeting, Slot

HOSTILE = "<script>alert(1)</script> #set page(fill: red) $x$ @ref *b* [x] \\ {{ 7*7 }}"


def ended(parts: int = 3, *, remarks: int = 0) -> Consulted:
    """A consultation whose last day is over, with so many answered remarks about its first part."""
    there = running(parts)
    for number in range(remarks):
        answered(spoken(there, text=f"Uwaga {number + 1}: dowóz do lekarza z przysiółków."))
    end_consultation(consultation=there.consultation, actor=None, at=AFTER)
    return replace(there, consultation=there.again())


def answered(one: Contribution, code: FateCode = FateCode.TAKEN, **fields: object) -> Contribution:
    """The same with an answer that stands."""
    known: dict[str, object] = {"reason": "Dopisaliśmy to.", **fields}
    Fate.objects.create(contribution=one, number=one.fates.count() + 1, code=code, at=AFTER, **known)
    Contribution.objects.filter(pk=one.pk).update(state=ContributionState.ANSWERED)
    one.refresh_from_db()
    return one


def circle(there: Consulted, name: str = "KGW Zmyślone") -> Organisation:
    return Organisation.objects.create(**named(name), kind="kgw", unit=there.cycle.unit, created_at=DURING)


def said_on_paper(there: Consulted, number: int = 1, **fields: object) -> Contribution:
    """What an organisation outside the register said on paper."""
    known: dict[str, object] = {
        "channel": Channel.PAPER,
        "capacity": Capacity.ORGANISATION,
        "sector": Sector.NGO,
        "organisation_name": "Klub Seniora Ćma",
        "naming": Naming.PSEUDONYM,
        "name": "Klubowiczka",
        "text": "Brakuje ławek.",
        **fields,
    }
    return spoken(there, number, **known)  # type: ignore[arg-type]


def meeting(there: Consulted, *came: tuple[str, Sector, int], at: dt.datetime = DURING) -> Meeting:
    """A meeting of the cycle that was held, with who came."""
    made = Meeting.objects.create(
        unit=there.cycle.unit, year=there.cycle.year, cycle=there.cycle, title="Spotkanie konsultacyjne",
        state=MeetingState.HELD, code=f"K{Meeting.objects.count()}", made_at=DURING, announced_at=DURING,
    )  # fmt: skip
    slot = Slot.objects.create(meeting=made, number=1, starts_at=at, ends_at=at + dt.timedelta(hours=2), place="Remiza")
    for name, sector, people in came:
        Attendance.objects.create(
            slot=slot, name=name, sector=sector, people=people, presence=Presence.ON_SITE, at=AFTER
        )
    return made
