"""Invented contexts for the preview of letters, and the things letters are about."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM
from drogowskaz.organisations.enums import Kind as OrganisationKind
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.models import Invitation, Organisation, User
from drogowskaz.participation.enums.meeting import Audience, MeetingState, Presence, SlotKind
from drogowskaz.participation.enums.moderation import Ground
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import AnnexeInvitation, Confirmation, ConsensusMap, Contribution, Meeting, Slot
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

_MOMENT = dt.datetime(2027, 3, 2, 12, 0, tzinfo=dt.UTC)
_SITE = "https://drogowskaz.example/"


def example_cycle() -> Cycle:
    return Cycle(unit=Unit(code="9901012", name="Wymyślona", kind=UnitKind.GMINA_RURAL), year=2026)


def about_confirmation(context: Mapping[str, Any]) -> str:
    cycle = context["confirmation"].cycle
    return path_of(cycle.unit, cycle.year)


def example_confirmation() -> dict[str, Any]:
    animator = User(name="Antek Animator", email="animator@pomoc.wymyslona.example")
    question = Confirmation(
        cycle=example_cycle(),
        email="gops@wymyslona.example",
        subject="liczba obiadów z załącznika koła",
        sentences=["Ośrodek przyjął liczbę 120 obiadów z załącznika KGW Zmyślone."],
        expires_at=_MOMENT,
        answer=Confirmed.OBJECTED,
        said_by="kierowniczka ośrodka",
        note="Przyjęliśmy 118, bo dwa obiady wydano dwa razy.",
    )
    return {"confirmation": question, "asker": animator, "link": f"{_SITE}potwierdzenie/…/"}


def about_annexe(context: Mapping[str, Any]) -> str:
    return path_of(context["unit"], context["year"])


def example_annexe(**more: Any) -> dict[str, Any]:
    """What every letter about an annexe names: the unit, the year, the organisation."""
    cycle = example_cycle()
    organisation = Organisation(name="KGW Zmyślone", kind=OrganisationKind.KGW)
    named = {"unit": cycle.unit, "year": cycle.year, "organisation": organisation, "link": f"{_SITE}zalacznik/…/"}
    return named | more


def example_asked() -> dict[str, Any]:
    organisation = example_annexe()["organisation"]
    return example_annexe(
        asked=AnnexeInvitation(organisation=organisation, contact="Roman Rachmistrz, 81 000 00 00"),
        last=dt.date(2027, 2, 15),
        invitation=Invitation(organisation=organisation, expires_at=_MOMENT),
        inviter=None,
    )


def example_returned() -> dict[str, Any]:
    return example_annexe(asked=[{"label": "Liczba osób", "reason": "Czy to są osoby, czy wizyty?"}])


def example_decided() -> dict[str, Any]:
    aim = {"label": "Organizacje pozarządowe", "year": 2026, "word": "w sumie", "reason": ""}
    return example_annexe(fates=[{"label": "Liczba osób", "word": "przyjęta", "reason": "", "aims": [aim]}])


def about_meeting(context: Mapping[str, Any]) -> str:
    return path_of(context["meeting"].unit, context["meeting"].year)


def example_meeting() -> dict[str, Any]:
    meeting = Meeting(
        unit=example_cycle().unit, year=2026, title="Spotkanie konsultacyjne", state=MeetingState.ANNOUNCED,
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


def about_map(context: Mapping[str, Any]) -> str:
    cycle = context["map"].cycle
    return path_of(cycle.unit, cycle.year)


def example_map() -> dict[str, Any]:
    asked = ConsensusMap(cycle=example_cycle(), title="Co warto zrobić w gminie", closes_on=dt.date(2027, 3, 19))
    return {"map": asked, "link": f"{_SITE}mapa/list/…/"}


def example_task() -> dict[str, Any]:
    cycle = example_cycle()
    link = f"{_SITE}jednostka/9901012/cykl/2026/zadania/1/"
    return {
        "unit": cycle.unit, "year": cycle.year, "organisation": "KGW Zmyślone", "chapter": "9",
        "deadline": dt.date(2027, 2, 26), "link": link,
    }  # fmt: skip


def example_moderated() -> dict[str, Any]:
    cycle = example_cycle()
    said = "W Zmyślonej nie ma gdzie zostawić dziecka, kiedy jedzie się do pracy na drugą zmianę."
    contribution = Contribution(cycle=cycle, number=12, text=said)
    return {
        "contribution": contribution, "unit": cycle.unit, "year": cycle.year, "link": f"{_SITE}glos/…/",
        "because": "W tekście jest imię i nazwisko sąsiadki. Bez niego możemy to opublikować.",
        "ground": Ground.PERSONAL_DATA.label, "upheld": True, "target": Contribution(cycle=cycle, number=7, text=said),
    }  # fmt: skip


def example_confirm() -> dict[str, Any]:
    cycle = example_cycle()
    return {
        "contribution": Contribution(cycle=cycle, number=12), "unit": cycle.unit, "year": cycle.year,
        "link": f"{_SITE}glos/potwierdzenie/…/", "days": DAYS_TO_CONFIRM,
    }  # fmt: skip
