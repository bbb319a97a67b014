"""The table of roles: what each may and may not do, how far it reaches, who gives it, and which question asks for it.

Buttons, actions, `docs/developers/roles.md` and the tests come from it. The phase of the work and the state of the
thing are asked by the areas above, beside the role.
"""

from dataclasses import dataclass
from enum import StrEnum

from drogowskaz.engine.words import _
from drogowskaz.organisations.enums import Reach, Role


class Held(StrEnum):
    """Where a role comes from."""

    EVERYONE = "everyone"
    ACCOUNT = "account"
    MANDATE = "mandate"
    GRANT = "grant"


HELD_NAMES = {
    Held.EVERYONE: _("everybody has it"),
    Held.ACCOUNT: _("every account has it"),
    Held.MANDATE: _("by a mandate of an organisation"),
    Held.GRANT: _("given to a person"),
}

_ALL = (Reach.PLATFORM, Reach.REGION, Reach.UNIT, Reach.CYCLE)
_WIDE = (Reach.PLATFORM, Reach.REGION)
_LOCAL = (Reach.UNIT, Reach.CYCLE)
_FIELD = (Reach.REGION, Reach.UNIT, Reach.CYCLE)
_ADMINS = (Role.OPERATOR, Role.TENANT_ADMIN)


@dataclass(frozen=True)
class Rule:
    """One row of the table. `may` and `may_not` are marked sentences; `asked_by` names the function in `duties`."""

    held: Held
    may: str
    may_not: str
    asked_by: str
    reaches: tuple[Reach, ...] = ()
    given_by: tuple[Role, ...] = ()


RULES: dict[Role, Rule] = {
    Role.VISITOR: Rule(
        Held.EVERYONE,
        _("Reads, follows, and contributes where a link or an open consultation allows it."),
        _("Votes."),
        "may_read",
    ),
    Role.PERSON: Rule(
        Held.ACCOUNT,
        _("Contributes, reacts and votes in their own name."),
        _("Speaks for an organisation."),
        "may_contribute",
    ),
    Role.REPRESENTATIVE: Rule(
        Held.MANDATE,
        _("Acts for an organisation as its mandate says: data, texts, signature, vote, the floor at the council."),
        _("Goes beyond what the mandate is for, its unit, its year or its last day."),
        "may_act_for",
    ),
    Role.DATA_EDITOR: Rule(
        Held.GRANT,
        _("Enters and proposes the values of the unit's form, answers findings."),
        _("Accepts values entered by themselves where a second person works; verifies that a commitment was kept."),
        "may_enter",
        _LOCAL,
        _ADMINS,
    ),
    Role.APPROVER: Rule(
        Held.GRANT,
        _("Accepts values, signs the assessment, confirms commitments."),
        _("Verifies that a commitment was kept."),
        "may_approve",
        _LOCAL,
        _ADMINS,
    ),
    Role.ANIMATOR: Rule(
        Held.GRANT,
        _("Runs the cycle and meetings, enters on behalf of those who ask, registers letters, groups contributions."),
        _("Approves answers of an institution; verifies what they entered; decides for the parties."),
        "may_assist",
        _FIELD,
        (*_ADMINS, Role.COORDINATOR),
    ),
    Role.COORDINATOR: Rule(
        Held.GRANT,
        _("Keeps the calendar and the team of animators, and does what an animator does."),
        _("Approves answers of an institution; verifies what they entered."),
        "may_coordinate",
        _ALL,
        _ADMINS,
    ),
    Role.ADDRESSEE_CLERK: Rule(
        Held.GRANT,
        _("Drafts answers to recommendations."),
        _("Publishes an answer they drafted where a second person works."),
        "may_draft_answer",
        _FIELD,
        _ADMINS,
    ),
    Role.ADDRESSEE_APPROVER: Rule(
        Held.GRANT,
        _("Approves and publishes answers to recommendations."),
        _("Approves an answer they drafted where a second person works."),
        "may_publish_answer",
        _FIELD,
        _ADMINS,
    ),
    Role.COUNCIL_OFFICE: Rule(
        Held.GRANT,
        _("Registers what the council did: agenda, requests for the floor, outcome."),
        _("Edits recommendations."),
        "may_register_council",
        _FIELD,
        _ADMINS,
    ),
    Role.COUNCILLOR: Rule(
        Held.GRANT,
        _("Follows, asks and comments as a councillor."),
        _("Edits recommendations."),
        "may_ask_as_councillor",
        (Reach.REGION, Reach.UNIT),
        (*_ADMINS, Role.COUNCIL_OFFICE),
    ),
    Role.RDPP_MEMBER: Rule(
        Held.GRANT,
        _("Prepares the opinion of the public-benefit council."),
        _("Changes what the opinion is about."),
        "may_give_opinion",
        (Reach.REGION, Reach.UNIT),
        _ADMINS,
    ),
    Role.VERIFIER: Rule(
        Held.GRANT,
        _("Confirms or disputes that a commitment was kept, in a panel of both sides."),
        _("Verifies a commitment they are responsible for."),
        "may_verify",
        _LOCAL,
        (*_ADMINS, Role.COORDINATOR),
    ),
    Role.ROPS_REVIEWER: Rule(
        Held.GRANT,
        _("Sees every unit of the region, invites units, returns and accepts forms, keeps the method."),
        _("Changes what a unit wrote; reads drafts that were not shared."),
        "may_review_region",
        (Reach.REGION,),
        _ADMINS,
    ),
    Role.CONSULTANT: Rule(
        Held.GRANT,
        _("Keeps duty hours and answers the cases assigned to them."),
        _("Sees cases of other consultants without being assigned."),
        "may_advise",
        _WIDE,
        _ADMINS,
    ),
    Role.LIBRARIAN: Rule(
        Held.GRANT,
        _("Keeps the library, the handbook, frequent questions and the bulletin."),
        _("Sees advice cases or diaries."),
        "may_edit_library",
        _WIDE,
        _ADMINS,
    ),
    Role.MAP_EXPERT: Rule(
        Held.GRANT,
        _("Diagnoses the site they are assigned to, keeps its diary and reports."),
        _("Sees diaries of other pairs."),
        "may_test_map",
        _FIELD,
        (*_ADMINS, Role.COORDINATOR),
    ),
    Role.ORGANISER: Rule(
        Held.GRANT,
        _("Runs trainings, conferences and study visits, with their lists and reports."),
        _("Sees answers to tests and surveys by name after the certificates are issued."),
        "may_organise",
        _WIDE,
        _ADMINS,
    ),
    Role.MODERATOR: Rule(
        Held.GRANT,
        _("Hides and restores contributions, each time with the ground."),
        _("Alters what somebody wrote; passes over the phase of the work."),
        "may_moderate",
        _ALL,
        _ADMINS,
    ),
    Role.TENANT_ADMIN: Rule(
        Held.GRANT,
        _("Invites people to the unit or region, gives and ends their roles, hands their work over."),
        _("Enters, approves or changes published records by this role; gives a role to themselves."),
        "may_administer",
        (Reach.REGION, Reach.UNIT),
        _ADMINS,
    ),
    Role.OPERATOR: Rule(
        Held.GRANT,
        _("Runs the installation: opens units, gives first roles, closes accounts."),
        _("Changes published records; reads content without a reason that stays in the log."),
        "may_operate",
        (Reach.PLATFORM,),
        (Role.OPERATOR,),
    ),
    Role.AUDITOR: Rule(
        Held.GRANT,
        _("Reads everything within reach, with the log."),
        _("Writes anything."),
        "may_audit",
        _ALL,
        (Role.OPERATOR,),
    ),
}

GRANTABLE = tuple(role for role, rule in RULES.items() if rule.held is Held.GRANT)
"""The roles a person can be given."""
INSTITUTIONAL = (Role.TENANT_ADMIN, Role.APPROVER, Role.DATA_EDITOR)
"""What the first person of a unit gets, so that the work can begin; the others are invited by that person."""
