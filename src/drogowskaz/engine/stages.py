"""Which stage of an assessment something belongs to that was done for it: diagnosis, needs of infrastructure,
conclusions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Texts
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

WHOLE = ""
"""The stage of what belongs to the work as a whole."""


@dataclass(frozen=True)
class Stage:
    """A stage and what it is about, in both languages."""

    key: str
    label: Texts
    about: Texts


@dataclass(frozen=True)
class Belonging:
    """What belongs to which stage, how sure that is and where it comes from. `name` is a chapter, a kind or an act."""

    name: str
    stage: str
    certainty: Certainty
    source: str


@dataclass(frozen=True)
class Stages:
    """The stages in their order, and what belongs to each of them."""

    stages: tuple[Stage, ...]
    chapters: tuple[Belonging, ...]
    kinds: tuple[Belonging, ...]
    acts: tuple[Belonging, ...]

    def of_chapter(self, number: str) -> str:
        """The stage of a chapter or of a part of one, `6.1`; WHOLE for a chapter that is in none."""
        return _stage_in(self.chapters, number.split(".")[0])

    def of_contribution(self, chapter: str, kind: str) -> str:
        """The stage of a contribution: that of its chapter, else that of its kind."""
        return self.of_chapter(chapter) if chapter else _stage_in(self.kinds, kind)

    def of_act(self, act: str) -> str:
        """The stage of an act without a chapter."""
        return _stage_in(self.acts, act)


def _stage_in(known: Iterable[Belonging], name: str) -> str:
    return next((one.stage for one in known if one.name == name), WHOLE)


@cache
def stages(path: Path = DEFINITIONS / "participation" / "stages.yaml") -> Stages:
    """The stages as we propose them. Raises Unusable with file and line."""
    problems: list[Problem] = []
    node = read(path)
    told = tuple(_stage(one, problems) for one in node.items(problems, "stages"))
    for place, one in enumerate(told):
        if one.key in [other.key for other in told[:place]]:
            problems.append(node.problem(_("The stage “{stage}” stands twice."), "stages", stage=one.key))
    keys = frozenset(one.key for one in told)
    found = Stages(
        stages=told,
        chapters=_belonging(node, "chapters", "chapter", keys, problems),
        kinds=_belonging(node, "kinds", "kind", keys, problems),
        acts=_belonging(node, "acts", "act", keys, problems),
    )
    node.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return found


def _stage(node: Node, problems: list[Problem]) -> Stage:
    stage = Stage(node.text("key", problems), node.texts("label", problems), node.texts("about", problems))
    for key, text in (("label", stage.label), ("about", stage.about)):
        if not text:
            problems.append(node.problem(_("The key “{key}” is missing."), key, key=key))
    node.refuse_unknown(problems)
    return stage


def _belonging(
    node: Node, part: str, key: str, stages: frozenset[str], problems: list[Problem]
) -> tuple[Belonging, ...]:
    """A part of the file: each name once, each stage one of those above it."""
    found: list[Belonging] = []
    for one in node.items(problems, part):
        belonging = Belonging(
            name=one.text(key, problems),
            stage=one.optional("stage", WHOLE),
            certainty=one.choice("certainty", Certainty, problems, Certainty.WORKING),
            source=one.text("source", problems),
        )
        if belonging.stage != WHOLE and belonging.stage not in stages:
            problems.append(one.problem(_("There is no stage “{stage}”."), "stage", stage=belonging.stage))
        if any(belonging.name == other.name for other in found):
            problems.append(one.problem(_("“{name}” belongs to two stages."), key, name=belonging.name))
        one.refuse_unknown(problems)
        found.append(belonging)
    return tuple(found)
