"""What the annexe of organisations asks, frozen: sections, questions, their choices, and the rows they help to fill."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from drogowskaz.engine.values import Kind

Texts = dict[str, str]
"""A text in each language of the interface, by its code."""


class FieldType(StrEnum):
    """What an answer is. Numbers are whole unless DECIMAL; MONEY is in złoty; EVIDENCE points to a cell, an
    indicator or another answer."""

    TEXT = "text"
    LONGTEXT = "longtext"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    YES_NO = "yesno"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    DATE = "date"
    TERRITORY = "territory"
    ORGANISATION = "organisation"
    EVIDENCE = "evidence"


NUMBERS = {FieldType.INTEGER: Kind.COUNT, FieldType.DECIMAL: Kind.FTE, FieldType.MONEY: Kind.MONEY}
"""The types whose answers are numbers, and the kind of the rows they fit."""
CHOSEN = (FieldType.CHOICE, FieldType.MULTICHOICE)
"""The types whose answers are keys of choices."""
COUNTED = (FieldType.YES_NO, FieldType.ORGANISATION)
"""The types whose answer itself is one case: yes, or that the organisation is there."""
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from. Chosen, it counts one at every row of `feeds`, or gives these rows to the
    numbers that are asked `by` its question."""

    key: str
    label: Texts
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One question.

    `feeds` are rows its answer helps to fill; the institution decides on the number. A number is aimed at the first
    of them, the others are where it may be put instead; a yes and an organisation count one at each of them. `by`
    names the choice of the same section whose rows a number takes, `column` the column, in years from the assessed
    one. What `explains` is read beside its rows and never offered to them.

    `only_if`: aimed only when other questions have these answers. `contradicts`: an answer other than zero or no
    cannot stand beside these answers. `within`: a number that is a part of another one. `consent`: only yes will do.
    `sensitive` numbers count people who are helped. `core` questions are asked of the smallest organisation too, and
    stand on the short paper form together with those that are required.
    """

    key: str
    label: Texts
    type: FieldType
    unit: str
    required: bool
    feeds: tuple[str, ...]
    help: Texts
    choices: tuple[Choice, ...] = ()
    column: int = 0
    by: str = ""
    explains: bool = False
    only_if: dict[str, str] = field(default_factory=dict)
    contradicts: dict[str, str] = field(default_factory=dict)
    within: str = ""
    consent: bool = False
    sensitive: bool = False
    core: bool = False

    @cached_property
    def choice_by_key(self) -> dict[str, Choice]:
        """The choices in their order."""
        return {choice.key: choice for choice in self.choices}


@dataclass(frozen=True)
class Section:
    """Questions asked together; a section that `repeats` is answered once for each service, need or recommendation.

    `entry` is what one of these is called, by default as the section. `method` and `double` name the questions that
    say how the numbers of an entry came about and what may be counted twice. In a section that is `declared` the
    organisation speaks for itself: it gives consents, anew every year, and nobody else decides on them.
    """

    key: str
    label: Texts
    repeats: bool
    fields: tuple[Field, ...]
    entry: Texts = field(default_factory=dict)
    method: str = ""
    double: str = ""
    declared: bool = False


@dataclass(frozen=True)
class Annexe:
    """A version of the annexe."""

    id: str
    label: Texts
    basis: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def field_by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section a question stands in, by the key of the question."""
        return {field.key: section for section in self.sections for field in section.fields}

    def is_declared(self, key: str) -> bool:
        """Whether an answer to this question is the organisation's own declaration. A question that is not
        asked any more is none."""
        section = self.section_of.get(key)
        return section is not None and section.declared

    @property
    def fed(self) -> frozenset[str]:
        """Every row that some field or choice feeds."""
        chosen = {row for field in self.fields for choice in field.choices for row in choice.feeds}
        return frozenset(row for field in self.fields for row in field.feeds) | chosen
