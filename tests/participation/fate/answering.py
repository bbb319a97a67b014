"""Published contributions of the invented gmina and the people who answer them, for the tests of answers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cycles import gmina, opened
from django.db import transaction
from participation.invitation.invited import worker

from drogowskaz.assessments.enums import Channel, Way
from drogowskaz.assessments.models import Cycle, Package, Submission
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.actions.fate import FateText, give_fate
from drogowskaz.participation.actions.paper import PaperDescription, register_paper
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, FateCode
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Contribution, Fate, Paper

NOW = dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DESK = "/en/jednostka/9901012/cykl/2026/glosy/odpowiedzi/"
WORDS = FateText(FateCode.EXPLAINED, "Sprawdziliśmy: tak jest od 2019 roku.")


@dataclass(frozen=True)
class Office:
    """An open cycle of the invented gmina with the two people of its office."""

    cycle: Cycle
    editor: User
    approver: User


def office() -> Office:
    cycle = opened(gmina(), at=NOW)
    return Office(
        cycle, worker(cycle.unit, name="Ewa Edytorka"), worker(cycle.unit, Role.APPROVER, name="Anna Aprobata")
    )


def said(cycle: Cycle, text: str = "Brakuje dowozu do lekarza.", **changes: Any) -> Contribution:
    """A published contribution."""
    known: dict[str, Any] = {
        "kind": ContributionKind.NEED, "state": ContributionState.PUBLISHED, "channel": Channel.ONLINE,
        "capacity": Capacity.PERSONAL, "sector": Sector.RESIDENTS, "lang": "pl", "published_at": NOW,
    }  # fmt: skip
    with transaction.atomic():
        made = add_contribution(cycle=cycle, actor=None, at=NOW, text=text, **{**known, **changes})
    return again(made)


def again(contribution: Contribution) -> Contribution:
    """As the database has it."""
    joined = Contribution.objects.select_related("cycle__unit", "organisation", "merged_into")
    return joined.get(pk=contribution.pk)


def answer(contribution: Contribution, actor: User | None = None, fate: FateText = WORDS, **more: Any) -> Fate:
    known = {"seen": contribution.version, "at": NOW + HOUR}
    return give_fate(contribution=contribution, fate=fate, actor=actor, **{**known, **more})


def letter_of(cycle: Cycle, kind: PaperKind = PaperKind.LETTER_IN) -> Paper:
    """A paper in which the office answered."""
    description = PaperDescription(
        kind=kind, title="Odpowiedzi ośrodka", day=NOW.date(), sender="GOPS w Wymyślonej", organisation=None,
        reference="OPS.1.2026", note="",
    )  # fmt: skip
    return register_paper(cycle=cycle, description=description, scan=None, actor=None, at=NOW)


def signed(cycle: Cycle) -> Package:
    """The form of the cycle stands as signed, without the work of filling it in."""
    package = Package.objects.create(
        assessment=cycle.assessment, number=1, edition=cycle.edition, artefact="a" * 64, sha256="b" * 64, size=1,
        mark=0, link="c" * 64, signed_at=NOW,
    )  # fmt: skip
    Submission.objects.create(assessment=cycle.assessment, state=Way.SIGNED, package=package, changed_at=NOW)
    return package


def sentences(refused: Refused) -> list[str]:
    return [one.sentence("en") for one in refused.refusals]


def as_sent(contribution: Contribution, **changes: str) -> dict[str, str]:
    """What the page of one contribution sends."""
    known = {
        "move": "answer", "code": "explained", "reason": WORDS.reason, "seen": str(contribution.version), "where": "",
    }  # fmt: skip
    return {**known, **changes}
