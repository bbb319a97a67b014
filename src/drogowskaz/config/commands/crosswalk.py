"""`drogowskaz edition follow ROW`: the way of a row between editions, forward or back, as it is shipped."""

import sys
from collections.abc import Iterable
from pathlib import Path

from drogowskaz.engine.crosswalk.loader import crosswalk_in, earlier_editions, way_between
from drogowskaz.engine.crosswalk.story import row_in_form, story, unknown
from drogowskaz.engine.crosswalk.ways import Crosswalk, Way
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids, edition_named, load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.reading import find_row
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _, say


def run(row: str, *, edition: str | None, to: str | None, lang: str, folder: Path = EDITIONS) -> int:
    """Print the row, what happened to it, and what it is in the other edition; 0 also when it is gone there.

    Raises Unusable for an unknown row or edition, and when no crosswalk joins the two.
    """
    start = _named(edition, folder) if edition else _edition_with(row, folder)
    end = _named(to, folder) if to else _other_end(start, folder)
    backward = end.id in earlier_editions(start.id, folder)
    crosswalk = way_between(end, start, folder=folder) if backward else way_between(start, end, folder=folder)
    found = find_row(start, row)
    key = found.key if found else row
    ways = crosswalk.into(key) if backward else crosswalk.out_of(key)
    if found is None:
        ways = crosswalk.through(key)
        if not ways:
            raise unusable(_("The edition “{edition}” has no row “{row}”."), edition=start.id, row=row)
    heading = row_in_form(start, found, lang) if found else key
    sys.stdout.write("\n".join([heading, *_lines(ways, crosswalk, end, key, lang)]) + "\n")
    return 0


def _lines(ways: Iterable[Way], crosswalk: Crosswalk, end: Edition, key: str, lang: str) -> list[str]:
    lines: list[str] = []
    for way in ways:
        lines += [f"  {sentence}" for sentence in story(way, crosswalk, lang)]
        target = way.old if end is crosswalk.old else way.new
        row = end.row_by_key.get(target or "")
        shown = row_in_form(end, row, lang) if row else say(_("not in {edition}"), lang, edition=end.id)
        lines.append(f"{'←' if end is crosswalk.old else '→'} {shown}")
    return lines or [f"  {unknown(key, crosswalk, lang)}"]


def _named(name: str, folder: Path) -> Edition:
    return edition_named(name) if folder == EDITIONS else load(folder / name)


def _edition_with(row: str, folder: Path) -> Edition:
    """The oldest edition that has the row, or whose crosswalk tells of it; one that a crosswalk joins before others."""
    having = [one for one in _oldest_first(edition_ids(folder), folder) if _tells_of(row, one, folder)]
    if not having:
        message = _("No installed edition has the row “{row}”. Look for it with: drogowskaz edition show")
        raise unusable(message, row=row)
    return next((one for one in having if _earlier(one, folder) or _later(one, folder)), having[0])


def _oldest_first(names: Iterable[str], folder: Path) -> list[Edition]:
    """Gminas before other units."""
    editions = [_named(name, folder) for name in names]
    return sorted(editions, key=lambda one: (one.years[0], list(Level).index(one.level), one.id))


def _tells_of(row: str, edition: Edition, folder: Path) -> bool:
    crosswalk = crosswalk_in(folder / edition.id)
    return find_row(edition, row) is not None or bool(crosswalk and crosswalk.through(row))


def _earlier(edition: Edition, folder: Path) -> list[Edition]:
    return _oldest_first(earlier_editions(edition.id, folder), folder)


def _later(edition: Edition, folder: Path) -> list[Edition]:
    names = [name for name in edition_ids(folder) if edition.id in earlier_editions(name, folder)]
    return _oldest_first(names, folder)


def _other_end(start: Edition, folder: Path) -> Edition:
    """The newest edition the row can be followed to, of the same kind of unit if there is one; else the oldest."""
    later, earlier = _later(start, folder), _earlier(start, folder)
    if not later and not earlier:
        raise unusable(_("No crosswalk leads to {edition} or from it."), edition=start.id)
    return max(later, key=lambda one: (one.level is start.level, one.years[0])) if later else earlier[0]
