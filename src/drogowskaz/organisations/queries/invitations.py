"""The invitation behind a link, and the account it is for."""

from drogowskaz.organisations.models import Invitation, User


def invitation_of(token_digest: str) -> Invitation | None:
    """The invitation whose token has this digest, with what its page names."""
    joined = Invitation.objects.select_related("organisation__unit", "unit", "invited_by", "accepted_by")
    return joined.filter(token_digest=token_digest).first()


def account_of(invitation: Invitation) -> User | None:
    """The account that has the invited address."""
    return User.objects.filter(email__iexact=invitation.email).first()
