"""A comparison with a print of CAS as text for a terminal."""

from collections.abc import Sequence

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.cas_comparing import Absent, Comparison, Difference, Sort
from drogowskaz.engine.files.cas_print import Unmatched
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import show
from drogowskaz.engine.words import _, count, plural, say

DIFFERENT = plural("{n} cell differs", "{n} cells differ")
EQUAL = plural("{n} filled cell agrees", "{n} filled cells agree")
UNPRINTED = plural(
    "{n} filled cell of ours is in rows that the print lacks",
    "{n} filled cells of ours are in rows that the print lacks",
)
ROWS = plural("{n} row of the other tables is missing", "{n} rows of the other tables are missing")
NOT_TAKEN = plural("{n} line of the print was not taken:", "{n} lines of the print were not taken:")
_SAID = {
    Sort.DIFFERENT: _("{place}: here {ours}, in CAS {theirs}"),
    Sort.ONLY_OURS: _("{place}: here {ours}, missing in CAS"),
    Sort.ONLY_THEIRS: _("{place}: missing here, in CAS {theirs}"),
}


def text(found: Comparison, ours: Sheet, unmatched: Sequence[Unmatched], name: str, lang: str) -> str:
    """Every difference, what the print lacks, the lines that were not taken, and the counts."""
    lines = [f"{ours.unit}, {ours.year} · {ours.edition.id} · {name}", ""]
    lines += [_difference(one, ours, lang) for one in found.differences]
    lines += absent_lines(found.absent, lang)
    if unmatched:
        lines += ["", count(NOT_TAKEN, len(unmatched), lang), *(f"  {one.sentence(lang)}" for one in unmatched)]
    counts = [count(DIFFERENT, len(found.differences), lang), count(EQUAL, found.equal, lang)]
    if found.unprinted:
        counts.append(count(UNPRINTED, found.unprinted, lang))
    return "\n".join([*lines, *([""] if len(lines) > 2 else []), " · ".join(counts)])


def absent_lines(absent: Absent, lang: str) -> list[str]:
    """What the print lacks: chapters and tables by name, single rows by their number."""
    chapters = [
        say(_("chapter {number} “{label}” is missing"), lang, number=one.number, label=one.label[lang])
        for one in absent.chapters
    ]
    tables = [
        say(_("in chapter {number} the table “{label}” is missing"), lang, number=one.chapter, label=one.label[lang])
        for one in absent.tables
    ]
    rows = [count(ROWS, len(absent.rows), lang)] if absent.rows else []
    return [*chapters, *tables, *rows]


def _difference(one: Difference, ours: Sheet, lang: str) -> str:
    mine, other = (show(value, one.row.kind, lang) for value in (one.ours, one.theirs))
    return say(_SAID[one.sort], lang, place=_place(one, ours.edition, ours.year, lang), ours=mine, theirs=other)


def _place(one: Difference, edition: Edition, year: int, lang: str) -> str:
    chapter = edition.tables[one.row.table].chapter
    label, at = one.row.label[lang], year + one.offset
    if one.row.number is None:
        return say(_("chapter {chapter}, “{label}”, {year}"), lang, chapter=chapter, label=label, year=at)
    message = _("chapter {chapter}, row {number} “{label}”, {year}")
    return say(message, lang, chapter=chapter, number=one.row.number, label=label, year=at)
