"""The way of a row as sentences, oldest first."""

from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.ways import Crosswalk, Way
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.words import _, say

STEPS = {
    Relation.SAME: _("“{old}” stays as it was"),
    Relation.RENAMED: _("“{old}” is called “{new}” from now on"),
    Relation.MOVED: _("“{old}” moves and is “{new}” from now on"),
    Relation.SPLIT: _("“{old}” is divided; a part of it is “{new}”"),
    Relation.MERGED: _("“{old}” is joined with other rows in “{new}”"),
    Relation.NEW: _("“{new}” comes into the form"),
    Relation.REMOVED: _("“{old}” is dropped from the form"),
}


def told(entry: Entry, lang: str) -> str:
    """`2023: “a” is called “b” from now on. The reason. The numbers before and after cannot be compared.`"""
    step = say(STEPS[entry.relation], lang, old=entry.old, new=entry.new)
    reason = entry.reason.get(lang, "").rstrip(".")
    sentence = f"{entry.year}: {step}. {reason[:1].upper()}{reason[1:]}."
    if entry.cuts:
        sentence += " " + say(_("The numbers before and after cannot be compared."), lang)
    if entry.certainty is not Certainty.CERTAIN:
        sentence += f" ({say(LABELS[entry.certainty], lang)})"
    return sentence


def story(way: Way, crosswalk: Crosswalk, lang: str) -> list[str]:
    """What happened on the way; one sentence when nothing did, or when nothing is known of an earlier row."""
    steps = [told(step, lang) for step in way.steps]
    if way.old is not None and way.old not in crosswalk.old.row_by_key:
        message = _("The form had the row “{old}” before, but it is not in {edition}: no print of it could be read.")
        return [say(message, lang, old=way.old, edition=crosswalk.old.id), *steps]
    return steps or [say(_("The same row, under the same key, without any change that we know of."), lang)]


def unknown(key: str, crosswalk: Crosswalk, lang: str) -> str:
    """What is said of a row of the later edition to which no way leads."""
    message = _("“{key}” is not in {edition}, and no entry says whether the form had it then.")
    return say(message, lang, key=key, edition=crosswalk.old.id)


def row_in_form(edition: Edition, row: Row, lang: str) -> str:
    """A row with its place: `ozps-gmina-2014 · population.total · Residents – total (chapter 2, row 1)`."""
    chapter = edition.tables[row.table].chapter
    place = say(_("chapter {chapter}"), lang, chapter=chapter)
    if row.number is not None:
        place = say(_("chapter {chapter}, row {number}"), lang, chapter=chapter, number=row.number)
    return f"{edition.id} · {row.key} · {row.label[lang]} ({place})"
