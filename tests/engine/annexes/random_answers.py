"""Random answers to an annexe, as they are kept."""

import datetime as dt

from hypothesis import strategies as st

from drogowskaz.engine.annexes import Annexe, Field, FieldType, read_answer

WORDS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["=1+1", "'=1+1", "+48 600", "-", "@a", '"', "a;b\tc", "yes", "\ufefftak", "a\r\nb", "''=x", "\u2028", "12"]
)
CODES = ("1261011", "1261", "12", "9901012", "9901")


def texts_of(field: Field) -> st.SearchStrategy[str]:
    """Canonical texts of a question."""
    match field.type:
        case FieldType.INTEGER:
            return st.integers(0, 40_000_000).map(str)
        case FieldType.DECIMAL:
            return st.integers(0, 100_000_000).map(lambda number: read_answer(field, f"{number / 100:.2f}", "en")[0])
        case FieldType.MONEY:
            return st.integers(0, 10**14).map(lambda number: f"{number // 100}.{number % 100:02}")
        case FieldType.YES_NO:
            return st.sampled_from(["yes", "no"])
        case FieldType.CHOICE:
            return st.sampled_from([choice.key for choice in field.choices])
        case FieldType.MULTICHOICE:
            keys = [choice.key for choice in field.choices]
            return st.sets(st.sampled_from(keys), min_size=1).map(
                lambda found: " ".join(key for key in keys if key in found)
            )
        case FieldType.DATE:
            return st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)).map(dt.date.isoformat)
        case FieldType.TERRITORY:
            return st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(" ".join)
        case _:
            return WORDS.map(lambda typed: read_answer(field, typed, "pl")[0])


@st.composite
def answers(draw: st.DrawFn, annexe: Annexe) -> dict[tuple[str, int], str]:
    """Answers to some of the questions, in up to three entries of what repeats."""
    found = {}
    for field in draw(st.lists(st.sampled_from(annexe.fields), max_size=12, unique_by=lambda field: field.key)):
        for place in range(draw(st.integers(1, 3)) if annexe.section_of[field.key].repeats else 1):
            text = draw(texts_of(field))
            if text:
                found[field.key, place] = text
    return found
