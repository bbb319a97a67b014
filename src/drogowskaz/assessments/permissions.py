"""Who may do what to an assessment. Each function returns nothing, or a refusal with its sentence."""

from django.contrib.auth.models import AnonymousUser

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.models import User

Actor = User | AnonymousUser | None
"""The person acting; None is the operator at the command line of the installation."""


def may_publish(actor: Actor) -> Refusal | None:
    """Publishing and withdrawing belong to administrators and to the operator."""
    if actor is None or (actor.is_active and getattr(actor, "is_staff", False)):
        return None
    return Refusal(_("Only an administrator can change what is public."))
