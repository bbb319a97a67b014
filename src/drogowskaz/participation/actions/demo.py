"""An invented gmina in which organisations take part, for the demonstration."""

import datetime as dt

from drogowskaz.participation.actions.demo_agreement import demo_agreement
from drogowskaz.participation.actions.demo_annexe import demo_annexe
from drogowskaz.participation.actions.demo_consensus import demo_consensus
from drogowskaz.participation.actions.demo_consultation import demo_consultation
from drogowskaz.participation.actions.demo_contribution import demo_contribution
from drogowskaz.participation.actions.demo_contribution_entering import demo_contribution_entering
from drogowskaz.participation.actions.demo_drafting import demo_drafting
from drogowskaz.participation.actions.demo_fate import demo_fate
from drogowskaz.participation.actions.demo_invitation import demo_invitation
from drogowskaz.participation.actions.demo_meeting import demo_meeting
from drogowskaz.participation.actions.demo_moderation import demo_moderation
from drogowskaz.participation.actions.demo_paper import demo_paper
from drogowskaz.participation.actions.demo_review import demo_review


def demo_participation(*, at: dt.datetime) -> None:
    """Everything, in the order in which it would happen; a second time changes nothing."""
    demo_paper(at=at)
    demo_agreement(at=at)
    demo_drafting(at=at)
    demo_invitation(at=at)
    demo_annexe(at=at)
    demo_review(at=at)
    demo_meeting(at=at)
    demo_consultation(at=at)
    demo_contribution(at=at)
    demo_contribution_entering(at=at)
    demo_moderation(at=at)
    demo_fate(at=at)
    demo_consensus(at=at)
