"""How far organisations can take part in the chapters of a form: where the talks on an agreement begin."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Chapter, Edition, Row, Texts
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.words import LANGUAGES, _
from drogowskaz.engine.yamlfile import Node, read

LEVELS = range(5)
"""0 does not take part, 1 informs, 2 supplies data, 3 drafts a part, 4 is commissioned to draft it."""
SUPPLIES = 2
NOTHING: Texts = dict.fromkeys(LANGUAGES, "")


@dataclass(frozen=True)
class Default:
    """What we propose for a chapter: a level, the highest that fits, what organisations give and on what condition."""

    chapter: str
    level: int
    up_to: int
    gives: Texts
    condition: Texts
    certainty: Certainty
    source: str


@dataclass(frozen=True)
class Scope:
    """A chapter of a form with its default, None where nothing is proposed. `rows` are those of it and its parts that
    organisations can supply numbers for, by the edition."""

    chapter: Chapter
    default: Default | None
    rows: tuple[Row, ...]

    @property
    def level(self) -> int:
        """The level the talks begin with."""
        return self.default.level if self.default else 0


@cache
def defaults(path: Path = DEFINITIONS / "participation" / "scope.yaml") -> tuple[Default, ...]:
    """What is proposed for each chapter. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found: list[Default] = []
    for node in read(path).items(problems, "chapters"):
        default = _default(node, problems)
        if any(default.chapter == other.chapter for other in found):
            message = _("The chapter “{chapter}” has two proposals.")
            problems.append(node.problem(message, "chapter", chapter=default.chapter))
        found.append(default)
    if problems:
        raise Unusable(problems)
    return tuple(found)


def _default(node: Node, problems: list[Problem]) -> Default:
    level = _level(node, "level", problems)
    default = Default(
        chapter=node.text("chapter", problems),
        level=level,
        up_to=_level(node, "up_to", problems),
        gives=_said(node, "gives", problems),
        condition=_said(node, "condition", problems),
        certainty=node.choice("certainty", Certainty, problems, Certainty.WORKING),
        source=node.text("source", problems),
    )
    if default.up_to < default.level:
        problems.append(node.problem(_("The highest level is below the proposed one."), "up_to"))
    node.refuse_unknown(problems)
    return default


def _level(node: Node, key: str, problems: list[Problem]) -> int:
    level = node.number(key, problems)
    if level is None or level not in LEVELS:
        problems.append(node.problem(_("“{key}” must be a whole number from 0 to 4."), key, key=key))
        return 0
    return level


def _said(node: Node, key: str, problems: list[Problem]) -> Texts:
    """A text in both languages or in neither."""
    inner = node.inner(key, problems) if node.has(key) else None
    if inner is None:
        return NOTHING
    found = {lang: inner.optional(lang) for lang in LANGUAGES}
    inner.refuse_unknown(problems)
    if bool(found["pl"]) != bool(found["en"]):
        problems.append(node.problem(_("A text stands in one language only."), key))
    return found


def scope_of(edition: Edition) -> tuple[Scope, ...]:
    """The chapters of the form in their order; a chapter with parts stands for its parts too."""
    proposed = {default.chapter: default for default in defaults()}
    return tuple(
        Scope(
            chapter=chapter,
            default=proposed.get(chapter.number),
            rows=tuple(
                row
                for part in edition.chapters
                if part.number.split(".")[0] == chapter.number
                for row in part.rows
                if row.ngo >= SUPPLIES
            ),
        )
        for chapter in edition.chapters
        if "." not in chapter.number
    )
