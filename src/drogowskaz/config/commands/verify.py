"""`drogowskaz verify audit`: whether the log of acts and the journals of cells are as they were written."""

import sys

from drogowskaz.assessments.queries.journal import unmatched
from drogowskaz.audit.queries import verify
from drogowskaz.engine.words import _, count, plural, say

OK, FOUND = 0, 1
SEALS = plural("{n} seal", "{n} seals")
ENTRIES = plural("{n} entry", "{n} entries")
CELLS = plural(
    "{n} cell differs from the last line of its journal:", "{n} cells differ from the last line of their journals:"
)


def audit(*, lang: str) -> int:
    """Look through everything; 1 when something was changed behind the program's back."""
    found, strange = verify(), unmatched()
    if found.broken:
        message = _("The log was changed: seal {seal} of {at} does not fit its entries.")
        lines = [say(message, lang, seal=found.broken.pk, at=f"{found.broken.at:%Y-%m-%d %H:%M}")]
    else:
        message = _("The log is whole: {seals}, {entries}.")
        told = {"seals": count(SEALS, found.seals, lang), "entries": count(ENTRIES, found.entries, lang)}
        lines = [say(message, lang, **told)]
    if found.since:
        waiting = count(ENTRIES, found.waiting, lang)
        message = _("Not sealed yet: {entries}, the oldest of {since}.")
        lines.append(say(message, lang, entries=waiting, since=f"{found.since:%Y-%m-%d %H:%M}"))
    if strange:
        lines += [count(CELLS, len(strange), lang), *(f"  {one}" for one in strange)]
    else:
        lines.append(say(_("Every cell agrees with its journal."), lang))
    sys.stdout.write("\n".join(lines) + "\n")
    return FOUND if found.broken or strange else OK
