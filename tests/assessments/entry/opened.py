"""An open form with people around it, for tests of the workspace."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone
from people import NOON, unit

from drogowskaz.assessments.models import Assessment
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_by_code

CLERK, EXAMPLE = "clerk", "0605053"
CODE, YEAR = "1419053", 2025
FORM = f"/wpis/{CODE}/{YEAR}/"
SECTION = f"{FORM}2/"
SAVE, STATE, CHANGES = f"{FORM}komorki/", f"{FORM}stan/", f"{FORM}zmiany/"


def open_form(place: Unit | None = None, year: int = YEAR, **fields: Any) -> Assessment:
    """A draft on the newest edition."""
    made = {"edition": "ozps-gmina-2025", "created_at": NOON, "changed_at": NOON}
    return Assessment.objects.create(unit=place or unit(), year=year, **{**made, **fields})


def clerk(form: Assessment, name: str = "Celina Wpisująca", role: Role = Role.DATA_EDITOR, **term: Any) -> User:
    """Somebody who fills in the unit's forms."""
    person = User.objects.create_user(f"{name.split()[0].lower()}@example.org", name=name)
    term = {"valid_from": timezone.localdate() - dt.timedelta(days=10), **term}
    Grant.objects.create(person=person, role=role, reach=Reach.UNIT, unit=form.unit, **term)
    return person


def arrive_at_form(client: Client) -> dict[str, object]:
    """Sign in as somebody who fills in the open form of a gmina of the example data."""
    place = unit_by_code(EXAMPLE)
    form = Assessment.objects.filter(unit=place, year=YEAR).first() or open_form(place)
    client.force_login(User.objects.filter(email="celina@example.org").first() or clerk(form))
    return {}
