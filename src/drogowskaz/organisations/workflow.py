"""How an invitation is answered, and the question asked when a person leaves."""

import datetime as dt
from collections.abc import Callable, Iterable

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.organisations.enums import Answer
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.territory.models import Unit
from drogowskaz.ui.waiting import Waiting

_IN_TIME = _("the link from the letter, before its last moment")
ACCEPT = Transition(
    name="accept",
    sources=(Answer.WAITING,),
    target=Answer.ACCEPTED,
    who=_("whoever the letter was sent to"),
    needs=_IN_TIME,
    verb="invitation.accepted",
)
DECLINE = Transition(
    name="decline",
    sources=(Answer.WAITING,),
    target=Answer.DECLINED,
    who=_("whoever the letter was sent to"),
    needs=_IN_TIME,
    verb="invitation.declined",
)
WITHDRAW = Transition(
    name="withdraw",
    sources=(Answer.WAITING,),
    target=Answer.WITHDRAWN,
    who=_("whoever sent it, a manager of the organisation, an administrator of the unit"),
    needs="",
    verb="invitation.withdrawn",
)
INVITATION = Workflow(
    name="invitation",
    start=Answer.WAITING,
    states={
        Answer.WAITING: _("waiting for an answer"),
        Answer.ACCEPTED: _("invitation accepted"),
        Answer.DECLINED: _("invitation declined"),
        Answer.WITHDRAWN: _("invitation withdrawn"),
    },
    transitions=(ACCEPT, DECLINE, WITHDRAW),
)


Place = Unit | Organisation
"""What a person leaves: the team of a unit, or an organisation."""
Keeper = Callable[[User, Place, dt.datetime], Iterable[Waiting]]


class Leaving:
    """The question "what waits for this person here?", asked before a handover and answered by areas above.

    `config/gates.py` registers the answers, as it does for gates; the page of the handover shows them all.
    """

    def __init__(self) -> None:
        self.keepers: list[Keeper] = []

    def register(self, keeper: Keeper) -> None:
        """Add an answer; the same one twice counts once."""
        if keeper not in self.keepers:
            self.keepers.append(keeper)

    def waiting(self, person: User, place: Place, at: dt.datetime) -> list[Waiting]:
        """Everything that waits for the person in this place, in the order of registration."""
        return [one for keeper in self.keepers for one in keeper(person, place, at)]


person_leaving = Leaving()
"""What waits for a person who leaves? Areas above answer."""
