"""Animators, their gminas and what waits there."""

import datetime as dt

from cycles import gmina, holder, opened
from django.utils import timezone
from organisations.cast import grant, place, someone

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.paper import PaperDescription, register_paper
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Confirmation, Paper
from drogowskaz.territory.models import Unit

__all__ = ["coordinator", "gminas", "grant", "holder", "paper", "someone", "waiting_question"]


def gminas(number: int) -> list[Cycle]:
    """The open cycles of so many gminas of the invented voivodeship."""
    return [opened(gmina(f"99010{one}2", f"Gmina {one}")) for one in range(1, number + 1)]


def coordinator(region: Unit | None = None) -> User:
    """Somebody who goes over the team of a voivodeship."""
    return holder(Role.COORDINATOR, region or place("99"), reach=Reach.REGION)


def paper(cycle: Cycle, title: str = "Pismo", actor: User | None = None) -> Paper:
    described = PaperDescription(PaperKind.LETTER_IN, title, timezone.localdate() - dt.timedelta(days=1))
    return register_paper(cycle=cycle, description=described, scan=None, actor=actor, at=timezone.now())


def waiting_question(cycle: Cycle) -> Confirmation:
    now = timezone.now()
    return Confirmation.objects.create(
        cycle=cycle, email="gops@example.org", lang="pl", subject="obiady", sentences=["120"], thing="x", thing_id="1",
        token_digest=f"{cycle.pk:064}", asked_at=now, expires_at=now + dt.timedelta(days=30),
    )  # fmt: skip
