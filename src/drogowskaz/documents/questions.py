"""Questions of a paper form: what a document asks to be written by hand, or prints where it is known."""

from dataclasses import dataclass
from typing import TypeAlias

TICKED, UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
DOTS = "\N{HORIZONTAL ELLIPSIS}"
WIDE, NARROW = 38, 8
"""Signs of dots in a line to write on, and in the room for a number."""


@dataclass(frozen=True)
class Blank:
    """A question of a paper form with room to write: so many `lines`, or a box for a number where there are none.

    An `answer` that is known stands in the room. `note` helps to answer; `unit` stands behind the box.
    """

    label: str
    lines: int = 1
    note: str = ""
    unit: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Box:
    """A box to tick and what it stands for."""

    label: str
    ticked: bool = False


@dataclass(frozen=True)
class Boxes:
    """A question of a paper form with boxes to tick. `note` helps to answer."""

    label: str
    boxes: tuple[Box, ...]
    note: str = ""


Question: TypeAlias = Blank | Boxes


def room_in_signs(question: Question) -> tuple[str, ...]:
    """The lines below a question in a format that draws no boxes: signs of boxes, dots to write on, or the answer."""
    if isinstance(question, Boxes):
        return tuple(f"{TICKED if box.ticked else UNTICKED} {box.label}" for box in question.boxes)
    if question.answer:
        return (f"{question.answer} {question.unit}".rstrip(),)
    if question.lines == 0:
        return (f"{DOTS * NARROW} {question.unit}".rstrip(),)
    return (DOTS * WIDE,) * question.lines
