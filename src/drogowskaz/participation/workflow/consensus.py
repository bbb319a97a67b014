"""The way of a consensus map."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.consensus import MapState

_TEAM = _("the people of the unit, an animator")
OPEN = Transition(
    name="open",
    sources=(MapState.DRAFT,),
    target=MapState.OPEN,
    who=_TEAM,
    needs=_("at least three statements and the last day"),
    verb="consensus_map.opened",
)
CLOSE = Transition(
    name="close",
    sources=(MapState.OPEN,),
    target=MapState.CLOSED,
    who=_TEAM,
    needs=_("nothing; the results become public"),
    verb="consensus_map.closed",
)
CANCEL = Transition(
    name="cancel",
    sources=(MapState.DRAFT, MapState.OPEN),
    target=MapState.CANCELLED,
    who=_TEAM,
    needs=_("a reason"),
    verb="consensus_map.cancelled",
)
MAP = Workflow(
    name="consensus map",
    start=MapState.DRAFT,
    states={
        MapState.DRAFT: _("being prepared"),
        MapState.OPEN: _("open for voices"),
        MapState.CLOSED: _("closed, results published"),
        MapState.CANCELLED: _("map called off"),
    },
    transitions=(OPEN, CLOSE, CANCEL),
)
