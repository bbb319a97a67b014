"""What a comparison asks about a cell, as a sentence to put into a return; the unit is asked, never accused."""

from drogowskaz.assessments.queries.intake.comparison import Ground, Shown
from drogowskaz.engine.words import _, say

HISTORY = _("{label}, {year}: this form says {ours}, last year's form said {theirs}. Which is right?")
SOURCE = _(
    "{label}, {year}: the form says {ours}; {source} ({publisher}) says {theirs}. Please check, or say why they differ."
)
GMINAS = _(
    "{label}, {year}: the powiat says {ours}, the gminas in it together {theirs}. Please check, or say why they differ."
)
SPREAD = _("{label}, {year}: {ours}. In {units} units like this one the middle half lies between {lower} and {upper}. "
           "Please check the number.")  # fmt: skip
KINDS = ("zmiana", "historia", "zrodlo", "gminy", "grupa")
"""The comparisons that a question can rest on, as the page sends them."""


def asked_about(shown: Shown, kind: str, on: Ground) -> tuple[str, int] | None:
    """The question and the column it is put to; None where this comparison has nothing to ask about the row."""
    lang, year = on.lang, on.sheet.year
    label = shown.row.label[lang]
    if kind == "zmiana" and shown.question:
        return shown.question, 0
    if kind == "historia" and shown.told_last:
        return say(HISTORY, lang, label=label, year=year - 1, ours=shown.before, theirs=shown.told_last), -1
    other = next((one for one in shown.others if not one.same), None)
    if kind == "zrodlo" and other is not None:
        source = other.source
        return say(SOURCE, lang, label=label, year=year, ours=shown.now, theirs=other.text, source=source.title,
                   publisher=source.publisher), 0  # fmt: skip
    if kind == "gminy" and shown.differs:
        return say(GMINAS, lang, label=label, year=year, ours=shown.now, theirs=shown.total), 0
    if kind == "grupa" and shown.spread is not None and shown.spread.apart:
        spread = shown.spread
        return say(SPREAD, lang, label=label, year=year, ours=shown.now, units=spread.units, lower=spread.lower,
                   upper=spread.upper), 0  # fmt: skip
    return None
