"""The letters of this area."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.notifications.enums import Kind
from drogowskaz.notifications.letters import Letter, Tidings
from drogowskaz.organisations.enums import Kind as OrganisationKind
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.models import Invitation, Organisation, User
from drogowskaz.participation.enums.meeting import Audience, MeetingState, Presence, SlotKind
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import AnnexeInvitation, Confirmation, Meeting, Slot
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

_MOMENT = dt.datetime(2027, 3, 2, 12, 0, tzinfo=dt.UTC)
_SITE = "https://drogowskaz.example/"


def _example_cycle() -> Cycle:
    return Cycle(unit=Unit(code="9901012", name="Wymyślona", kind=UnitKind.GMINA_RURAL), year=2026)


def _of_confirmation(context: Mapping[str, Any]) -> str:
    cycle = context["confirmation"].cycle
    return path_of(cycle.unit, cycle.year)


def _example_confirmation() -> dict[str, Any]:
    animator = User(name="Antek Animator", email="animator@pomoc.wymyslona.example")
    question = Confirmation(
        cycle=_example_cycle(),
        email="gops@wymyslona.example",
        subject="liczba obiadów z załącznika koła",
        sentences=["Ośrodek przyjął liczbę 120 obiadów z załącznika KGW Zmyślone."],
        expires_at=_MOMENT,
        answer=Confirmed.OBJECTED,
        said_by="kierowniczka ośrodka",
        note="Przyjęliśmy 118, bo dwa obiady wydano dwa razy.",
    )
    return {"confirmation": question, "asker": animator, "link": f"{_SITE}potwierdzenie/…/"}


def _of_annexe(context: Mapping[str, Any]) -> str:
    return path_of(context["unit"], context["year"])


def _example_annexe(**more: Any) -> dict[str, Any]:
    """What every letter about an annexe names: the unit, the year, the organisation."""
    cycle = _example_cycle()
    organisation = Organisation(name="KGW Zmyślone", kind=OrganisationKind.KGW)
    named = {"unit": cycle.unit, "year": cycle.year, "organisation": organisation, "link": f"{_SITE}zalacznik/…/"}
    return named | more


def _example_asked() -> dict[str, Any]:
    organisation = _example_annexe()["organisation"]
    return _example_annexe(
        asked=AnnexeInvitation(organisation=organisation, contact="Roman Rachmistrz, 81 000 00 00"),
        last=dt.date(2027, 2, 15),
        invitation=Invitation(organisation=organisation, expires_at=_MOMENT),
        inviter=None,
    )


def _example_returned() -> dict[str, Any]:
    return _example_annexe(asked=[{"label": "Liczba osób", "reason": "Czy to są osoby, czy wizyty?"}])


def _example_decided() -> dict[str, Any]:
    aim = {"label": "Organizacje pozarządowe", "year": 2026, "word": "w sumie", "reason": ""}
    return _example_annexe(fates=[{"label": "Liczba osób", "word": "przyjęta", "reason": "", "aims": [aim]}])


def _of_meeting(context: Mapping[str, Any]) -> str:
    return path_of(context["meeting"].unit, context["meeting"].year)


def _example_meeting() -> dict[str, Any]:
    meeting = Meeting(
        unit=_example_cycle().unit, year=2026, title="Spotkanie konsultacyjne", state=MeetingState.ANNOUNCED,
        cancel_reason="Choroba prowadzącego.",
        host="Antek Animator", contact="tel. 00 000 00 00",
    )  # fmt: skip
    slot = Slot(
        meeting=meeting, number=1, starts_at=_MOMENT, ends_at=_MOMENT + dt.timedelta(hours=2), place="Remiza",
        audience=Audience.GMINA, kind=SlotKind.ON_SITE,
    )  # fmt: skip
    link = f"{_SITE}spotkania/zapis/…/"
    return {
        "meeting": meeting, "slot": slot, "slots": [slot], "place": 0, "presence": Presence.ON_SITE, "link": link,
        "file": f"{link}kalendarz/",
    }  # fmt: skip


def _example_task() -> dict[str, Any]:
    cycle = _example_cycle()
    link = f"{_SITE}jednostka/9901012/cykl/2026/zadania/1/"
    return {
        "unit": cycle.unit, "year": cycle.year, "organisation": "KGW Zmyślone", "chapter": "9",
        "deadline": dt.date(2027, 2, 26), "link": link,
    }  # fmt: skip


LETTERS: tuple[Letter, ...] = (
    Letter(
        "participation.task_given",
        Kind.WORK,
        _("An organisation is asked to draft a part of the assessment"),
        _("the people with a mandate to draft for the organisation"),
        _example_task,
        _of_annexe,
    ),
    Letter(
        "participation.draft_handed_in",
        Kind.WORK,
        _("An organisation handed a draft in"),
        _("data editors and approvers of the unit"),
        _example_task,
        _of_annexe,
    ),
    Letter(
        "participation.draft_returned",
        Kind.WORK,
        _("The office returned a draft with a reason"),
        _("the people with a mandate to draft for the organisation"),
        _example_task,
        _of_annexe,
    ),
    Letter(
        "participation.draft_accepted",
        Kind.WORK,
        _("The office accepted a draft"),
        _("the people with a mandate to draft for the organisation"),
        _example_task,
        _of_annexe,
    ),
    Letter(
        "participation.meeting_registered",
        Kind.ACCOUNT,
        _("Somebody registered for a meeting"),
        _("the address that was given"),
        _example_meeting,
        _of_meeting,
    ),
    Letter(
        "participation.meeting_place",
        Kind.ACCOUNT,
        _("A place became free for somebody on the waiting list of a meeting"),
        _("the address that was given"),
        _example_meeting,
        _of_meeting,
    ),
    Letter(
        "participation.meeting_changed",
        Kind.ACCOUNT,
        _("The time or the place of a meeting was changed"),
        _("those who registered and gave an address"),
        _example_meeting,
        _of_meeting,
    ),
    Letter(
        "participation.meeting_cancelled",
        Kind.ACCOUNT,
        _("A meeting was called off"),
        _("those who registered and gave an address"),
        _example_meeting,
        _of_meeting,
    ),
    Letter(
        "participation.meeting_invited",
        Kind.INVITATION,
        _("An organisation is invited to a meeting"),
        _("the address of the organisation in the register"),
        _example_meeting,
        _of_meeting,
    ),
    Letter(
        "participation.confirmation",
        Kind.INVITATION,
        _("An institution is asked to confirm what was written down in its name"),
        _("the address of the institution that was given"),
        _example_confirmation,
        _of_confirmation,
    ),
    Letter(
        "participation.confirmation_reminder",
        Kind.INVITATION,
        _("An institution has not answered whether something is so, and somebody reminds it"),
        _("the address of the institution that was given"),
        _example_confirmation,
        _of_confirmation,
    ),
    Letter(
        "participation.confirmation_answered",
        Kind.WORK,
        _("An institution answered whether what was written down in its name is so"),
        _("whoever asked it"),
        _example_confirmation,
        _of_confirmation,
    ),
    Letter(
        "participation.annexe_invited",
        Kind.INVITATION,
        _("An organisation is asked to supply data to the assessment of a year"),
        _("the address of the organisation in the register"),
        _example_asked,
        _of_annexe,
    ),
    Letter(
        "participation.annexe_reminded",
        Kind.INVITATION,
        _("The office reminds an organisation of its annexe"),
        _("the address that was invited, at most once in seven days"),
        _example_asked,
        _of_annexe,
    ),
    Letter(
        "participation.annexe_sent",
        Kind.WORK,
        _("An organisation handed its annexe in"),
        _("data editors and approvers of the unit"),
        _example_annexe,
        _of_annexe,
    ),
    Letter(
        "participation.annexe_returned",
        Kind.WORK,
        _("The office asks about answers of an annexe"),
        _("the people with a mandate to supply the organisation's data, or its address where there is nobody"),
        _example_returned,
        _of_annexe,
    ),
    Letter(
        "participation.annexe_decided",
        Kind.WORK,
        _("Every answer of an annexe is decided"),
        _("the people with a mandate to supply the organisation's data, or its address where there is nobody"),
        _example_decided,
        _of_annexe,
    ),
)
"""Every letter this area sends."""

NEWS: tuple[Tidings, ...] = (
    Tidings(
        "participation.meeting_announced",
        _("A meeting was announced"),
        {"title": "Spotkanie konsultacyjne", "day": "22.11.2026 10:00"},
    ),
    Tidings("participation.meeting_cancelled", _("A meeting was called off"), {"title": "Spotkanie konsultacyjne"}),
    Tidings(
        "participation.minutes_accepted",
        _("The minutes of a meeting were accepted"),
        {"title": "Spotkanie konsultacyjne", "number": 1},
    ),
)
"""All news of this area. Another one: a row here, its sentence in `participation/news/`, and a call of `tell`."""
