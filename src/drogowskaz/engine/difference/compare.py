"""Two editions side by side, row by row and check by check."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.engine.crosswalk.loader import earlier_editions, way_between
from drogowskaz.engine.crosswalk.ways import Crosswalk
from drogowskaz.engine.difference.pieces import Aspect, Change, Difference, Piece, Sort
from drogowskaz.engine.editions.schema import (
    SEVERITIES,
    Aggregation,
    Check,
    Edition,
    Measure,
    Missing,
    Parts,
    Row,
    Stage,
    Table,
    Texts,
)
from drogowskaz.engine.expressions.nodes import column
from drogowskaz.engine.expressions.writer import written
from drogowskaz.engine.measures import measures
from drogowskaz.engine.words import LANGUAGES, _, say

YES_NO = {True: _("yes"), False: _("no")}
PARTS = {
    Parts.ALL: _("its parts add up exactly"),
    Parts.SOME: _("a part, together not more than the whole"),
    Parts.NONE: _("no sum"),
}
MEASURES = {
    Measure.STOCK: _("state on 31 December"),
    Measure.FLOW: _("over the whole year"),
    Measure.TEXT: _("text"),
}
AGGREGATIONS = {Aggregation.SUM: _("added up"), Aggregation.NONE: _("not added up")}
MISSING = {
    Missing.SKIP_ANY: _("not computed"),
    Missing.ZERO_UNLESS_ALL: _("taken as zero, unless all are missing"),
    Missing.ZERO: _("taken as zero"),
}
MESSAGES = {"pl": _("message"), "en": _("message in English")}
INSTRUCTIONS = {"pl": _("instruction"), "en": _("instruction in English")}
STAGES = {Stage.ENTRY: _("while filling in"), Stage.SIGN: _("before signing")}
_ADDRESS = re.compile(r"\{([a-z][a-z0-9_.]*),")


def difference(old: Edition, new: Edition, renamed: Mapping[str, str] | None = None) -> Difference:
    """What differs from `old` to `new`. `renamed` leads from keys of `old` to the keys the same rows have in `new`;
    other rows are the same when they have the same key."""
    same = dict(renamed or {})
    taken = {*same.values()}
    same |= {key: key for key in old.row_by_key if key in new.row_by_key and key not in same and key not in taken}
    pieces = (*_chapters(old, new), *_tables(old, new), *_rows(old, new, same), *_checks(old, new, same))
    return Difference(old, new, pieces)


def difference_between(old: Edition, new: Edition) -> Difference:
    """The difference of two installed editions, along the crosswalk where one leads from either to the other.

    Raises Unusable when the crosswalk is.
    """
    if old.id in earlier_editions(new.id):
        return difference(old, new, along(way_between(old, new)))
    if new.id in earlier_editions(old.id):
        return difference(old, new, {after: before for before, after in along(way_between(new, old)).items()})
    return difference(old, new)


def along(crosswalk: Crosswalk) -> dict[str, str]:
    """The rows that went on as one row, by their earlier key; what was divided or joined is not one row."""
    joined = (Relation.SAME, Relation.RENAMED, Relation.MOVED)
    return {
        way.old: way.new
        for way in crosswalk.ways
        if way.old in crosswalk.old.row_by_key and way.new and way.relation in joined
        and len(crosswalk.out_of(way.old)) == 1 == len(crosswalk.into(way.new))
    }  # fmt: skip


def _both(text: Callable[[str], str]) -> Texts:
    return {lang: text(lang) for lang in LANGUAGES}


def _said(message: str) -> Texts:
    return _both(lambda lang: say(message, lang))


def _plain(text: object) -> Texts:
    return _both(lambda _lang: "" if text is None else str(text))


def _labels(before: Texts, after: Texts) -> Iterator[tuple[str, Change, Texts, Texts]]:
    """The Polish label is the form's own wording; the English one is our translation of it."""
    yield _("label"), Change.RENAMED, _plain(before.get("pl")), _plain(after.get("pl"))
    yield _("label in English"), Change.CHANGED, _plain(before.get("en")), _plain(after.get("en"))


def _aspects(compared: Iterable[tuple[str, Change, Texts, Texts]]) -> tuple[Aspect, ...]:
    return tuple(Aspect(*one) for one in compared if one[2] != one[3])


def _piece(sort: Sort, key: str, chapter: str, label: Texts, aspects: tuple[Aspect, ...]) -> Iterator[Piece]:
    if aspects:
        found = {aspect.change for aspect in aspects}
        yield Piece(sort, key, chapter, label, tuple(change for change in Change if change in found), aspects)


def _chapters(old: Edition, new: Edition) -> Iterator[Piece]:
    before, after = ({chapter.number: chapter for chapter in edition.chapters} for edition in (old, new))
    for number, chapter in after.items():
        if number not in before:
            yield Piece(Sort.CHAPTER, number, number, chapter.label, (Change.ADDED,))
            continue
        compared = _labels(before[number].label, chapter.label)
        yield from _piece(Sort.CHAPTER, number, number, chapter.label, _aspects(compared))
    for number, chapter in before.items():
        if number not in after:
            yield Piece(Sort.CHAPTER, number, number, chapter.label, (Change.REMOVED,))


def _tables(old: Edition, new: Edition) -> Iterator[Piece]:
    for key, table in new.tables.items():
        if key not in old.tables:
            yield Piece(Sort.TABLE, key, table.chapter, table.label, (Change.ADDED,))
            continue
        earlier = old.tables[key]
        compared = [
            *_labels(earlier.label, table.label),
            (_("chapter"), Change.MOVED, _plain(earlier.chapter), _plain(table.chapter)),
        ]
        yield from _piece(Sort.TABLE, key, table.chapter, table.label, _aspects(compared))
    for key, table in old.tables.items():
        if key not in new.tables:
            yield Piece(Sort.TABLE, key, table.chapter, table.label, (Change.REMOVED,))


def _rows(old: Edition, new: Edition, same: Mapping[str, str]) -> Iterator[Piece]:
    earlier = {after: old.row_by_key[before] for before, after in same.items()}
    shifted = {key for table in new.tables.values() for key in _shifted(table, old, earlier)}
    for row in new.rows:
        chapter = new.tables[row.table].chapter
        if row.key not in earlier:
            yield Piece(Sort.ROW, row.key, chapter, row.label, (Change.ADDED,))
            continue
        was = earlier[row.key]
        compared = [
            (_("key"), Change.RENAMED, _plain(was.key), _plain(row.key)),
            *_compared(was, row, same),
        ]
        # Not only where the words differ: a row has moved even to a table of the same name.
        moved = []
        if was.table != row.table:
            moved.append(Aspect(_("place"), Change.MOVED, _place(was, old), _place(row, new)))
        elif row.key in shifted:
            moved.append(Aspect(_("stands after"), Change.MOVED, _above(was, old), _above(row, new)))
        yield from _piece(Sort.ROW, row.key, chapter, row.label, (*moved, *_aspects(compared)))
    for row in old.rows:
        if row.key not in same:
            yield Piece(Sort.ROW, row.key, old.tables[row.table].chapter, row.label, (Change.REMOVED,))


def _compared(was: Row, row: Row, same: Mapping[str, str]) -> Iterator[tuple[str, Change, Texts, Texts]]:
    yield from _labels(was.label, row.label)
    parent = same.get(was.parent, was.parent) if was.parent else None
    changed = {
        _("printed number"): (_plain(was.number), _plain(row.number)),
        _("counted in"): (_unit(was), _unit(row)),
        _("columns"): (_columns(was), _columns(row)),
        _("part of"): (_plain(parent), _plain(row.parent)),
        _("sum"): (_said(PARTS[was.parts]), _said(PARTS[row.parts])),
        _("certainty"): (_said(LABELS[was.certainty]), _said(LABELS[row.certainty])),
        _("sensitive"): (_said(YES_NO[was.sensitive]), _said(YES_NO[row.sensitive])),
        _("level of participation of organisations"): (_plain(was.ngo), _plain(row.ngo)),
        _("source of the data"): (_plain(was.source), _plain(row.source)),
        _("may be below zero"): (_said(YES_NO[was.negative]), _said(YES_NO[row.negative])),
        _("what the number tells"): (_said(MEASURES[was.measure]), _said(MEASURES[row.measure])),
        _("over several units"): (_said(AGGREGATIONS[was.aggregation]), _said(AGGREGATIONS[row.aggregation])),
    }
    for name, (before, after) in changed.items():
        yield name, Change.CHANGED, before, after


def _unit(row: Row) -> Texts:
    known = measures().get(row.unit)
    return known.label if known else _plain(row.unit)


def _columns(row: Row) -> Texts:
    return _plain(" ".join(column(offset) for offset in row.offsets))


def _place(row: Row, edition: Edition) -> Texts:
    table = edition.tables[row.table]
    message = _("chapter {chapter}, table “{label}”")
    return _both(lambda lang: say(message, lang, chapter=table.chapter, label=table.label[lang]))


def _above(row: Row, edition: Edition) -> Texts:
    """What the row stands under; empty for the first one of a table."""
    rows = edition.tables[row.table].rows
    place = rows.index(row)
    return rows[place - 1].label if place else _plain(None)


def _shifted(table: Table, old: Edition, earlier: Mapping[str, Row]) -> list[str]:
    """The fewest rows of a table that would have to go elsewhere to bring the common ones into their old order."""
    common = [row.key for row in table.rows if row.key in earlier and earlier[row.key].table == table.key]
    ends: list[int] = []
    lengths = []
    for key in common:
        place = old.row_index[earlier[key].key]
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    left = len(ends) - 1
    shifted = []
    for key, length in reversed([*zip(common, lengths, strict=True)]):
        if length == left:
            left -= 1
        else:
            shifted.append(key)
    return shifted


def _checks(old: Edition, new: Edition, same: Mapping[str, str]) -> Iterator[Piece]:
    """Written checks only: those that follow from the rows change with them."""
    before, after = ({check.id: check for check in edition.checks if not check.generated} for edition in (old, new))
    for key, check in after.items():
        chapter = new.tables[check.table].chapter
        if key not in before:
            yield Piece(Sort.CHECK, key, chapter, check.message, (Change.ADDED,))
            continue
        yield from _piece(Sort.CHECK, key, chapter, check.message, _aspects(_asked(before[key], check, same)))
    for key, check in before.items():
        if key not in after:
            yield Piece(Sort.CHECK, key, old.tables[check.table].chapter, check.message, (Change.REMOVED,))


def _asked(was: Check, check: Check, same: Mapping[str, str]) -> Iterator[tuple[str, Change, Texts, Texts]]:
    """What a check asks, and how; rows that only have another key do not make it another check."""
    text = _ADDRESS.sub(lambda found: f"{{{same.get(found[1], found[1])},", written(was.claim))
    anchor = same.get(was.row, was.row) if was.row else was.table
    yield _("expression"), Change.CHANGED, _plain(text), _plain(written(check.claim))
    yield _("severity"), Change.CHANGED, _said(SEVERITIES[was.severity]), _said(SEVERITIES[check.severity])
    for lang in LANGUAGES:
        yield MESSAGES[lang], Change.CHANGED, _plain(was.message.get(lang)), _plain(check.message.get(lang))
        before, after = was.instruction.get(lang), check.instruction.get(lang)
        yield INSTRUCTIONS[lang], Change.CHANGED, _plain(before), _plain(after)
    yield _("missing cells"), Change.CHANGED, _said(MISSING[was.missing]), _said(MISSING[check.missing])
    yield _("asked"), Change.CHANGED, _said(STAGES[was.stage]), _said(STAGES[check.stage])
    yield _("shown at"), Change.CHANGED, _plain(anchor), _plain(check.row or check.table)
