"""The annexe of organisations: what they are asked before the form opens, what they answer, and the cells it feeds."""

from drogowskaz.engine.annexes.aims import Aim, aims_of
from drogowskaz.engine.annexes.answers import Answers, chosen, read_answer, show_answer, unit_text
from drogowskaz.engine.annexes.csvfile import read_csv, write_csv
from drogowskaz.engine.annexes.loader import FILE, annexe_ids, annexe_named, load_annexe
from drogowskaz.engine.annexes.remarks import AnswerHint, AnswerProblem, hints_of, problems_of
from drogowskaz.engine.annexes.schema import Annexe, Choice, Field, FieldType, Section

__all__ = [
    "FILE",
    "Aim",
    "Annexe",
    "AnswerHint",
    "AnswerProblem",
    "Answers",
    "Choice",
    "Field",
    "FieldType",
    "Section",
    "aims_of",
    "annexe_ids",
    "annexe_named",
    "chosen",
    "hints_of",
    "load_annexe",
    "problems_of",
    "read_answer",
    "read_csv",
    "show_answer",
    "unit_text",
    "write_csv",
]
