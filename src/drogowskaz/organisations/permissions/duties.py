"""One question for each role of the table. Each returns nothing, or a refusal with its sentence."""

import datetime as dt

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.permissions.holding import Actor, person_of, roles_of
from drogowskaz.territory.models import Unit

Place = Unit | None
"""Where it is asked; None for what belongs to the whole installation."""


def _needs(
    actor: Actor, unit: Place, year: int | None, at: dt.datetime, roles: set[Role], sentence: str
) -> Refusal | None:
    held = roles_of(actor, unit, year, at)
    if held & roles:
        return None
    if actor is not None and Role.PERSON not in held:
        return may_contribute(actor)
    return Refusal(sentence, {"unit": unit.full_name if unit else "–"})


def may_read(actor: Actor) -> Refusal | None:
    """What is public is read by everybody, without an account."""
    return None


def may_contribute(actor: Actor) -> Refusal | None:
    """Speaking in one's own name, with an account."""
    person = person_of(actor)
    if person is None:
        return Refusal(_("Sign in first."))
    return None if person.is_active else Refusal(_("This account is closed. Nothing can be done with it."))


def may_enter(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Entering values: the unit's own people, and animators who help with it."""
    if actor is None:
        return None
    roles = {Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR}
    return _needs(
        actor, unit, year, at, roles, _("Only a data editor or approver of {unit}, or an animator, can enter values.")
    )


def may_approve(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Accepting values and signing."""
    return _needs(actor, unit, year, at, {Role.APPROVER}, _("Only an approver of {unit} can accept and sign."))


def may_assist(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Running meetings, writing down for others, registering letters."""
    roles = {Role.ANIMATOR, Role.COORDINATOR}
    return _needs(actor, unit, year, at, roles, _("Only an animator of {unit} can do this."))


def may_coordinate(actor: Actor, unit: Place, year: int | None, at: dt.datetime) -> Refusal | None:
    """The calendar and the team of animators."""
    return _needs(actor, unit, year, at, {Role.COORDINATOR}, _("Only the coordinator can do this."))


def may_draft_answer(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Drafting the addressee's answers."""
    roles = {Role.ADDRESSEE_CLERK, Role.ADDRESSEE_APPROVER}
    return _needs(actor, unit, year, at, roles, _("Only the addressee's people in {unit} can draft answers."))


def may_publish_answer(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Publishing the addressee's answers."""
    roles = {Role.ADDRESSEE_APPROVER}
    return _needs(actor, unit, year, at, roles, _("Only the addressee's approver in {unit} can publish answers."))


def may_register_council(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """What the council did; an animator registers it where the council office does not log in."""
    roles = {Role.COUNCIL_OFFICE, Role.ANIMATOR, Role.COORDINATOR}
    return _needs(actor, unit, year, at, roles, _("Only the council office of {unit} or an animator can do this."))


def may_ask_as_councillor(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Asking and commenting as a councillor."""
    return _needs(actor, unit, year, at, {Role.COUNCILLOR}, _("Only a councillor of {unit} can do this."))


def may_give_opinion(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """The opinion of the public-benefit council."""
    roles = {Role.RDPP_MEMBER}
    return _needs(actor, unit, year, at, roles, _("Only a member of the public-benefit council of {unit} can do this."))


def may_verify(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Confirming or disputing that a commitment was kept."""
    return _needs(actor, unit, year, at, {Role.VERIFIER}, _("Only the verification panel of {unit} can do this."))


def may_review_region(actor: Actor, unit: Unit, at: dt.datetime) -> Refusal | None:
    """Seeing, returning and accepting forms of the region the unit lies in."""
    roles = {Role.ROPS_REVIEWER}
    return _needs(actor, unit, None, at, roles, _("Only the regional centre (ROPS) of {unit} can do this."))


def may_advise(actor: Actor, unit: Place, at: dt.datetime) -> Refusal | None:
    """Duty hours and advice cases."""
    return _needs(actor, unit, None, at, {Role.CONSULTANT}, _("Only a consultant of the Point can do this."))


def may_edit_library(actor: Actor, unit: Place, at: dt.datetime) -> Refusal | None:
    """The library, the handbook, frequent questions, the bulletin."""
    return _needs(actor, unit, None, at, {Role.LIBRARIAN}, _("Only an editor of the library can do this."))


def may_test_map(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Diagnosis, diary and report of a site."""
    return _needs(actor, unit, year, at, {Role.MAP_EXPERT}, _("Only a MAP expert assigned to {unit} can do this."))


def may_organise(actor: Actor, unit: Place, at: dt.datetime) -> Refusal | None:
    """Trainings, conferences and visits."""
    return _needs(actor, unit, None, at, {Role.ORGANISER}, _("Only an organiser of events can do this."))


def may_moderate(actor: Actor, unit: Place, year: int | None, at: dt.datetime) -> Refusal | None:
    """Hiding and restoring contributions."""
    return _needs(actor, unit, year, at, {Role.MODERATOR}, _("Only a moderator can do this."))


def may_administer(actor: Actor, unit: Place, at: dt.datetime) -> Refusal | None:
    """People and roles of a unit or region."""
    roles = {Role.TENANT_ADMIN, Role.OPERATOR}
    return _needs(actor, unit, None, at, roles, _("Only an administrator of {unit} can do this."))


def may_operate(actor: Actor, at: dt.datetime) -> Refusal | None:
    """The installation itself."""
    return _needs(actor, None, None, at, {Role.OPERATOR}, _("Only an administrator of the installation can do this."))


def may_audit(actor: Actor, unit: Place, at: dt.datetime) -> Refusal | None:
    """Reading everything within reach, and the log."""
    return _needs(actor, unit, None, at, {Role.AUDITOR}, _("Only an auditor can do this."))
