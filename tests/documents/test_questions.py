"""Questions of a paper form where no boxes can be drawn."""

import pytest

from drogowskaz.documents.questions import Blank, Box, Boxes, Question, room_in_signs


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (Boxes("What", (Box("this", ticked=True), Box("that"))), ("☒ this", "☐ that")),
        (Blank("What", 2), ("…" * 38, "…" * 38)),
        (Blank("How many", 0, unit="persons"), ("……… persons".replace("………", "…" * 8),)),
        (Blank("How many", 0, unit="persons", answer="12"), ("12 persons",)),
        (Blank("What", 3, answer="This\nand that"), ("This\nand that",)),
    ],
    ids=["boxes", "lines", "number", "known number", "known words"],
)
def test_below_a_question_there_is_room_or_its_answer(question: Question, lines: tuple[str, ...]) -> None:
    assert room_in_signs(question) == lines
