"""What the area keeps: people, organisations, who belongs where, acts for whom and holds which role."""

from drogowskaz.organisations.models.grant import Grant, Tenancy
from drogowskaz.organisations.models.invitation import Invitation
from drogowskaz.organisations.models.membership import Mandate, Membership
from drogowskaz.organisations.models.organisation import Organisation
from drogowskaz.organisations.models.person import People, User
from drogowskaz.organisations.models.register import RegisterCheck

__all__ = ["Grant", "Invitation", "Mandate", "Membership", "Organisation", "People", "RegisterCheck", "Tenancy", "User"]
