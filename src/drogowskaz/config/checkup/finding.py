"""What one check found."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from drogowskaz.engine.words import _, say


class Grade(IntEnum):
    """How it is: the exit code of `doctor` is the worst one."""

    WELL = 0
    MIND = 1
    WRONG = 2


NAMES = {Grade.WELL: _("well"), Grade.MIND: _("mind this"), Grade.WRONG: _("wrong")}


@dataclass(frozen=True)
class Finding:
    """`message` tells how it is and `advice` what to do; both are marked source strings filled from `params`."""

    grade: Grade
    message: str
    params: dict[str, Any] = field(default_factory=dict)
    advice: str = ""

    def told(self, lang: str) -> str:
        return say(self.message, lang, **self.params)

    def advised(self, lang: str) -> str:
        return say(self.advice, lang, **self.params) if self.advice else ""


def well(message: str, **params: Any) -> Finding:
    return Finding(Grade.WELL, message, params)


def mind(message: str, advice: str, **params: Any) -> Finding:
    return Finding(Grade.MIND, message, params, advice)


def wrong(message: str, advice: str, **params: Any) -> Finding:
    return Finding(Grade.WRONG, message, params, advice)
