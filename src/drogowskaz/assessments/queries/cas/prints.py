"""A print brought to an open form: what of it was understood, and what of the form it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.assessments.queries.cycles import official_form
from drogowskaz.engine.crosswalk.carry import Outcome, carry
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Edition, Table
from drogowskaz.engine.files.cas_comparing import Absent, absent_from
from drogowskaz.engine.files.cas_heading import Heading, heading_of
from drogowskaz.engine.files.cas_print import Match, match_block
from drogowskaz.engine.files.prints import MOST_BYTES, text_of
from drogowskaz.engine.problems import Place, Unusable, unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, State, Value, show
from drogowskaz.engine.words import _, say

LONGEST_NAME = 100
ENDINGS = (".html", ".htm", ".txt", ".tsv", ".csv")
PASTED = _("pasted tables")
LEFT = (Outcome.NOT_SUMMED, Outcome.TO_DIVIDE, Outcome.REMOVED, Outcome.UNLIKE)
"""Values of an earlier print that a person has to place."""


@dataclass(frozen=True)
class Given:
    """What somebody brought: its name, and its text with the tags it has."""

    name: str
    text: str
    content: bytes


@dataclass(frozen=True)
class Brought:
    """A print as the form would take it: the values of its cells, and everything that was not understood.

    `year` is the assessed year of the print; before the form's own it is history. `absent` is what of the print's own
    edition it lacks, `lacking` tells the same of a report. `listed` tells the values of an earlier print that have no
    place in this form, `matched` counts the rows that were recognised.
    """

    year: int
    values: Mapping[CellKey, Value]
    titles: Mapping[CellKey, str]
    unmatched: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    absent: Absent | None = None
    listed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    matched: int = 0


@dataclass(frozen=True)
class ShownPut:
    """What a cell holds and what the print would put there; `seen` is the version that stands now."""

    key: CellKey
    year: int
    now: str
    then: str
    value: Value
    seen: int
    title: str


@dataclass(frozen=True)
class ShownRow:
    """The cells of a row that hold something else than the print, or were emptied by hand."""

    key: str
    number: int | None
    label: str
    puts: tuple[ShownPut, ...]


@dataclass(frozen=True)
class ShownTable:
    """What a print would do to one table: fill cells never filled, and, only where chosen, change rows."""

    table: Table
    fresh: tuple[ShownRow, ...]
    changed: tuple[ShownRow, ...]
    filled: int
    same: int


def given_file(name: str, content: bytes) -> Given:
    """The text of a file. Raises Unusable when it is too large, of another kind, or no text."""
    name = PurePath(name.replace("\\", "/")).name[-LONGEST_NAME:] or "druk"
    if len(content) > MOST_BYTES:
        raise unusable(_("The file is larger than {n} MB. Give the print of one form."), n=MOST_BYTES // 1_000_000)
    if PurePath(name).suffix.lower() not in ENDINGS:
        message = _("Files of this kind are not read here. Save the print as HTML or text (.html, .htm, .txt).")
        raise unusable(message, Place(name))
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return Given(name, text_of(path), content)


def given_text(text: str, lang: str) -> Given:
    """The same for pasted tables. Raises Unusable when there is nothing."""
    if not text.strip():
        raise unusable(_("Choose a file, or paste the tables."))
    if "\0" in text:
        raise unusable(_("The file is not a text file."), Place(say(PASTED, lang)))
    return Given(say(PASTED, lang), text, text.encode())


def read_print(form: Assessment, given: Given, *, year: int | None, day: str, lang: str) -> Brought:
    """The print as this form takes it; of an earlier year, through the crosswalk into its previous columns.

    `year` is what the person says the print assesses, None to take it as it says itself. Raises Unusable.
    """
    heading = heading_of(given.text)
    of = _year_of(form, heading, given.name, year)
    listed: tuple[str, ...] = ()
    if of == form.year:
        match = matched(form, given)
        values = match.sheet.values
    else:
        match = _best(form, given, of)
        values, listed = _carried(form, match.sheet, given.name, lang)
    title = print_title(given.name, day, None if of == form.year else of)
    return Brought(
        year=of,
        values=values,
        titles=dict.fromkeys(values, title),
        unmatched=tuple(one.sentence(lang) for one in match.unmatched),
        warnings=warnings(form, heading, lang),
        absent=absent_from(match.sheet.edition, match.lines),
        listed=listed,
        matched=len(match.lines),
    )


def print_title(name: str, day: str, year: int | None = None) -> str:
    """The source of a cell that was filled from a print; `year` is that of an earlier form."""
    if year is None:
        return say(_("print from CAS, {name}, {day}"), "pl", name=name, day=day)
    return say(_("print from CAS for {year}, {name}, {day}"), "pl", year=year, name=name, day=day)


def matched(form: Assessment, given: Given) -> Match:
    """The print matched to the form's own edition, of the form's own year. Raises Unusable."""
    edition = edition_named(form.edition)
    said = heading_of(given.text).year
    if said not in (None, form.year):
        message = _("The print is of {found}, and this form assesses {year}.")
        raise unusable(message, Place(given.name), found=said, year=form.year)
    return match_block(given.text, edition=edition, unit=form.unit.code, year=form.year, name=given.name)


def warnings(form: Assessment, heading: Heading, lang: str) -> tuple[str, ...]:
    """What in the heading does not fit this form, though its cells may."""
    other = heading.other_place(form.unit.name, form.unit.code)
    if other is None:
        return ()
    message = _(
        "The heading of the print names “{other}”, and this form is of {unit}. Make sure it is the right print."
    )
    return (say(message, lang, other=other, unit=form.unit.full_name),)


def _year_of(form: Assessment, heading: Heading, name: str, chosen: int | None) -> int:
    if None not in (chosen, heading.year) and chosen != heading.year:
        message = _("The print is of {found}, and you chose {chosen}. Look at its heading.")
        raise unusable(message, Place(name), found=heading.year, chosen=chosen)
    of = chosen or heading.year or form.year
    if of > form.year:
        message = _("The print is of {found}, later than the assessed year {year}. Bring it to that year's form.")
        raise unusable(message, Place(name), found=of, year=form.year)
    if of + 1 < form.year + min(edition_named(form.edition).offsets):
        message = _("The print is of {found}; this form shows no year of it.")
        raise unusable(message, Place(name), found=of)
    return of


def _best(form: Assessment, given: Given, year: int) -> Match:
    """The print matched to the edition of its own year; where none is installed, to the one that knows most of it.

    Raises Unusable when no edition knows a line.
    """
    own = edition_named(form.edition)
    official = official_form(own.level, year)
    names = [official] if official else [one for one in edition_ids() if edition_named(one).level is own.level]
    found: list[Match] = []
    refused: Unusable | None = None
    for edition in sorted((edition_named(one) for one in names), key=lambda one: one is not own):
        try:
            found.append(match_block(given.text, edition=edition, unit=form.unit.code, year=year, name=given.name))
        except Unusable as error:
            refused = refused or error
    if not found:
        assert refused is not None, "there is always an edition to try"
        raise refused
    return max(found, key=lambda one: len(one.lines))


def _carried(form: Assessment, sheet: Sheet, name: str, lang: str) -> tuple[Mapping[CellKey, Value], tuple[str, ...]]:
    """What of an earlier form stands in the previous columns of this one; its forecasts are nobody's history."""
    known = replace(sheet, values={key: value for key, value in sheet.values.items() if key[1] <= 0})
    edition = edition_named(form.edition)
    if edition is sheet.edition:
        return _shifted(known, edition, form.year), ()
    try:
        crosswalk = in_force().between(sheet.edition, edition)
    except Unusable:
        message = _("No crosswalk leads from the edition “{old}” to “{new}”, so its values have no place here.")
        raise unusable(message, Place(name), old=sheet.edition.label[lang], new=edition.label[lang]) from None
    carried = carry(known, crosswalk, year=form.year)
    listed = tuple(carried.sentence(one, lang) for one in carried.carriages if one.outcome in LEFT)
    return carried.sheet.values, listed


def _shifted(sheet: Sheet, edition: Edition, year: int) -> dict[CellKey, Value]:
    """The same rows further back: what was the assessed year is one of the previous years."""
    back = sheet.year - year
    return {
        (row.key, offset + back): sheet.value(row.key, offset)
        for row in edition.rows
        for offset in row.offsets
        if offset + back in row.offsets and sheet.value(row.key, offset) != EMPTY
    }


def shown_tables(form: Assessment, brought: Brought, lang: str) -> tuple[ShownTable, ...]:
    """What the print would do, table by table; one query. What it leaves empty it leaves alone."""
    edition = edition_named(form.edition)
    cells = {(cell.row, cell.offset): cell for cell in form.cells.all()}
    found = []
    for table in edition.tables.values():
        fresh: list[ShownRow] = []
        changed: list[ShownRow] = []
        same = 0
        for row in table.rows:
            empty: list[ShownPut] = []
            other: list[ShownPut] = []
            for offset in row.offsets:
                value, cell = brought.values.get((row.key, offset), EMPTY), cells.get((row.key, offset))
                stands = Value(State(cell.state), cell.number, cell.text) if cell else EMPTY
                if value in (EMPTY, stands):
                    same += value != EMPTY
                    continue
                now, then = (show(one, row.kind, lang) for one in (stands, value))
                seen, title = cell.version if cell else 0, brought.titles[row.key, offset]
                put = ShownPut((row.key, offset), form.year + offset, now, then, value, seen, title)
                # A cell emptied by hand was somebody's decision too.
                (other if cell else empty).append(put)
            for puts, rows in ((empty, fresh), (other, changed)):
                if puts:
                    rows.append(ShownRow(row.key, row.number, row.label[lang], tuple(puts)))
        if fresh or changed or same:
            filled = sum(len(row.puts) for row in fresh)
            found.append(ShownTable(table, tuple(fresh), tuple(changed), filled, same))
    return tuple(found)
