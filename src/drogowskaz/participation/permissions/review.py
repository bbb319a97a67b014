"""Who may decide on the answers of an annexe, and on whose behalf."""

import datetime as dt
from collections.abc import Iterable

from drogowskaz.assessments.permissions import WRITTEN_DOWN
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.permissions import Actor, Verdict, may_decide, person_of, roles_of
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.permissions.invitation import may_invite

OFFICE = frozenset({Role.DATA_EDITOR, Role.APPROVER})
"""Who decides in the office's own name. Animators help it, and decide nothing for it."""
_NEEDS_PAPER = _(
    "You help the office and do not decide for it. Choose the paper in which it decided: a letter, a decision or "
    "minutes; your note then stands with it. A new paper is registered among the papers of the cycle."
)


def is_of_office(actor: Actor, annexe: Annexe, at: dt.datetime) -> bool:
    """Whether the person decides in the office's own name."""
    held = roles_of(actor, annexe.cycle.unit, annexe.cycle.year, at)
    return actor is None or bool(held & OFFICE)


def may_review(actor: Actor, annexe: Annexe, items: Iterable[AnnexeItem], basis: str, at: dt.datetime) -> Verdict:
    """Whether the person may decide on these answers: the office's people, but not on what they wrote or handed in,
    except where one person is the whole office. Whoever only helps writes down what the office decided, on a paper."""
    cycle = annexe.cycle
    refusal = may_invite(actor, cycle, at)
    if refusal or actor is None:
        return Verdict(refusal)
    if not is_of_office(actor, annexe, at):
        return Verdict(label=WRITTEN_DOWN) if basis else Verdict(Refusal(_NEEDS_PAPER))
    person = person_of(actor)
    assert person is not None, "somebody without an account has no role"
    wrote = annexe.sent_by_id == person.pk or any(one.changed_by_id == person.pk for one in items)
    return may_decide(actor, person if wrote else None, cycle.unit, cycle.year, at)
