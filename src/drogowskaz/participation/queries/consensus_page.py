"""The kept results of a consensus map as their page and their table show them."""

import codecs
import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drogowskaz.engine.consensus import Standing
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.words import _, say
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.queries.consensus_kept import bands_in

TOGETHER = _("together, as far as shown")
BAR = 1000
"""The length of the bar of a share, in its own units."""
_SURE = _("{share}% for; it may really be from {low}% to {high}%")
_NOBODY = _("nobody took a side")
_HIDDEN = _("fewer than {smallest} answers, so not shown")
_HEADER = (
    _("statement"),
    _("text"),
    _("what can be said"),
    _("sector"),
    _("voices"),
    _("for"),
    _("against"),
    _("no opinion"),
    _("without an answer"),
    _("share for, %"),
    _("from, %"),
    _("to, %"),
)
STANDINGS = {
    Standing.AGREED: _("all shown agree"),
    Standing.DIVIDES: _("divides"),
    Standing.TOO_LITTLE: _("too little data"),
}
"""What can be said of a statement, in two words."""


@dataclass(frozen=True)
class ShownRow:
    """A row of the table of a statement. `numbers` is None where they are not shown, and `told` says why; otherwise it
    says the share and how sure it is. `low`, `width` and `mark` are the places of the bar, in parts of `BAR`."""

    name: str
    numbers: Mapping[str, Any] | None
    told: str
    low: int = 0
    width: int = 0
    mark: int | None = None

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(self.numbers[name] for name in ("for", "against", "no_opinion")) if self.numbers else 0


@dataclass(frozen=True)
class ShownStatement:
    """A statement with what can be said of it. `side` is 1 where all shown agree for it, -1 against, 0 otherwise."""

    number: int
    text: str
    standing: Standing
    side: int
    why: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownGroup:
    """A group of voices that chose alike, with the statements that tell the groups apart."""

    number: int
    voices: int
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownResults:
    """Everything the page of the results says. The same for ever: it is read from what was kept."""

    agreed: tuple[ShownStatement, ...]
    divides: tuple[ShownStatement, ...]
    too_little: tuple[ShownStatement, ...]
    statements: tuple[ShownStatement, ...]
    parts: tuple[tuple[str, int], ...]
    groups: tuple[ShownGroup, ...]
    about_groups: str
    method: tuple[str, ...]
    bands: tuple[str, ...]
    sheets: int
    paper: int
    voices: int
    left_out: bool
    hidden_cells: bool
    answered: int | None
    smallest: int
    version: str


def shown_results(asked: ConsensusMap, lang: str) -> ShownResults | None:
    """The results of a closed map in a language; no query."""
    kept = asked.results
    if kept is None:
        return None
    statements = tuple(_statement(one, kept, lang) for one in kept["statements"])
    return ShownResults(
        agreed=tuple(one for one in statements if one.standing == Standing.AGREED),
        divides=tuple(one for one in statements if one.standing == Standing.DIVIDES),
        too_little=tuple(one for one in statements if one.standing == Standing.TOO_LITTLE),
        statements=statements,
        parts=tuple((part["name"][lang], part["voices"]) for part in kept["parts"]),
        groups=tuple(_group(number, one, kept, lang) for number, one in enumerate(kept["groups"] or (), start=1)),
        about_groups=kept["about_groups"][lang],
        method=tuple(one[lang] for one in kept["method"]),
        bands=tuple(band.sentence(lang) for band in bands_in(kept)),
        sheets=kept["sheets"]["all"],
        paper=kept["sheets"]["paper"],
        voices=kept["voices"],
        left_out=kept["left_out"],
        hidden_cells=kept["hidden_cells"],
        answered=None if kept["answered"] is None else _percent(kept["answered"]),
        smallest=kept["smallest"],
        version=kept["version"],
    )


def _statement(one: dict[str, Any], kept: dict[str, Any], lang: str) -> ShownStatement:
    names = [part["name"][lang] for part in kept["parts"]]
    rows = [_row(name, cell, kept["smallest"], lang) for name, cell in zip(names, one["cells"], strict=True)]
    if len([cell for cell in one["cells"] if cell]) > 1:
        rows.append(_row(say(TOGETHER, lang), one["total"], kept["smallest"], lang))
    return ShownStatement(
        one["number"], one["text"], Standing(one["standing"]), one["side"], one["why"][lang], tuple(rows)
    )


def _group(number: int, one: dict[str, Any], kept: dict[str, Any], lang: str) -> ShownGroup:
    telling = set(kept["telling"])
    cells = zip(kept["statements"], one["cells"], strict=True)
    rows = [
        _row(f"{statement['number']}. {statement['text']}", cell, kept["smallest"], lang)
        for statement, cell in cells
        if statement["number"] in telling
    ]
    return ShownGroup(number, one["voices"], tuple(rows))


def _row(name: str, cell: dict[str, Any] | None, smallest: int, lang: str) -> ShownRow:
    if cell is None:
        return ShownRow(name, None, say(_HIDDEN, lang, smallest=smallest))
    if cell["share"] is None:
        return ShownRow(name, cell, say(_NOBODY, lang))
    share, low, high = (_percent(cell[end]) for end in ("share", "low", "high"))
    told = say(_SURE, lang, share=share, low=low, high=high)
    start, end = round(cell["low"] * BAR), round(cell["high"] * BAR)
    return ShownRow(name, cell, told, low=start, width=end - start, mark=round(cell["share"] * BAR))


def _percent(share: float) -> int:
    return round(100 * share)


def results_csv(asked: ConsensusMap, lang: str) -> bytes:
    """The table of the results: a line for each statement and sector, only what the page shows; no query."""
    shown = shown_results(asked, lang)
    assert shown is not None, "only closed maps have a table"
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(say(name, lang) for name in _HEADER)
    for one in shown.statements:
        for row in one.rows:
            start = [str(one.number), one.text, say(STANDINGS[one.standing], lang), row.name]
            writer.writerow(neutralise(cell) for cell in [*start, *_numbers(row)])
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _numbers(row: ShownRow) -> list[str]:
    if row.numbers is None:
        return [""] * 8
    counts = [row.numbers[name] for name in ("for", "against", "no_opinion", "missing")]
    ends = [row.numbers[name] for name in ("share", "low", "high")]
    percents = ["" if end is None else str(_percent(end)) for end in ends]
    return [str(row.answered + row.numbers["missing"]), *(str(number) for number in counts), *percents]
