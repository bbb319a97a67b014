"""`crosswalk.yaml` in an edition's folder, and the way between any two installed editions."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.ways import Crosswalk, compose, joined, unchanged, with_entries
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids, load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node, read

FILE = "crosswalk.yaml"
Extra = Mapping[str, Iterable[Sequence[Entry]]]
"""Entries published in an installation, by the edition they lead to; the later ones stand instead of the earlier."""


@cache
def crosswalk_in(folder: Path) -> Crosswalk | None:
    """The crosswalk into the edition in `folder` from its neighbour folder; None when it has none.

    Raises Unusable with every problem, each with file and line.
    """
    path = folder / FILE
    if not path.exists():
        return None
    shown = f"{folder.name}/{FILE}"
    problems: list[Problem] = []
    top = read(path, shown)
    earlier = top.text("from", problems)
    unread = top.strings("unread", problems)
    entries = [entry for node in top.items(problems, "entries") for entry in _entries(node, problems)]
    top.refuse_unknown(problems)
    if earlier and (earlier == folder.name or earlier not in edition_ids(folder.parent)):
        problems.append(top.problem(_("There is no earlier edition “{name}”."), "from", name=earlier))
    if problems:
        raise Unusable(problems)
    return compose(load(folder.parent / earlier), load(folder), entries, unread, Place(shown, top.line))


def crosswalk_of(name: str) -> Crosswalk | None:
    """The shipped crosswalk into an installed edition; None when it has none."""
    return crosswalk_in(EDITIONS / name)


def crosswalk_problems(folder: Path) -> tuple[Problem, ...]:
    """What the linter must say of the crosswalk into the edition in `folder`; nothing when it is sound or absent."""
    try:
        crosswalk_in(folder)
    except Unusable as refused:
        return refused.problems
    return ()


def _entries(node: Node, problems: list[Problem]) -> list[Entry]:
    """An entry, or one for each pair when `old` or `new` is a list."""
    olds, news = _keys(node, "old", problems), _keys(node, "new", problems)
    year = node.number("year", problems)
    if not node.has("year"):
        problems.append(node.problem(_("The key “{key}” is missing."), key="year"))
    if not node.has("reason"):
        problems.append(node.problem(_("The key “{key}” is missing."), key="reason"))
    relation = node.choice("relation", Relation, problems, Relation.SAME)
    reason = node.texts("reason", problems)
    breaks = node.flag("break", problems)
    certainty = node.choice("certainty", Certainty, problems, Certainty.WORKING)
    node.refuse_unknown(problems)
    place = Place(node.file, node.line)
    return [
        Entry(old, new, relation, year or 0, reason, breaks, certainty, place)
        for old in olds or (None,)
        for new in news or (None,)
    ]


def _keys(node: Node, key: str, problems: list[Problem]) -> tuple[str, ...]:
    if node.is_list(key):
        return node.strings(key, problems)
    text = node.optional(key)
    return (text,) if text and text != "null" else ()


def earlier_editions(name: str, folder: Path = EDITIONS) -> tuple[str, ...]:
    """The editions that crosswalks lead back to, the nearest first. Raises Unusable when they lead in a circle."""
    found: list[str] = []
    current = crosswalk_in(folder / name)
    while current is not None:
        if current.old.id in (name, *found):
            raise unusable(_("The crosswalks of {editions} lead in a circle."), editions=", ".join([name, *found]))
        found.append(current.old.id)
        current = crosswalk_in(folder / current.old.id)
    return tuple(found)


def way_between(old: Edition, new: Edition, extra: Extra | None = None, folder: Path = EDITIONS) -> Crosswalk:
    """From an edition to a later one, through those between them, with the entries published beside the shipped ones.

    Raises Unusable when no crosswalk leads there.
    """
    if old is new:
        return unchanged(new)
    earlier = earlier_editions(new.id, folder)
    if old.id not in earlier:
        raise unusable(_("No crosswalk leads from {old} to {new}."), old=old.id, new=new.id)
    between = [new.id, *earlier[: earlier.index(old.id)]]
    return reduce(joined, (_in_force(name, extra or {}, folder) for name in reversed(between)))


def _in_force(name: str, extra: Extra, folder: Path) -> Crosswalk:
    shipped = crosswalk_in(folder / name)
    assert shipped is not None, "only editions with a crosswalk have earlier ones"
    return reduce(with_entries, extra.get(name, ()), shipped)
