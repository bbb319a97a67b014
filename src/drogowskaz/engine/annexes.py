"""The annexe of organisations: what they are asked before the form opens, and the rows of the form it feeds."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable, unusable
from drogowskaz.engine.words import LANGUAGES, _
from drogowskaz.engine.yamlfile import Node, read

FILE = "annexe.yaml"
EDITIONS = DEFINITIONS / "editions"


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


NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY)


@dataclass(frozen=True)
class Field:
    """One question. `feeds` are the keys of rows its answers help to fill; the institution decides on the number."""

    key: str
    label: dict[str, str]
    type: FieldType
    unit: str
    required: bool
    feeds: tuple[str, ...]
    help: dict[str, str]


@dataclass(frozen=True)
class Section:
    """Questions asked together; a section that `repeats` is answered once for each service, need or recommendation."""

    key: str
    label: dict[str, str]
    repeats: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Annexe:
    """A version of the annexe."""

    id: str
    label: dict[str, str]
    basis: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def fed(self) -> frozenset[str]:
        """Every row that some field feeds."""
        return frozenset(row for field in self.fields for row in field.feeds)


def annexe_ids(folder: Path = EDITIONS) -> tuple[str, ...]:
    """The annexes that are installed, by name."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{FILE}")))


def annexe_named(name: str) -> Annexe:
    """An installed annexe. Raises Unusable, naming those that exist."""
    if name not in annexe_ids():
        known = ", ".join(annexe_ids())
        raise unusable(_("There is no annexe “{name}”. Known annexes: {known}."), name=name, known=known)
    return load_annexe(EDITIONS / name)


@cache
def load_annexe(folder: Path) -> Annexe:
    """The annexe in `folder`. Raises Unusable with every problem found."""
    problems: list[Problem] = []
    top = read(folder / FILE, f"{folder.name}/{FILE}")
    annexe = Annexe(
        id=top.text("annexe", problems),
        label=_texts(top, "label", problems),
        basis=top.text("basis", problems),
        sections=tuple(_section(node, problems) for node in top.items(problems, "sections")),
    )
    top.refuse_unknown(problems)
    if annexe.id and annexe.id != folder.name:
        problems.append(top.problem(_("The annexe is named “{id}”, its folder otherwise."), "annexe", id=annexe.id))
    if not annexe.fields:
        problems.append(top.problem(_("The annexe asks nothing."), "sections"))
    for name, keys in (
        ("section", [section.key for section in annexe.sections]),
        ("key", [field.key for field in annexe.fields]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            message = _("“{key}” stands twice as a {name} of the annexe.")
            problems.append(top.problem(message, "sections", key=key, name=name))
    if problems:
        raise Unusable(problems)
    return annexe


def _texts(node: Node, key: str, problems: list[Problem]) -> dict[str, str]:
    if not node.has(key):
        problems.append(node.problem(_("The key “{key}” is missing."), key=key))
    return node.texts(key, problems)


def _section(node: Node, problems: list[Problem]) -> Section:
    section = Section(
        key=node.text("section", problems),
        label=_texts(node, "label", problems),
        repeats=node.flag("repeats", problems),
        fields=tuple(_field(item, problems) for item in node.items(problems, "fields")),
    )
    node.refuse_unknown(problems)
    return section


def _field(node: Node, problems: list[Problem]) -> Field:
    if not node.has("type"):
        problems.append(node.problem(_("The key “{key}” is missing."), key="type"))
    field = Field(
        key=node.text("key", problems),
        label=_texts(node, "label", problems),
        type=node.choice("type", FieldType, problems, FieldType.TEXT),
        unit=node.optional("unit"),
        required=node.flag("required", problems),
        feeds=node.strings("feeds", problems),
        help=node.texts("help", problems) or dict.fromkeys(LANGUAGES, ""),
    )
    if (field.type in NUMBERS) != bool(field.unit):
        problems.append(node.problem(_("A number needs a unit, and only a number has one."), "type"))
    node.refuse_unknown(problems)
    return field
