"""What every act of this area begins with: the reasons why not, and who acts."""

from drogowskaz.assessments.permissions import Actor
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.models import User


def refuse(*reasons: Refusal | None) -> None:
    """Raise Refused with the reasons that are there; pass when there are none."""
    given = [reason for reason in reasons if reason]
    if given:
        raise Refused(given)


def person_of(actor: Actor) -> User | None:
    return actor if isinstance(actor, User) else None
