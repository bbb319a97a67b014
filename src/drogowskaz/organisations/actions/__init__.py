"""What changes things of this area: one verb, one transaction, one trace."""

from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.actions.grant import end_role, give_role, leave
from drogowskaz.organisations.actions.handover import close_account, hand_over
from drogowskaz.organisations.actions.invitation import (
    Sending,
    accept,
    activate_unit,
    decline,
    invite_again,
    invite_operator,
    invite_to_organisation,
    invite_to_team,
    withdraw_invitation,
)
from drogowskaz.organisations.actions.membership import end_membership, give_mandate, revoke_mandate
from drogowskaz.organisations.actions.organisation import Description, add_organisation, change_organisation

__all__ = [
    "Description",
    "Sending",
    "accept",
    "activate_unit",
    "add_organisation",
    "change_organisation",
    "close_account",
    "decline",
    "demo_people",
    "end_membership",
    "end_role",
    "give_mandate",
    "give_role",
    "hand_over",
    "invite_again",
    "invite_operator",
    "invite_to_organisation",
    "invite_to_team",
    "leave",
    "revoke_mandate",
    "withdraw_invitation",
]
