"""The entries between two editions, walked year by year, as the way of every row from the earlier to the later."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.rules import circle_problems, shape_problems, year_problems
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.problems import Place, Problem, Unusable
from drogowskaz.engine.words import _


@dataclass(frozen=True)
class Way:
    """The way of one row. `old` is its key in the earlier edition, None when it came later; `new` its key in the
    later one, None when it is gone; `steps` are the entries on the way, oldest first. No steps: nothing happened."""

    old: str | None
    new: str | None
    steps: tuple[Entry, ...] = ()

    @property
    def relation(self) -> Relation:
        """All steps in one word. A row that was dropped and came back under its key is the same, with a break."""
        relations = [step.relation for step in self.steps]
        if self.new is None:
            return Relation.REMOVED
        if self.old is None:
            return Relation.NEW
        for gravest in (Relation.SPLIT, Relation.MERGED, Relation.MOVED, Relation.RENAMED):
            if gravest in relations:
                return gravest
        return Relation.SAME

    @property
    def keys(self) -> frozenset[str]:
        """Every key the row had on this way."""
        inside = {key for step in self.steps for key in (step.old, step.new)}
        return frozenset(key for key in {self.old, self.new, *inside} if key)


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """All ways between two editions. `unread` are rows that the form had before although the earlier edition does
    not have them, because no print of their chapter could be read."""

    old: Edition
    new: Edition
    entries: tuple[Entry, ...]
    unread: tuple[str, ...]
    ways: tuple[Way, ...]

    @cached_property
    def _by_old(self) -> Mapping[str | None, list[Way]]:
        found: dict[str | None, list[Way]] = defaultdict(list)
        for way in self.ways:
            found[way.old].append(way)
        return found

    @cached_property
    def _by_new(self) -> Mapping[str | None, list[Way]]:
        found: dict[str | None, list[Way]] = defaultdict(list)
        for way in self.ways:
            found[way.new].append(way)
        return found

    def out_of(self, key: str) -> tuple[Way, ...]:
        """Where a row of the earlier edition went."""
        return tuple(self._by_old.get(key, ()))

    def into(self, key: str) -> tuple[Way, ...]:
        """Where a row of the later edition comes from; nothing when no entry and no earlier row tells of it."""
        return tuple(self._by_new.get(key, ()))

    def through(self, key: str) -> tuple[Way, ...]:
        """The ways on which a row had this key at some time."""
        return tuple(way for way in self.ways if key in way.keys)


def compose(
    old: Edition, new: Edition, entries: Iterable[Entry], unread: Iterable[str] = (), top: Place | None = None
) -> Crosswalk:
    """The ways that the entries make. Rows without an entry stay the same row under the same key.

    Raises Unusable with every problem; those of no single entry stand at `top`.
    """
    entries = tuple(sorted(entries, key=lambda entry: entry.year))
    unread = tuple(unread)
    problems = [*shape_problems(entries, old.years[0], new.years[-1]), *circle_problems(entries)]
    for key in unread:
        if key in old.row_by_key:
            message = _("“{key}” stands under “unread” and is a row of {edition}.")
            problems.append(Problem(message, top, {"key": key, "edition": old.id}))
    if problems:
        raise Unusable(problems)
    crosswalk = Crosswalk(old, new, entries, unread, _walk(old, entries, unread, problems))
    for way in crosswalk.ways:
        if way.new is not None and way.new not in new.row_by_key:
            message = _("The row “{key}” is not in {edition}, and no entry says what became of it.")
            place = way.steps[-1].place if way.steps else top
            problems.append(Problem(message, place, {"key": way.new, "edition": new.id}))
    if problems:
        raise Unusable(problems)
    return crosswalk


def _walk(
    old: Edition, entries: tuple[Entry, ...], unread: tuple[str, ...], problems: list[Problem]
) -> tuple[Way, ...]:
    present = {key: [Way(key, key)] for key in (*old.row_by_key, *unread)}
    gone: dict[str, list[Way]] = {}
    for year in sorted({entry.year for entry in entries}):
        now = [entry for entry in entries if entry.year == year]
        problems.extend(year_problems(now, present.keys(), old.id))
        after: dict[str, list[Way]] = defaultdict(list)
        for entry in now:
            if entry.old is None:
                # A key is for ever: a row that comes back under its key goes on from where it was dropped.
                before = gone.pop(str(entry.new), None) or [Way(None, None)]
            else:
                before = present.get(entry.old, [])
            onward = [Way(way.old, entry.new, (*way.steps, entry)) for way in before]
            if entry.new is None:
                gone[str(entry.old)] = onward
            else:
                after[entry.new] += onward
        for entry in now:
            present.pop(entry.old or "", None)
        present |= after
    return tuple(way for ways in (*present.values(), *gone.values()) for way in ways)


def with_entries(crosswalk: Crosswalk, extra: Iterable[Entry]) -> Crosswalk:
    """The crosswalk with further entries, which stand instead of those of the same year about the same rows.

    Raises Unusable when the whole would not mean one thing any more.
    """
    extra = tuple(extra)
    kept = [entry for entry in crosswalk.entries if not any(_about_the_same(entry, other) for other in extra)]
    return compose(crosswalk.old, crosswalk.new, (*kept, *extra), crosswalk.unread)


def _about_the_same(entry: Entry, other: Entry) -> bool:
    if entry.year != other.year:
        return False
    return (entry.old is not None and entry.old == other.old) or (entry.new is not None and entry.new == other.new)


def unchanged(edition: Edition) -> Crosswalk:
    """From an edition to itself."""
    return Crosswalk(edition, edition, (), (), tuple(Way(row.key, row.key) for row in edition.rows))


def joined(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """Two crosswalks one after the other: `first` ends in the edition in which `second` starts."""
    assert first.new is second.old, "the second crosswalk starts where the first ends"
    ways = [way for way in first.ways if way.new is None]
    for later in second.ways:
        earlier = first.into(later.old) if later.old else ()
        ways += [Way(way.old, later.new, (*way.steps, *later.steps)) for way in earlier] or [later]
    unread = (*first.unread, *second.unread)
    return Crosswalk(first.old, second.new, (*first.entries, *second.entries), unread, tuple(ways))
