"""Contributions for tests: an open cycle of the invented gmina, what somebody says, the form as the page sends it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from cycles import gmina, holder, opened

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Act, Kind, Role
from drogowskaz.organisations.models import Mandate, Organisation, User
from drogowskaz.organisations.models.organisation import named
from drogowskaz.participation.actions.contribution import Said, put_contribution
from drogowskaz.participation.enums.consultation import ConsultationState, SectionKind
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, FateCode
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.models import Consultation, ConsultationSection, Contribution, Fate, ModerationAct
from drogowskaz.participation.models.contribution import token_of

NOW = dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC)
ADDRESS = "/jednostka/9901012/cykl/2026/glosy/nowy/"
EMAIL = "jan@example.org"


@dataclass(frozen=True)
class Place:
    """The open cycle of the invented gmina and its animator."""

    cycle: Cycle
    animator: User


def prepared() -> Place:
    cycle = opened(gmina(), at=NOW)
    return Place(cycle, holder(Role.ANIMATOR, cycle.unit))


def new_key() -> str:
    return f"klucz-{uuid4().hex}"


def saying(text: str = "Brakuje dowozu do lekarza.", **changes: Any) -> Said:
    known: dict[str, Any] = {"kind": ContributionKind.REMARK, "capacity": Capacity.PERSONAL}
    return Said(text=text, **{**known, **changes})


def put(place: Place, text: str = "Brakuje dowozu do lekarza.", **changes: Any) -> Contribution:
    """Taken in by the action."""
    more = {"key": changes.pop("key", "") or new_key(), "actor": changes.pop("actor", None), "signs": ()}
    at = changes.pop("at", NOW)
    return put_contribution(cycle=place.cycle, said=saying(text, **changes), lang="pl", at=at, **more)


def typed(**changes: Any) -> dict[str, Any]:
    """What the page sends for somebody in their own name, without a name."""
    known = {"text": "Brakuje dowozu do lekarza.", "capacity": "personal", "naming": "anonymous", "key": new_key()}
    return {**known, **changes}


def page_of(contribution: Contribution) -> str:
    return f"/glos/{token_of(contribution.key)}/"


def stand(contribution: Contribution, state: ContributionState, at: dt.datetime = NOW, **acts: Any) -> Contribution:
    """Put it into a state, with the act that brought it there where `step` is given."""
    published = {"published_at": at} if state in (ContributionState.PUBLISHED, ContributionState.ANSWERED) else {}
    Contribution.objects.filter(pk=contribution.pk).update(state=state, **published)
    if acts:
        ModerationAct.objects.create(contribution=contribution, at=at, **acts)
    contribution.refresh_from_db()
    return contribution


def answered(contribution: Contribution, at: dt.datetime = NOW) -> Contribution:
    Fate.objects.create(contribution=contribution, number=1, code=FateCode.TAKEN, reason="Dopisaliśmy.", at=at)
    return stand(contribution, ContributionState.ANSWERED, at)


def circle(cycle: Cycle) -> Organisation:
    return Organisation.objects.create(**named("KGW Zmyślone"), kind=Kind.KGW, unit=cycle.unit, created_at=NOW)


def speaker(organisation: Organisation, *acts: Act, until: dt.date | None = None) -> User:
    person = User.objects.create_user(f"{uuid4().hex[:8]}@example.org", name="Lidia Liderka")
    Mandate.objects.create(
        organisation=organisation, person=person, acts=[*acts], valid_from=dt.date(2026, 1, 1), valid_until=until
    )
    return person


def consulted(cycle: Cycle, opens: dt.date, closes: dt.date) -> ConsultationSection:
    """A section of an open consultation that lasts from one day to the end of another."""
    made = Consultation.objects.create(
        cycle=cycle, number=1, title="Projekt oceny", host="Ewa Urzędowa", can_change="wnioski", offline="w urzędzie",
        opens_on=opens, closes_on=closes, state=ConsultationState.OPEN, made_at=NOW, announced_at=NOW, opened_at=NOW,
    )  # fmt: skip
    return ConsultationSection.objects.create(
        consultation=made, number=1, kind=SectionKind.CHAPTER, chapter="2", title="Ludność", text="Gmina się starzeje.",
        question="Czy tak to widzicie?",
    )  # fmt: skip
