"""Who keeps organisations, teams and invitations. Each returns nothing, or a refusal with its sentence."""

import datetime as dt

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Position, Reach, Role, source_of
from drogowskaz.organisations.models import Grant, Invitation, Membership, Organisation, Tenancy, User
from drogowskaz.organisations.permissions.duties import may_administer, may_contribute, may_operate
from drogowskaz.organisations.permissions.holding import Actor, of_place, person_of, reaching, roles_of
from drogowskaz.organisations.permissions.roles import GRANTABLE, RULES, Held
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

KEEPERS = frozenset(
    {
        Role.OPERATOR, Role.TENANT_ADMIN, Role.APPROVER, Role.DATA_EDITOR, Role.ANIMATOR, Role.COORDINATOR,
        Role.ROPS_REVIEWER,
    }
)  # fmt: skip
"""Who writes organisations into the list of a unit and invites the first person of each."""
OPENERS = frozenset({Role.OPERATOR, Role.ROPS_REVIEWER, Role.COORDINATOR})
"""Who opens units: the administrator of the installation, and the people of the region."""
NOT_A_KEEPER = _("Organisations are added by the office, an animator or ROPS. Ask one of them to add yours.")
NOT_AN_OPENER = _("Units are opened by ROPS or by an administrator of the installation.")
_WIDER = {
    Reach.PLATFORM: (Reach.PLATFORM,),
    Reach.REGION: (Reach.PLATFORM, Reach.REGION),
    Reach.UNIT: (Reach.PLATFORM, Reach.REGION, Reach.UNIT),
    Reach.CYCLE: (Reach.PLATFORM, Reach.REGION, Reach.UNIT),
}
"""Whose word counts when a role is given: only those whose own role reaches at least as far."""


def may_add_organisation(actor: Actor, unit: Unit | None, at: dt.datetime) -> Refusal | None:
    """Writing an organisation into the list."""
    if roles_of(actor, unit, None, at) & KEEPERS:
        return None
    return may_contribute(actor) or Refusal(NOT_A_KEEPER)


def may_add_somewhere(actor: Actor, at: dt.datetime) -> Refusal | None:
    """Whether there is any unit in which this person could add an organisation, to show them the form."""
    return _somewhere(actor, KEEPERS, NOT_A_KEEPER, at)


def may_manage(actor: Actor, organisation: Organisation, at: dt.datetime) -> Refusal | None:
    """Changing the organisation, its people and mandates: its managers.

    Until it has one, those who may add organisations in its unit, so that the first can be invited. An institution
    is also managed by the administrators of its unit.
    """
    person = person_of(actor)
    refusal = may_contribute(actor) if actor is not None else None
    if refusal:
        return refusal
    managers = set(
        Membership.objects.in_force(at)
        .filter(organisation=organisation, position=Position.MANAGER, person__is_active=True)
        .values_list("person_id", flat=True)
    )
    if person is not None and person.pk in managers:
        return None
    if not managers:
        return may_add_organisation(actor, organisation.unit, at)
    if organisation.is_institution and may_administer(actor, organisation.unit, at) is None:
        return None
    return Refusal(_("Only a manager of {organisation} can do this."), {"organisation": organisation.name})


def may_see_people(actor: Actor, organisation: Organisation, at: dt.datetime) -> Refusal | None:
    """Names of members are shown to members, and to whoever manages."""
    person = person_of(actor)
    belongs = Membership.objects.in_force(at).filter(organisation=organisation, person=person)
    if person is not None and person.is_active and belongs.exists():
        return None
    refusal = may_manage(actor, organisation, at)
    if refusal is None or actor is None or person is None:
        return refusal
    return Refusal(
        _("The people of {organisation} are shown only to its members."), {"organisation": organisation.name}
    )


def may_grant(
    actor: Actor, role: Role, reach: Reach, unit: Unit | None, at: dt.datetime, to: User | None = None
) -> Refusal | None:
    """Giving a role within a reach, and ending it. Nobody gives a role to themselves."""
    rule = RULES[role]
    if rule.held is not Held.GRANT or reach not in rule.reaches:
        return Refusal(_("This role cannot be given for: {reach}."), {"reach": source_of(reach)}, ("reach",))
    if actor is None:
        return None
    person = person_of(actor)
    if person is not None and to is not None and person.pk == to.pk:
        return Refusal(_("Nobody gives a role to themselves. Ask another administrator."))
    if roles_reaching(actor, reach, unit, at) & set(rule.given_by):
        return None
    return may_contribute(actor) or Refusal(
        _("You cannot give this role here: {role}."), {"role": source_of(role)}, ("role",)
    )


def roles_reaching(actor: Actor, reach: Reach, unit: Unit | None, at: dt.datetime) -> frozenset[Role]:
    """The person's roles that reach at least as far as `reach` around the unit."""
    person = person_of(actor)
    if person is None or not person.is_active:
        return frozenset({Role.OPERATOR}) if actor is None else frozenset()
    held = Grant.objects.in_force(at).filter(reaching(unit, None), person=person, reach__in=_WIDER[reach])
    administrator = {Role.OPERATOR} if person.is_staff else set()
    return frozenset({Role(role) for role in held.values_list("role", flat=True)} | administrator)


def roles_to_give(actor: Actor, unit: Unit, at: dt.datetime) -> list[Role]:
    """The roles the person may give on the page of a unit's team, in the order of the table."""
    own = roles_reaching(actor, Reach.UNIT, unit, at)
    here = set(reaches_of(unit))
    return [role for role in GRANTABLE if own & set(RULES[role].given_by) and here & set(RULES[role].reaches)]


def reaches_of(unit: Unit) -> tuple[Reach, ...]:
    """How far a role given on the page of a unit can go: into the region only from the page of a voivodeship."""
    region = (Reach.REGION,) if unit.kind == UnitKind.VOIVODESHIP else ()
    return (*region, Reach.UNIT, Reach.CYCLE)


def may_see_team(actor: Actor, unit: Unit, at: dt.datetime) -> Refusal | None:
    """The team page: whoever has a role that reaches the unit."""
    held = roles_of(actor, unit, None, at) - {Role.VISITOR, Role.PERSON}
    if held or _has_cycle_role(actor, unit, at):
        return None
    sentence = _("The team of {unit} is shown to people who work with it.")
    return may_contribute(actor) or Refusal(sentence, {"unit": unit.full_name})


def _has_cycle_role(actor: Actor, unit: Unit, at: dt.datetime) -> bool:
    person = person_of(actor)
    if person is None or not person.is_active:
        return False
    return Grant.objects.in_force(at).filter(of_place(unit), reach=Reach.CYCLE, person=person).exists()


def may_activate(actor: Actor, unit: Unit, at: dt.datetime) -> Refusal | None:
    """Opening a unit, by inviting its first person, and ending its work here."""
    if roles_of(actor, unit, None, at) & OPENERS:
        return None
    return may_contribute(actor) or Refusal(NOT_AN_OPENER)


def may_open_somewhere(actor: Actor, at: dt.datetime) -> Refusal | None:
    """Whether there is any unit this person could open, to show them the form."""
    return _somewhere(actor, OPENERS, NOT_AN_OPENER, at)


def _somewhere(actor: Actor, roles: frozenset[Role], sentence: str, at: dt.datetime) -> Refusal | None:
    """Nothing when the person holds one of the roles in any place."""
    person = person_of(actor)
    held = Grant.objects.in_force(at).filter(person=person, role__in=roles)
    if actor is None or (person is not None and person.is_active and (person.is_staff or held.exists())):
        return None
    return may_contribute(actor) or Refusal(sentence)


def may_leave(actor: Actor, tenancy: Tenancy, at: dt.datetime) -> Refusal | None:
    """Ending a unit's work here: whoever may open it, and its own administrator."""
    if may_administer(actor, tenancy.unit, at) is None:
        return None
    return may_activate(actor, tenancy.unit, at)


def may_withdraw_invitation(actor: Actor, invitation: Invitation, at: dt.datetime) -> Refusal | None:
    """Taking an invitation back: who sent it, and whoever manages the organisation or the unit."""
    person = person_of(actor)
    if person is not None and person.is_active and person.pk == invitation.invited_by_id:
        return None
    if invitation.organisation is not None and not invitation.roles:
        return may_manage(actor, invitation.organisation, at)
    return may_administer(actor, invitation.unit, at)


def may_close_account(actor: Actor, person: User, at: dt.datetime) -> Refusal | None:
    """Closing somebody's account, so that they cannot sign in."""
    own = person_of(actor)
    if own is not None and own.pk == person.pk:
        return Refusal(_("You cannot close your own account here."))
    return may_operate(actor, at)
