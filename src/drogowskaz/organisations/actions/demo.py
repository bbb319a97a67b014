"""Invented people and organisations for the demonstration, visibly so, with addresses nobody can have."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.organisations.actions.grant import grant_of, open_unit
from drogowskaz.organisations.actions.membership import join, mandate_of
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Organisation, Tenancy, User
from drogowskaz.organisations.models.organisation import named
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

GMINA, REGION = "9901012", "99"
PLACES = {GMINA: ("Wymyślona", UnitKind.GMINA_RURAL), REGION: ("wymyślone", UnitKind.VOIVODESHIP)}


@dataclass(frozen=True)
class Invented:
    """A person who does not exist: where they belong and which roles they hold."""

    name: str
    email: str
    organisation: str
    position: Position = Position.MEMBER
    roles: tuple[Role, ...] = ()
    place: str = GMINA
    acts: tuple[Act, ...] = ()


CENTRE, CIRCLE, ROPS, HUMAN = (
    "Gminny Ośrodek Pomocy Społecznej w Wymyślonej",
    "KGW Zmyślone",
    "Regionalny Ośrodek Polityki Społecznej (wymyślony)",
    "Stowarzyszenie Wymyślona Pomoc",
)
ORGANISATIONS = (
    (CENTRE, Kind.OPS, GMINA, "Ośrodek z\N{NO-BREAK SPACE}przykładu: wypełnia ocenę zasobów gminy Wymyślona."),
    (CIRCLE, Kind.KGW, GMINA, "Koło z\N{NO-BREAK SPACE}przykładu: obiady dla starszych, spotkania, dowóz do lekarza."),
    (
        ROPS,
        Kind.ROPS,
        REGION,
        "Ośrodek regionalny z\N{NO-BREAK SPACE}przykładu: przyjmuje formularze z\N{NO-BREAK SPACE}gmin.",
    ),
    (HUMAN, Kind.NGO, GMINA, "Stowarzyszenie z\N{NO-BREAK SPACE}przykładu: animatorzy, którzy pomagają przy ocenie."),
)
PEOPLE = (
    Invented(
        "Daria Dyrektorska (zmyślona)", "dyrektorka@gops.wymyslona.example", CENTRE, Position.MANAGER,
        (Role.TENANT_ADMIN, Role.APPROVER),
    ),
    Invented(
        "Roman Rachmistrz (zmyślony)", "pracownik@gops.wymyslona.example", CENTRE, roles=(Role.DATA_EDITOR,)
    ),
    Invented(
        "Kazia Kołowa (zmyślona)", "liderka@kgw.wymyslona.example", CIRCLE, Position.MANAGER, acts=tuple(Act)
    ),
    Invented(
        "Aneta Analityczna (zmyślona)", "analityczka@rops.wymyslona.example", ROPS, Position.MANAGER,
        (Role.ROPS_REVIEWER, Role.TENANT_ADMIN), REGION,
    ),
    Invented(
        "Antek Animator (zmyślony)", "animator@pomoc.wymyslona.example", HUMAN, Position.MANAGER, (Role.ANIMATOR,)
    ),
)  # fmt: skip


@transaction.atomic
def demo_people(at: dt.datetime) -> list[User]:
    """The invented people with their organisations, roles and mandates. Done twice, it changes nothing.

    Nobody gets a password: they sign in with a link from the outbox, like everybody else. What somebody has ended
    since stays ended.
    """
    units = {code: _unit(code) for code in PLACES}
    for unit in units.values():
        if not Tenancy.objects.filter(unit=unit).exists():
            open_unit(unit=unit, actor=None, at=at)
    organisations = {
        name: _organisation(name, kind, units[code], about, at) for name, kind, code, about in ORGANISATIONS
    }
    return [_person(one, organisations[one.organisation], units[one.place], at) for one in PEOPLE]


def _unit(code: str) -> Unit:
    """The invented unit, put beside the register when it is not there yet."""
    name, kind = PLACES[code]
    found = Unit.objects.filter(code=code).first()
    if found is None:
        found = Unit.of(code=code, name=name, kind=kind, parent=None)
        found.save()
    return found


def _organisation(name: str, kind: Kind, unit: Unit, about: str, at: dt.datetime) -> Organisation:
    found = Organisation.objects.filter(unit=unit, search_key=named(name)["search_key"]).first()
    description = Description(name=name, kind=kind, unit=unit, about=about)
    return found or add_organisation(description=description, actor=None, at=at, invented=True)


def _person(one: Invented, organisation: Organisation, unit: Unit, at: dt.datetime) -> User:
    """The account with what the person holds, made once as a whole."""
    found = User.objects.filter(email=one.email).first()
    if found is not None:
        return found
    person = User.objects.create_user(one.email, name=one.name)
    join(organisation=organisation, person=person, position=one.position, actor=None, at=at)
    reach = Reach.REGION if unit.code == REGION else Reach.UNIT
    for role in one.roles:
        grant_of(
            person=person, role=role, reach=reach, unit=unit, year=None, organisation=organisation,
            valid_until=None, actor=None, at=at,
        )  # fmt: skip
    if one.acts:
        mandate_of(
            organisation=organisation, person=person, acts=[act.value for act in one.acts], valid_from=localdate(at),
            valid_until=None, document="Uchwała zarządu (zmyślona)", granted_by=None, actor=None, at=at,
        )  # fmt: skip
    return person
