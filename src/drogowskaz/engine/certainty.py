"""How sure we are of a definition. Shown beside it wherever it appears."""

from enum import StrEnum

from drogowskaz.engine.words import _


class Certainty(StrEnum):
    """`certain`: read in a filled form or a publication; `inferred`: existence proven, wording or place not;
    `working`: our own assumption, to be replaced by the real row when it can be read."""

    CERTAIN = "certain"
    INFERRED = "inferred"
    WORKING = "working"


LABELS = {
    Certainty.CERTAIN: _("certain"),
    Certainty.INFERRED: _("inferred, to be checked"),
    Certainty.WORKING: _("our assumption, to be checked"),
}
