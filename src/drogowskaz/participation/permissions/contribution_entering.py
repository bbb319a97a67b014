"""Who may type in a contribution that came another way than the site."""

import datetime as dt

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor, may_enter
from drogowskaz.participation.permissions.contribution import may_speak

_NOT_YOURS = _(
    "Only the people of {unit} who work on its assessment, and its animators, type in what came another way. "
    "Everybody can speak for themselves, without an account."
)


def may_enter_contributions(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """The page: the unit's own people and animators."""
    if may_enter(actor, cycle.unit, cycle.year, at) is None:
        return None
    return Refusal(_NOT_YOURS, {"unit": cycle.unit.full_name})


def may_enter_contribution(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Typing one in: the same people, while everybody else may speak too."""
    return may_enter_contributions(actor, cycle, at) or may_speak(cycle, at)
