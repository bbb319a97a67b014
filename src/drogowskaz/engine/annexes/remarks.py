"""What is said of answers: what keeps an annexe from being handed in, and what its author should know."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from drogowskaz.engine.annexes.aims import OPINION, Aim, aims_of, answer_beside, method_in, places_of, withheld_by
from drogowskaz.engine.annexes.answers import Answers, number_of, show_answer
from drogowskaz.engine.annexes.schema import NO, NUMBERS, YES, Annexe, Field, FieldType, Section, Texts
from drogowskaz.engine.disclosure.small import PARAMETER
from drogowskaz.engine.parameters import parameters
from drogowskaz.engine.words import LANGUAGES, _, say


@dataclass(frozen=True)
class AnswerRemark:
    """A sentence about an answer. `message` is a marked source string; `params` fill its names, a text in each
    language where they are words: `sentence` puts it together."""

    field: str
    place: int
    message: str
    params: dict[str, str | int | Texts] = dataclasses.field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """The remark as it is shown."""
        filled = {name: part[lang] if isinstance(part, dict) else part for name, part in self.params.items()}
        return say(self.message, lang, **filled)


@dataclass(frozen=True)
class AnswerProblem(AnswerRemark):
    """Why the annexe cannot be handed in yet."""


@dataclass(frozen=True)
class AnswerHint(AnswerRemark):
    """What is good to know and keeps nobody from anything."""


def problems_of(annexe: Annexe, answers: Answers) -> tuple[AnswerProblem, ...]:
    """What is missing, not agreed to, or contradicts another answer, in the order of the questions.

    A section that repeats may be left empty; what it requires is asked of each place that holds an answer.
    """
    return tuple(
        problem
        for section in annexe.sections
        for place in places_of(section, answers)
        for field in section.fields
        for problem in _problems(annexe, field, place, answers)
    )


def hints_of(annexe: Annexe, answers: Answers) -> tuple[AnswerHint, ...]:
    """Small numbers, numbers that do not go to the form and why, and people who may be counted twice."""
    found: list[AnswerHint] = []
    least = least_shown()
    aims = aims_of(annexe, answers)
    for section in annexe.sections:
        for place in places_of(section, answers):
            for field in section.fields:
                found += _hints(annexe, section, field, place, answers, least)
        found += _twice(section, aims)
    return tuple(found)


def least_shown() -> int:
    """The least number of people that public pages show, by the strictest rule there ever was."""
    return max(int(parameter.value) for parameter in parameters() if parameter.code == PARAMETER)


def _problems(annexe: Annexe, field: Field, place: int, answers: Answers) -> Iterator[AnswerProblem]:
    text = answers.get((field.key, place), "")
    if field.consent and text != YES:
        yield AnswerProblem(field.key, place, _("Without this statement the annexe cannot be handed in."))
    elif field.required and not text:
        yield AnswerProblem(field.key, place, _("This question needs an answer."))
    if not text:
        return
    for key, wrong in field.contradicts.items():
        said = answer_beside(annexe, key, place, answers)
        if said == wrong and not _is_nothing(field, text):
            message = _("This is answered, and “{other}” says: {said}. Change one of the two.")
            yield AnswerProblem(field.key, place, message, _told(annexe, key, said))
    whole = _whole(annexe, field, place, answers)
    if whole and number_of(field, text) > number_of(field, whole):
        message = _("This is a part of “{other}”, and larger than it ({said}). Correct one of the two.")
        yield AnswerProblem(field.key, place, message, _told(annexe, field.within, whole))


def _whole(annexe: Annexe, field: Field, place: int, answers: Answers) -> str:
    """The number that this one is a part of. One that counted something else, families or visits, is no whole of it."""
    if not field.within:
        return ""
    for key, wanted in annexe.field_by_key[field.within].only_if.items():
        of_choice = annexe.field_by_key[key].type is FieldType.CHOICE
        if of_choice and answer_beside(annexe, key, place, answers) != wanted:
            return ""
    return answers.get((field.within, place), "")


def _is_nothing(field: Field, text: str) -> bool:
    """Whether the answer says that there was none."""
    return number_of(field, text) == 0 if field.type in NUMBERS else field.type is FieldType.YES_NO and text == NO


def _told(annexe: Annexe, key: str, text: str) -> dict[str, str | int | Texts]:
    other = annexe.field_by_key[key]
    return {"other": other.label, "said": {lang: show_answer(other, text, lang) for lang in LANGUAGES}}


def _hints(
    annexe: Annexe, section: Section, field: Field, place: int, answers: Answers, least: int
) -> Iterator[AnswerHint]:
    text = answers.get((field.key, place), "")
    if not text:
        return
    if field.sensitive and 0 < number_of(field, text) < least:
        message = _("Fewer than {least} people: the office sees this number, public pages do not show it.")
        yield AnswerHint(field.key, place, message, {"least": least})
    if field.explains or not (field.feeds or field.by):
        return
    withheld = withheld_by(annexe, field, place, answers)
    said = answer_beside(annexe, withheld, place, answers) if withheld else ""
    if withheld and not said:
        message = _("This goes to the form only when “{other}” is answered too.")
        yield AnswerHint(field.key, place, message, {"other": annexe.field_by_key[withheld].label})
    elif withheld:
        message = _("This number is not added to the form, because “{other}” says: {said}. The office reads it.")
        yield AnswerHint(field.key, place, message, _told(annexe, withheld, said))
    elif field.type in NUMBERS and method_in(section, answers, place) == OPINION:
        message = _("An opinion is read by the office and not added to the numbers of the form.")
        yield AnswerHint(field.key, place, message)


def _twice(section: Section, aims: tuple[Aim, ...]) -> Iterator[AnswerHint]:
    """People told of in several places of a section, without a note on whom they share."""
    keys = {field.key for field in section.fields if field.sensitive}
    seen: set[str] = set()
    for aim in aims:
        if not section.double or aim.field not in keys:
            continue
        if aim.row in seen and not any(other.double for other in aims if other.row == aim.row):
            message = _("The same people may be counted in several services. If you know that they are, write it here.")
            yield AnswerHint(section.double, aim.place, message)
        seen.add(aim.row)
