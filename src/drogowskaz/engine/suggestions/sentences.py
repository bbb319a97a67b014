"""A suggestion in words for a person, and as data for a program."""

from typing import Any

from drogowskaz.engine.checks.sentences import place_of, row_name
from drogowskaz.engine.compiled.questions import Question
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.suggestions.suggestion import Change, Means, Proposal, Suggestion, Unrepaired, Why
from drogowskaz.engine.values import State, number_text, show
from drogowskaz.engine.words import _, count, plural, say

CELLS = plural("{n} cell", "{n} cells")
EVERY_ERROR = {
    True: _("The fewest changes that remove every error: {counted}."),
    False: _("The fewest changes found that remove every error: {counted}. Perhaps fewer would do."),
}
OTHER_ERRORS = {
    True: _("The fewest changes that remove the errors that can be removed: {counted}."),
    False: _("The fewest changes found that remove errors: {counted}. Perhaps fewer would do."),
}
ARITHMETIC = _("This is arithmetic, not knowledge: only a person can say which number is true.")
WHY = {
    Why.OTHER_FORMS: _("It reads only last year's form or those of the units below, which cannot be changed here."),
    Why.GIVEN_UP: _("The search was given up before it was known whether a change can remove it."),
    Why.CONTRADICTION: _("No number that is plausible there satisfies it."),
}
INSTEAD = {
    False: _("A change of this cell would do instead: {cells}."),
    True: _("A change of one of these cells would do instead: {cells}."),
}
MOST_SHOWN = 3


def text(suggestion: Suggestion, lang: str) -> str:
    """The whole suggestion, line by line."""
    if not suggestion.changes and not suggestion.unrepaired:
        return say(_("There is no error, so there is nothing to repair."), lang)
    sheet = suggestion.sheet
    lines = []
    if suggestion.changes:
        heading = (OTHER_ERRORS if suggestion.unrepaired else EVERY_ERROR)[suggestion.proven]
        lines.append(say(heading, lang, counted=count(CELLS, len(suggestion.changes), lang)))
        for change in suggestion.changes:
            lines.append(f"  {cell_place(change.proposal.cell, sheet, lang)}: {_step(change.proposal, sheet, lang)}")
            lines += [f"    {line}" for line in _beside(change, sheet, lang)]
        lines.append(say(ARITHMETIC, lang))
    if suggestion.unrepaired:
        lines.append(say(_("Errors that no change of this form removes:"), lang))
    for one in suggestion.unrepaired:
        message = one.finding.check.message[lang]
        lines += [f"  {place_of(one.finding, sheet, lang)}: {message}", f"    {why(one, sheet, lang)}"]
    return "\n".join(lines)


def cell_place(key: CellKey, sheet: Sheet, lang: str) -> str:
    """Where on the form: `chapter 2, row 1 “Residents – total”, 2014`."""
    row = sheet.edition.row_by_key[key[0]]
    chapter, year = sheet.edition.tables[row.table].chapter, sheet.year + key[1]
    if row.number is None:
        message = _("chapter {chapter}, “{label}”, {year}")
        return say(message, lang, chapter=chapter, label=row.label[lang], year=year)
    message = _("chapter {chapter}, row {number} “{label}”, {year}")
    return say(message, lang, chapter=chapter, number=row.number, label=row.label[lang], year=year)


def why(unrepaired: Unrepaired, sheet: Sheet, lang: str) -> str:
    """Why an error stays."""
    if not unrepaired.others:
        return say(WHY[unrepaired.why], lang)
    named = [_named(other, sheet, lang) for other in unrepaired.others[:MOST_SHOWN]]
    message = _("It cannot be satisfied together with other checks: {checks}.")
    return say(message, lang, checks="; ".join(named) + _more(len(unrepaired.others), lang))


def _named(other: Question, sheet: Sheet, lang: str) -> str:
    check, offset = other.check, other.offset
    message = check.message[lang].rstrip(".")
    row = sheet.edition.row_by_key[check.row] if check.row else None
    name = (
        row_name(row, lang) if row else say(_("“{label}”"), lang, label=sheet.edition.tables[check.table].label[lang])
    )
    asked = say(_("{name} ({year})"), lang, name=name, year=sheet.year + offset)
    return f"{asked}: {message}"


def _more(number: int, lang: str) -> str:
    return say(_(" and {n} more"), lang, n=number - MOST_SHOWN) if number > MOST_SHOWN else ""


def _step(proposal: Proposal, sheet: Sheet, lang: str) -> str:
    """`8 297 → 8 279`."""
    kind = sheet.edition.row_by_key[proposal.cell[0]].kind
    now = show(proposal.now, kind, lang) if proposal.now.state is not State.EMPTY else say(_("empty"), lang)
    match proposal.means:
        case Means.EMPTY:
            proposed = say(_("empty"), lang)
        case Means.FILL:
            proposed = say(_("a text, to be written"), lang)
        case Means.NUMBER:
            proposed = number_text(proposal.number, kind, lang)
    return f"{now} → {proposed}"


def _beside(change: Change, sheet: Sheet, lang: str) -> list[str]:
    """What else would do, and why the change is there when no error asks for it."""
    lines = []
    if not change.repairs:
        lines.append(say(_("Needed because of the other changes."), lang))
    if change.span is not None:
        lines += _span(change, sheet, lang)
    if change.alternatives:
        shown = [
            f"{_short(one.cell, sheet, lang)}: {_step(one, sheet, lang)}" for one in change.alternatives[:MOST_SHOWN]
        ]
        cells = "; ".join(shown) + _more(len(change.alternatives), lang)
        lines.append(say(INSTEAD[len(change.alternatives) > 1], lang, cells=cells))
    return lines


def _span(change: Change, sheet: Sheet, lang: str) -> list[str]:
    assert change.span is not None
    kind = sheet.edition.row_by_key[change.proposal.cell[0]].kind
    least, most = change.span
    shown = {
        name: number_text(number, kind, lang)
        for name, number in (("least", least), ("most", most))
        if number is not None
    }
    match least, most:
        case None, None:
            message = _("Any number would do.")
        case _, None:
            message = _("Any number would do that is not less than {least}.")
        case None, _:
            message = _("Any number would do that is not more than {most}.")
        case _:
            if least == most:
                return []
            message = _("Any number from {least} to {most} would do.")
    return [say(message, lang, **shown)]


def _short(key: CellKey, sheet: Sheet, lang: str) -> str:
    name = row_name(sheet.edition.row_by_key[key[0]], lang)
    return say(_("{name} ({year})"), lang, name=name, year=sheet.year + key[1])


def data(suggestion: Suggestion, lang: str) -> dict[str, Any]:
    """The suggestion as plain data; all alternatives, not only the first."""
    sheet = suggestion.sheet
    return {
        "proven": suggestion.proven,
        "changes": [
            {
                **_proposal(change.proposal, sheet, lang),
                "least": _end(change, 0, sheet, lang),
                "most": _end(change, 1, sheet, lang),
                "repairs": [finding.check.id for finding in change.repairs],
                "alternatives": [_proposal(one, sheet, lang) for one in change.alternatives],
            }
            for change in suggestion.changes
        ],
        "unrepaired": [
            {
                "check": one.finding.check.id,
                "column": sheet.year + one.finding.offset,
                "why": one.why.value,
                "others": [{"check": other.check.id, "column": sheet.year + other.offset} for other in one.others],
                "because": why(one, sheet, lang),
            }
            for one in suggestion.unrepaired
        ],
    }


def _proposal(proposal: Proposal, sheet: Sheet, lang: str) -> dict[str, Any]:
    key, offset = proposal.cell
    row = sheet.edition.row_by_key[key]
    return {
        "row": key,
        "number": row.number,
        "chapter": sheet.edition.tables[row.table].chapter,
        "column": sheet.year + offset,
        "now": show(proposal.now, row.kind, lang),
        "means": proposal.means.value,
        "proposed": number_text(proposal.number, row.kind, lang) if proposal.means is Means.NUMBER else "",
    }


def _end(change: Change, side: int, sheet: Sheet, lang: str) -> str | None:
    number = change.span[side] if change.span else None
    kind = sheet.edition.row_by_key[change.proposal.cell[0]].kind
    return None if number is None else number_text(number, kind, lang)
