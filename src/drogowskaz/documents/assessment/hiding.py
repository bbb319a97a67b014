"""What the public copy of one form hides, found by the engine's disclosure control."""

from drogowskaz.documents.assessment.copies import Hidden
from drogowskaz.engine.checks.run import Result
from drogowskaz.engine.disclosure.publication import (
    explanation,
    figure_note,
    finding_note,
    mark,
    refusal,
    speaks_of_withheld,
)
from drogowskaz.engine.disclosure.withholding import Withheld, withheld


def hidden_in(result: Result, lang: str) -> Hidden:
    """What the public copy of this one form does not tell.

    Whoever publishes the forms of several years asks `withheld` about all of them together, and then `hidden_by`.
    """
    return hidden_by(withheld([result.sheet]), result, lang)


def hidden_by(found: Withheld, result: Result, lang: str) -> Hidden:
    """The cells, indicators and checks that the public copy of a form does not tell, when this was found for all
    published forms of its unit together."""
    sheet = result.sheet
    told = (one for one in result.findings if speaks_of_withheld(one, sheet, found))
    return Hidden(
        cells=frozenset((row, offset) for year, row, offset in found.cells if year == sheet.year),
        indicators=frozenset((name, offset) for year, name, offset in found.figures if year == sheet.year),
        silent=frozenset((name, offset) for year, name, offset in found.silent if year == sheet.year),
        numberless=frozenset((one.check.id, one.offset) for one in told),
        mark=mark(lang),
        reason=explanation(found.threshold, lang),
        figure_reason=figure_note(lang),
        finding_reason=finding_note(lang),
        refusal=refusal(found, lang),
    )
