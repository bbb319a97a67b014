"""What a set of entries must be to mean one thing only. Each rule gives problems, none when all is well."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.words import _

_NEEDS = {
    Relation.SAME: _("“same” needs one key, the same in “old” and in “new”."),
    Relation.RENAMED: _("“renamed” needs two different keys, in “old” and in “new”."),
    Relation.MOVED: _("“moved” needs a key in “old” and a key in “new”."),
    Relation.SPLIT: _("“split” needs a key in “old” and a key in “new”."),
    Relation.MERGED: _("“merged” needs a key in “old” and a key in “new”."),
    Relation.NEW: _("“new” needs a key in “new” and none in “old”."),
    Relation.REMOVED: _("“removed” needs a key in “old” and none in “new”."),
}


def shape_problems(entries: Iterable[Entry], first: int, last: int) -> Iterator[Problem]:
    """Entries that lack a key or have one too many, and years outside of (first, last]."""
    for entry in entries:
        if not _well_shaped(entry):
            yield Problem(_NEEDS[entry.relation], entry.place)
        if not first < entry.year <= last:
            message = _("The year {year} must be after {first} and not after {last}.")
            yield Problem(message, entry.place, {"year": entry.year, "first": first, "last": last})


def _well_shaped(entry: Entry) -> bool:
    old, new = entry.old, entry.new
    match entry.relation:
        case Relation.NEW:
            return old is None and new is not None
        case Relation.REMOVED:
            return old is not None and new is None
        case Relation.SAME:
            return old is not None and old == new
        case Relation.RENAMED:
            return old is not None and new is not None and old != new
    return old is not None and new is not None


def circle_problems(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Entries through which a row would, by way of other keys, become itself again: a key is for ever."""
    onward: dict[str, set[str]] = defaultdict(set)
    entries = [entry for entry in entries if entry.old and entry.new and entry.old != entry.new]
    for entry in entries:
        onward[str(entry.old)].add(str(entry.new))
    for entry in entries:
        if str(entry.old) in _reached(str(entry.new), onward):
            message = _("The entries lead in a circle: “{new}” becomes “{old}” again.")
            yield Problem(message, entry.place, {"old": entry.old, "new": entry.new})


def _reached(key: str, onward: dict[str, set[str]]) -> set[str]:
    reached, waiting = {key}, [key]
    while waiting:
        fresh = onward.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting.extend(fresh)
    return reached


def year_problems(entries: Collection[Entry], before: Collection[str], earlier: str) -> Iterator[Problem]:
    """Entries of one year that contradict each other or the rows which the form has before that year.

    `earlier` is the name of the edition from which the way starts.
    """
    olds = {entry.old for entry in entries}
    for entry in entries:
        params = {"year": entry.year, "old": entry.old, "new": entry.new, "edition": earlier}
        if entry.old is not None and entry.old not in before:
            message = _("Before {year} there is no row “{old}”: it is not in {edition} and no earlier entry makes it.")
            yield Problem(message, entry.place, params)
        if entry.new in before and entry.new not in olds:
            message = _("In {year} there already is a row “{new}”. Say also what becomes of that row.")
            yield Problem(message, entry.place, params)
        repeated = [other for other in entries if (other.old, other.new) == (entry.old, entry.new)]
        if len(repeated) > 1:
            message = _("Two entries of {year} say what becomes of one row.")
            yield Problem(message, entry.place, params)
            continue
        yield from _count_problems(entry, entries, params)


def _count_problems(entry: Entry, entries: Collection[Entry], params: dict[str, Any]) -> Iterator[Problem]:
    parted = [other for other in entries if other.old is not None and other.old == entry.old]
    joined = [other for other in entries if other.new is not None and other.new == entry.new]
    if entry.relation is Relation.SPLIT and len(parted) == 1:
        yield Problem(_("“{old}” is divided in {year} into one row only. Name all its parts."), entry.place, params)
    if entry.relation is not Relation.SPLIT and len(parted) > 1:
        message = _("“{old}” leads to several rows in {year}: each of these entries must be “split”.")
        yield Problem(message, entry.place, params)
    if entry.relation is Relation.MERGED and len(joined) == 1:
        yield Problem(_("“{new}” is joined in {year} from one row only. Name all its parts."), entry.place, params)
    if entry.relation is not Relation.MERGED and len(joined) > 1:
        message = _("“{new}” comes from several rows in {year}: each of these entries must be “merged”.")
        yield Problem(message, entry.place, params)
