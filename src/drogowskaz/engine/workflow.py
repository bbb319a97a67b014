"""States of a thing, the moves between them, and refusals that a person can read.

A workflow is a table. Buttons, actions, the API, the diagrams in the documentation and the tests all come from it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from drogowskaz.engine.words import _, say

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done. `message` is a marked source string; `params` fill its names.

    The params named in `marked` are source strings themselves (the name of a state, say) and are translated too.
    """

    message: str
    params: dict[str, Any] = field(default_factory=dict)
    marked: tuple[str, ...] = ()

    def sentence(self, lang: str) -> str:
        spoken = {name: say(self.params[name], lang) for name in self.marked}
        return say(self.message, lang, **{**self.params, **spoken})


class Refused(Exception):
    """An action was not carried out and nothing changed. Holds every reason."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(refusal.sentence("en") for refusal in self.refusals))


def refuse(*reasons: Refusal | None) -> None:
    """Raise Refused with the reasons that are there, all at once; pass when there are none."""
    given = [reason for reason in reasons if reason]
    if given:
        raise Refused(given)


def whole(words: str, most: int) -> str:
    """Words as they are kept: without the spaces around them, and with each end of a line as one character, as the
    field they were typed in counts it. Raises Refused beyond `most` characters: nobody's words are cut off unseen."""
    refuse(too_long(words, most))
    return _kept(words)


def too_long(words: str, most: int) -> Refusal | None:
    """Why words cannot be kept whole within `most` characters, for actions that tell all that is wrong at once."""
    kept = _kept(words)
    return Refusal(TOO_LONG, {"beginning": kept[:40], "length": len(kept), "most": most}) if len(kept) > most else None


def _kept(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


TOO_LONG = _(
    "The text that begins “{beginning}…” has {length} characters, and {most} is the most that can be taken in. Shorten "
    "it; nothing was changed."
)


@dataclass(frozen=True)
class Transition:
    """One move. `who` and `needs` are marked source strings for people; `verb` is the name in the audit log."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: str
    needs: str
    verb: str


@dataclass(frozen=True)
class Workflow:
    """All moves of one kind of thing. `states` maps each state to its marked name; `start` is where a thing begins."""

    name: str
    start: str
    states: dict[str, str]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        named = {self.start, *(state for move in self.transitions for state in (*move.sources, move.target))}
        assert named <= self.states.keys(), f"{self.name}: unknown states {named - self.states.keys()}"

    def move(self, name: str) -> Transition:
        return next(move for move in self.transitions if move.name == name)

    def moves_from(self, state: str) -> tuple[Transition, ...]:
        return tuple(move for move in self.transitions if state in move.sources)


class Gate(Generic[Thing]):
    """A named question on a move, asked by a lower area and answered by areas above it, which it does not know.

    The area that owns the move declares the gate; `config/gates.py` registers the answers; the action asks inside
    its own transaction and refuses with all sentences.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.keepers: list[Callable[[Thing], Iterable[Refusal]]] = []

    def register(self, keeper: Callable[[Thing], Iterable[Refusal]]) -> None:
        """Add an answer; the same one twice counts once."""
        if keeper not in self.keepers:
            self.keepers.append(keeper)

    def refusals(self, thing: Thing) -> list[Refusal]:
        return [refusal for keeper in self.keepers for refusal in keeper(thing)]
