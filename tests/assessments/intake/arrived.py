"""A reviewer of a regional centre at the desk, with a form to read and a second source, for tests of every page."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from drogowskaz.assessments.actions.intake.sources import load_source
from drogowskaz.assessments.models import Assessment, SecondSource, Submission
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.queries import unit_by_code

REVIEWER = "reviewer"
REGION, CODE, YEAR = "99", "9901012", 2026
EMAIL = "rops@example.org"
TABLE = f"code;row;column;value\n{CODE};population.total;{YEAR};7000\n".encode()


def second_source() -> SecondSource:
    """The source with one number for the invented gmina; made once."""
    found = SecondSource.objects.filter(region__code=REGION, year=YEAR).first()
    return found or load_source(
        region=unit_by_code(REGION), year=YEAR, title="Tabela na próbę", publisher="Nikt", url="", published=YEAR,
        certainty="working", content=TABLE, name="tabela.csv", actor=None, at=timezone.now(),
    )  # fmt: skip


def arrive_at_desk(client: Client) -> dict[str, object]:
    """Sign in as a reviewer of the invented voivodeship, to whom the invented gmina shows its draft."""
    form = Assessment.objects.get(unit__code=CODE, year=YEAR)
    Submission.objects.update_or_create(assessment=form, defaults={"shared": True, "changed_at": timezone.now()})
    person = User.objects.filter(email=EMAIL).first()
    if person is None:
        person = User.objects.create_user(EMAIL, name="Renata Sprawdzająca")
        Grant.objects.create(
            person=person, role=Role.ROPS_REVIEWER, reach=Reach.REGION, unit=unit_by_code(REGION),
            valid_from=timezone.localdate() - dt.timedelta(days=1),
        )  # fmt: skip
    client.force_login(person)
    return {"source": second_source().pk}
