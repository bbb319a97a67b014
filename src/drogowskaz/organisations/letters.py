"""The letters of this area, the path of a unit among things, and who may read the log of letters."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from drogowskaz.engine.words import _
from drogowskaz.notifications.enums import Kind
from drogowskaz.notifications.letters import Letter
from drogowskaz.notifications.queries import below
from drogowskaz.organisations.enums import Kind as OrganisationKind
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, Invitation, Organisation, User
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

READERS = (Role.TENANT_ADMIN, Role.COORDINATOR)
"""Who looks after the letters of a unit or region: they can give a new address, or invite again."""


def path_of(unit: Unit, year: int | None = None) -> str:
    """The path of a unit, or of its assessment of a year, under which whatever belongs to it lies.

    A gmina keeps its path when its kind changes, as it keeps its team.
    """
    place = f"unit/{unit.code[:GMINA_DIGITS]}"
    return place if year is None else f"{place}/assessment/{year}"


def letters_within_reach(person: Any, at: dt.datetime) -> Q | None:
    """Which letters a person may know of: those about the units and regions they look after; None for none."""
    if not isinstance(person, User) or not person.is_active:
        return None
    if person.is_staff:
        return Q()
    held = Grant.objects.in_force(at).filter(person=person, role__in=(*READERS, Role.OPERATOR))
    reach = Q()
    for grant in held.select_related("unit"):
        if grant.role == Role.OPERATOR:
            return Q()
        if grant.reach == Reach.PLATFORM:
            # Letters about nothing but a person's account are the operator's alone.
            reach |= Q(about__startswith="unit/")
        else:
            whole_region = Q(about__startswith=f"unit/{grant.unit.code}")
            reach |= whole_region if grant.reach == Reach.REGION else below(path_of(grant.unit, grant.year))
    return reach or None


def _of_invitation(context: Mapping[str, Any]) -> str:
    unit = context["invitation"].unit
    return path_of(unit) if unit else ""


_MOMENT = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
_HOST = "drogowskaz.example"


def _link(way: str) -> dict[str, Any]:
    return {"link": f"https://{_HOST}/{way}/…/", "host": _HOST, "name": "Anna Wzorcowa", "until": _MOMENT}


def _example_invitation() -> dict[str, Any]:
    unit = Unit(code="9901012", name="Wymyślona", kind=UnitKind.GMINA_RURAL)
    invitation = Invitation(
        email="anna@wymyslona.example",
        unit=unit,
        organisation=Organisation(name="GOPS w Wymyślonej", kind=OrganisationKind.OPS),
        roles=[Role.DATA_EDITOR.value],
        expires_at=_MOMENT,
    )
    return {
        "invitation": invitation,
        "inviter": User(name="Danuta Dyrektorska"),
        "link": f"https://{_HOST}/zaproszenie/…/",
    }


def _example_change() -> dict[str, Any]:
    return {
        "prefix": "account/email/password_changed",
        "details": {"timestamp": _MOMENT, "user_agent": "Firefox"},
        "host": _HOST,
    }


LETTERS = (
    Letter(
        "organisations.invitation",
        Kind.INVITATION,
        _("Somebody is invited to an organisation or to the team of a unit"),
        _("the invited address"),
        _example_invitation,
        _of_invitation,
    ),
    Letter(
        "organisations.sign_in_link",
        Kind.ACCOUNT,
        _("Somebody asked for a link for signing in"),
        _("the owner of the account"),
        lambda: _link("konto/link"),
    ),
    Letter(
        "organisations.password_reset",
        Kind.ACCOUNT,
        _("Somebody asked for a new password"),
        _("the owner of the account"),
        lambda: _link("konto/haslo/nowe"),
    ),
    Letter(
        "organisations.address_confirmation",
        Kind.ACCOUNT,
        _("The address of an account is being changed"),
        _("the new address"),
        lambda: _link("konto/adres"),
    ),
    Letter(
        "organisations.account_changed",
        Kind.ACCOUNT,
        _("Something that protects an account was changed"),
        _("the owner of the account"),
        _example_change,
    ),
)
"""Every letter this area sends."""
