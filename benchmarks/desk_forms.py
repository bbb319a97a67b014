"""Clerks at their open forms, for the load of the entry grid; Django is set up before this is read."""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import Kind, State
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

YEAR, EDITION, FILLED, WRITTEN = 2025, "ozps-gmina-2025", 400, 20
"""The forms, the cells filled in each, and those of them that its clerk writes again and again."""
CSRF = "k" * 32


def fill(clerks: int) -> list[dict[str, Any]]:
    """So many gminas, each with an open form of some hundred filled cells and a clerk who is signed in.

    Gives of each desk the address of its form, the cookie of its session and the cells its clerk will write.
    """
    now, day = timezone.now(), timezone.localdate()
    codes = [f"99{10 + one // 50}{one % 50 + 1:02}2" for one in range(clerks)]
    places = Unit.objects.bulk_create(
        Unit.of(code=code, name=f"Gmina {code}", kind=UnitKind.GMINA_RURAL, parent=None) for code in codes
    )
    people = User.objects.bulk_create(
        User(email=f"{code}@example.org", name=f"Osoba {code}", password="!") for code in codes
    )
    Grant.objects.bulk_create(
        Grant(person=person, role=Role.DATA_EDITOR, reach=Reach.UNIT, unit=unit, valid_from=day)
        for person, unit in zip(people, places, strict=True)
    )
    forms = Assessment.objects.bulk_create(
        Assessment(unit=unit, year=YEAR, edition=EDITION, created_at=now, changed_at=now) for unit in places
    )
    rows = [row.key for row in edition_named(EDITION).rows if row.kind is Kind.COUNT and 0 in row.offsets]
    filled, written = rows[:FILLED], rows[:WRITTEN]
    given = {"offset": 0, "state": State.VALUE.value, "number": 7}
    Cell.objects.bulk_create(
        (Cell(assessment=form, row=row, changed_at=now, **given) for form in forms for row in filled), batch_size=5000
    )
    CellChange.objects.bulk_create(
        (CellChange(assessment=form, row=row, version=1, at=now, **given) for form in forms for row in filled),
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (person bigint PRIMARY KEY, text text NOT NULL, at timestamptz NOT NULL)")
        cursor.execute("ANALYZE")
    desks = []
    for person, code in zip(people, codes, strict=True):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookie = f"sessionid={session.session_key}; csrftoken={CSRF}"
        desks.append({"form": f"/wpis/{code}/{YEAR}/", "cookie": cookie, "csrf": CSRF, "rows": written})
    return desks
