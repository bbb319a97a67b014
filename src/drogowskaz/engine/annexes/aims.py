"""Which numbers of an annexe go to which cells of the form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drogowskaz.engine.annexes.answers import Answers, chosen, number_of
from drogowskaz.engine.annexes.schema import CHOSEN, COUNTED, NO, NUMBERS, Annexe, Field, FieldType, Section
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.measures import measures
from drogowskaz.engine.values import State, Value

METHODS = {"measured": "counted", "estimated": "estimated", "opinion": "opinion"}
"""How a number came about, by the choice of the question that asks for it."""
OPINION = METHODS["opinion"]


@dataclass(frozen=True)
class Aim:
    """A number of an answer and the cell it is offered to; of one answer there may be several.

    `field` is the key of the question, `value` in the row's scale. `method` is `counted`, `estimated`, or empty where
    nobody said; `counted` is the word for what was counted, in Polish as on the form, so that it is the same from
    everybody; `double` what the organisation wrote of counting twice.
    """

    field: str
    place: int
    row: str
    offset: int
    value: Value
    method: str
    counted: str
    double: str


def aims_of(annexe: Annexe, answers: Answers, edition: Edition | None = None) -> tuple[Aim, ...]:
    """Every aim of the answers, in the order of the questions; with an `edition`, those whose cell it has.

    An opinion aims at nothing. What counts one in a section that does not repeat is said of the organisation, so it
    counts once at a row however many answers say it.
    """
    found: list[Aim] = []
    once: set[tuple[str, int]] = set()
    for section in annexe.sections:
        for place in places_of(section, answers):
            if method_in(section, answers, place) != OPINION:
                for field in section.fields:
                    found += _aims(annexe, section, field, place, answers, once)
    return tuple(found if edition is None else _in(edition, found))


def places_of(section: Section, answers: Answers) -> tuple[int, ...]:
    """The places of a section that hold an answer, in order; a section that does not repeat has the place 0."""
    if not section.repeats:
        return (0,)
    keys = {field.key for field in section.fields}
    return tuple(sorted({place for (key, place), text in answers.items() if text and key in keys}))


def method_in(section: Section, answers: Answers, place: int) -> str:
    """How the numbers of this place came about; empty where nobody said."""
    return METHODS.get(answers.get((section.method, place), ""), "")


def answer_beside(annexe: Annexe, key: str, place: int, answers: Answers) -> str:
    """The answer to another question: of the same place, or the only one where its section does not repeat."""
    return answers.get((key, place if annexe.section_of[key].repeats else 0), "")


def withheld_by(annexe: Annexe, field: Field, place: int, answers: Answers) -> str | None:
    """The question whose answer keeps this one from being aimed, if there is one."""
    for key, wanted in field.only_if.items():
        if answer_beside(annexe, key, place, answers) != wanted:
            return key
    return None


def _aims(
    annexe: Annexe, section: Section, field: Field, place: int, answers: Answers, once: set[tuple[str, int]]
) -> Iterator[Aim]:
    text = answers.get((field.key, place), "")
    if not text or field.explains or withheld_by(annexe, field, place, answers):
        return
    method = method_in(section, answers, place)
    double = answers.get((section.double, place), "")
    if field.type in NUMBERS:
        value = Value(State.VALUE, number_of(field, text))
        rows = _rows_by(annexe, field, place, answers) if field.by else field.feeds
        for row in rows[:1]:
            yield Aim(field.key, place, row, field.column, value, method, _word(field.unit), double)
        return
    for row in _counted_at(section, field, text):
        cell = row, field.column
        if section.repeats or cell not in once:
            once.add(cell)
            yield Aim(field.key, place, row, field.column, Value(State.VALUE, 1), method, "", double)


def _rows_by(annexe: Annexe, field: Field, place: int, answers: Answers) -> tuple[str, ...]:
    """The rows of what is chosen in the question that the number is asked by."""
    named = annexe.field_by_key[field.by]
    return tuple(row for choice in chosen(named, answers.get((field.by, place), "")) for row in choice.feeds)


def _counted_at(section: Section, field: Field, text: str) -> tuple[str, ...]:
    """The rows at which the answer counts one."""
    if field.type in COUNTED:
        return () if field.type is FieldType.YES_NO and text == NO else field.feeds
    if field.type not in CHOSEN or any(other.by == field.key for other in section.fields):
        return ()
    return tuple(dict.fromkeys(row for choice in chosen(field, text) for row in choice.feeds))


def _in(edition: Edition, aims: list[Aim]) -> Iterator[Aim]:
    """The aims whose cell the edition has; of what counts one, it knows what its row counts."""
    for aim in aims:
        row = edition.row_by_key.get(aim.row)
        if row is not None and aim.offset in row.offsets:
            yield aim if aim.counted else replace(aim, counted=_word(row.unit))


def _word(unit: str) -> str:
    return measures()[unit].label["pl"]
