"""The sheet of checks: what each asks, and in words whether it holds in each year, as the form is filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drogowskaz.documents.spreadsheets.content import Cell, Line, Look, Page
from drogowskaz.documents.spreadsheets.formulas import quoted
from drogowskaz.documents.spreadsheets.layout import Places, lines_for, year_name
from drogowskaz.documents.spreadsheets.workings import Answer, Workings
from drogowskaz.engine.checks.formula import formula as claim_in_words
from drogowskaz.engine.editions.schema import SEVERITIES, Chapter, Check, Severity, Stage
from drogowskaz.engine.expressions import spreadsheet
from drogowskaz.engine.expressions.spreadsheet import Area, Formula, filled_in, joined
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.words import _, say

MARK = "drogowskaz:checks"
KEY, CHAPTER, NUMBER, PLACE, ASKS, SEVERITY, STAGE, FIRST_YEAR = range(8)
"""The columns: the check's name, hidden; where it is shown, what it asks, how heavy it is, when; then the years."""
WIDTHS = (4, 8, 8, 38, 56, 14, 16)
YEAR_WIDTH = 15
HEAD = 5
"""Lines that stay in sight: the name of the sheet, what is found, the names of the columns."""
WORDS = {
    spreadsheet.FALSE: _("does not hold"),
    spreadsheet.UNKNOWN: _("was not computed"),
    spreadsheet.TRUE: _("holds"),
}
LOOKS = {
    spreadsheet.FALSE: Look.BROKEN,
    spreadsheet.UNKNOWN: Look.UNANSWERED,
    spreadsheet.TRUE: Look.HOLDS,
}
HINTS = {
    spreadsheet.FALSE: _("Correct what is wrong in the form, or be ready to explain it. Nothing is filled in here."),
    spreadsheet.UNKNOWN: _(
        "A cell that is needed is empty, has a dot or an x, or holds no value of its row, such as a number written as"
        " a text."
    ),
}
"""What a person should make of an answer."""


def looks(lang: str) -> dict[str, Look]:
    """The looks that the answers take by their words."""
    return {say(WORDS[answer], lang): look for answer, look in LOOKS.items()}


def check_page(sheet: Sheet, behind: Workings, found: Places, lang: str) -> Page:
    """The sheet for a form in which these values stand now; `behind` has the answers as numbers."""
    builder = _Builder(sheet, behind, found, lang)
    rows = builder.rows()
    lines = (*builder.head(len(rows)), *rows)
    widths = (*WIDTHS, *(YEAR_WIDTH for _offset in sheet.edition.offsets))
    return Page(
        say(_("Checks"), lang),
        lines,
        widths,
        frozenset({KEY}),
        frozen=(HEAD, ASKS),
        repeated=(HEAD - 1, HEAD - 1),
    )


@dataclass(frozen=True)
class _Builder:
    sheet: Sheet
    behind: Workings
    found: Places
    lang: str

    def say(self, message: str, **params: object) -> str:
        return say(message, self.lang, **params)

    def rows(self) -> list[Line]:
        """What the answers mean, then a heading for each chapter and a line for each of its checks."""
        lines = [self._hint(answer, hint) for answer, hint in HINTS.items()]
        asked: dict[str, list[Answer]] = {}
        for answer in self.behind.answers:
            asked.setdefault(answer.question.check.id, []).append(answer)
        for chapter in self.sheet.edition.chapters:
            tables = {table.key for table in chapter.tables}
            inside = [answers for answers in asked.values() if answers[0].question.check.table in tables]
            if inside:
                lines += [self._title(chapter), *(self._row(chapter, answers) for answers in inside)]
        return lines

    def _hint(self, answer: int, hint: str) -> Line:
        text = self.say(hint)
        word = Cell(self.say(WORDS[answer]), Look.TEXT)
        return Line((None, None, None, word, Cell(text, Look.WRAPPED)), lines=lines_for(text, WIDTHS[ASKS] - 2))

    def _title(self, chapter: Chapter) -> Line:
        return Line((None, None, None, Cell(f"{chapter.number}. {chapter.label[self.lang]}", Look.TITLE)), lines=2)

    def _row(self, chapter: Chapter, answers: Sequence[Answer]) -> Line:
        check = answers[0].question.check
        place, asks = self._place(check), claim_in_words(check, self.sheet.edition, self.lang)
        years = [Cell("", Look.CLOSED) for _offset in self.sheet.edition.offsets]
        for answer in answers:
            years[self.sheet.edition.offset_index[answer.question.offset]] = self._answer(answer)
        heights = (
            lines_for(place, WIDTHS[PLACE] - 2),
            lines_for(asks, WIDTHS[ASKS] - 2),
            *(lines_for(answer.reason, YEAR_WIDTH - 2) for answer in answers),
        )
        return Line(
            (
                Cell(check.id, Look.MACHINE),
                Cell(chapter.number, Look.REMARK, indent=1),
                self._link(check),
                Cell(place, Look.LABEL),
                Cell(asks, Look.LABEL),
                Cell(self.say(SEVERITIES[check.severity]), Look.REMARK, indent=1),
                Cell(self._stage(check.stage), Look.REMARK, indent=1),
                *years,
            ),
            lines=max(heights),
        )

    def _place(self, check: Check) -> str:
        """Which row or block of the form is meant."""
        if check.row is None:
            return self.say(_("block “{label}”"), label=self.sheet.edition.tables[check.table].label[self.lang])
        return self.sheet.edition.row_by_key[check.row].label[self.lang]

    def _link(self, check: Check) -> Cell:
        """The printed number, which leads to where the row, or the first of the block, is filled in."""
        edition = self.sheet.edition
        row = edition.tables[check.table].rows[0] if check.row is None else edition.row_by_key[check.row]
        number = "" if check.row is None or row.number is None else f"{row.number}\N{NO-BREAK SPACE}"
        offset = 0 if 0 in row.offsets else row.offsets[0]
        return Cell(f"{number}→", Look.LINK, link=self.found.cells[row.key, offset])

    def _answer(self, answer: Answer) -> Cell:
        if answer.reason:
            return Cell(answer.reason, Look.ANSWER, indent=1)
        words = ",".join(quoted(self.say(WORDS[number])) for number in sorted(WORDS))
        formula = filled_in(f"CHOOSE(1+{{it}},{words})", it=self.behind.area(answer))
        return Cell(self.say(WORDS[answer.now]), Look.ANSWER, indent=1, formula=formula)

    def head(self, count: int) -> Iterator[Line]:
        """The lines that stay in sight above `count` others."""
        offsets = self.sheet.edition.offsets
        yield Line((Cell(MARK, Look.MACHINE),), hidden=True)
        yield Line((None, Cell(self.say(_("Checks")), Look.TITLE)), lines=2)
        yield Line((None, self._broken(count)))
        yield Line((None, self._others(count)))
        names = {_("ch."): 1, _("no."): 0, _("row"): 0, _("what is asked"): 0, _("severity"): 1, _("when"): 1}
        yield Line(
            (
                None,
                *(Cell(self.say(name), Look.HEADING, indent=indent) for name, indent in names.items()),
                *(Cell(year_name(self.sheet.year, offset, self.lang), Look.HEADING, indent=1) for offset in offsets),
            ),
            lines=2,
        )

    def _broken(self, count: int) -> Cell:
        """How much does not hold, by severity; what is asked only before signing apart."""
        tallies = [
            self._tally(count, spreadsheet.FALSE, severity=severity, stage=Stage.ENTRY) for severity in SEVERITIES
        ]
        tallies.append(self._tally(count, spreadsheet.FALSE, stage=Stage.SIGN))
        names = [*(self.say(word) for word in SEVERITIES.values()), self._stage(Stage.SIGN)]
        return _sentence(self.say(_("Does not hold:")), names, tallies)

    def _others(self, count: int) -> Cell:
        """How much holds, how much could not be computed, and what this sheet does not ask."""
        asked = (spreadsheet.TRUE, spreadsheet.UNKNOWN)
        tallies = [self._tally(count, answer) for answer in asked]
        names = [self.say(WORDS[answer]) for answer in asked]
        elsewhere = sum(bool(answer.reason) for answer in self.behind.answers)
        if elsewhere:
            names.append(self.say(_("asked only by the program")))
            tallies.append(((str(elsewhere),), elsewhere))
        return _sentence(self.say(_("The others:")), names, tallies)

    def _tally(
        self, count: int, answer: int, *, severity: Severity | None = None, stage: Stage | None = None
    ) -> tuple[Formula, int]:
        """How many answers of this sort the lines have: the formula, and what it gives now."""
        last = FIRST_YEAR + len(self.sheet.edition.offsets) - 1
        wanted = [(FIRST_YEAR, last, self.say(WORDS[answer]))]
        if stage is not None:
            wanted.insert(0, (STAGE, STAGE, self._stage(stage)))
        if severity is not None:
            wanted.insert(0, (SEVERITY, SEVERITY, self.say(SEVERITIES[severity])))
        conditions: list[Formula] = [
            ("(", Area((HEAD, left), (HEAD + count - 1, right)), f"={quoted(text)})") for left, right, text in wanted
        ]
        now = sum(
            found.now == answer
            and not found.reason
            and severity in (None, found.question.check.severity)
            and stage in (None, found.question.check.stage)
            for found in self.behind.answers
        )
        # Multiplied by one, so that a lone condition is a number too.
        return ("SUMPRODUCT(", *joined([*conditions, ("1",)], "*"), ")"), now

    def _stage(self, stage: Stage) -> str:
        return self.say(_("before signing")) if stage is Stage.SIGN else ""


def _sentence(opening: str, names: Sequence[str], tallies: Sequence[tuple[Formula, int]]) -> Cell:
    """The numbers after their names, as one text that is computed anew."""
    parts: list[Formula] = []
    text = opening
    for place, (name, (formula, now)) in enumerate(zip(names, tallies, strict=True)):
        before = f"{' · ' if place else f'{opening} '}{name}\N{NO-BREAK SPACE}"
        parts.append((quoted(before), "&", *formula))
        text += f"{before.removeprefix(opening)}{now}"
    return Cell(text, Look.TEXT, formula=joined(parts, "&"))
