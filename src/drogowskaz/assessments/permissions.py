"""Who may do what to an assessment and to an entry of the crosswalk.

Each function returns nothing, or a refusal with its sentence.
"""

from django.contrib.auth.models import AnonymousUser

from drogowskaz.assessments.models import CrosswalkEntry
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


def may_propose(actor: Actor) -> Refusal | None:
    """Anyone with an account can propose an entry of the crosswalk, under their own name."""
    if isinstance(actor, User) and actor.is_active:
        return None
    return Refusal(_("Sign in to propose an entry of the crosswalk."))


def may_review(actor: Actor, entry: CrosswalkEntry) -> Refusal | None:
    """Accepting, returning, publishing and withdrawing belong to an administrator who did not propose the entry."""
    if not isinstance(actor, User) or not actor.is_active or not actor.is_staff:
        return Refusal(_("Only an administrator can review entries of the crosswalk."))
    if actor.pk == entry.proposed_by_id:
        return Refusal(_("You proposed this entry. Another person must review it."))
    return None
