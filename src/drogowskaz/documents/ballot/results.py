"""The results of a consensus map on paper: what all agree on, what divides, and how it was counted."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drogowskaz.documents.content import (
    Align,
    Block,
    Cell,
    Document,
    Fact,
    Heading,
    Items,
    Mark,
    Paragraph,
    Row,
    Table,
    heads,
)
from drogowskaz.documents.pdf import render
from drogowskaz.engine.calendar.days import day_text
from drogowskaz.engine.consensus import ConsensusResult, Groups, Standing, StatementResult, Tally
from drogowskaz.engine.words import _, count, plural, say

WORDS = {
    Standing.AGREED: _("agreed by all"),
    Standing.DIVIDES: _("divides"),
    Standing.TOO_LITTLE: _("too little data"),
}
TITLES = {
    Standing.AGREED: _("What all agree on"),
    Standing.DIVIDES: _("What divides"),
    Standing.TOO_LITTLE: _("Where there is too little data"),
}
EMPTY = {
    Standing.AGREED: _("There is no statement of which this can be said."),
    Standing.DIVIDES: _("There is no statement that surely divides."),
    Standing.TOO_LITTLE: _("There is none."),
}
SIDES = {1: _("all for"), -1: _("all against")}
VOICES = plural("{n} voice", "{n} voices")
HIDDEN = _("fewer than {smallest} answered")
NOTE = _(
    "The share for among those who took a side, and its 95% interval. In brackets: for, against, no opinion, no answer."
)
GROUP = _("Group {number}")


@dataclass(frozen=True)
class ResultsHeading:
    """Which map it is. `names` are those of the sectors, by their keys, in the language of the document; `numbers` are
    those that the statements have on the map, in the order of the result."""

    title: str
    unit: str
    year: int
    code: str
    names: Mapping[str, str]
    numbers: tuple[int, ...]
    closed: dt.date | None = None
    address: str = ""
    invented: bool = False


def results_pdf(result: ConsensusResult, heading: ResultsHeading, lang: str) -> bytes:
    """The results as PDF/UA on A4."""
    return render(results_document(result, heading, lang))


def results_document(result: ConsensusResult, heading: ResultsHeading, lang: str) -> Document:
    """The results in words and numbers. The statements are those of the result, by what can be said of them."""
    blocks: list[Block] = [*_opening(result, lang)]
    for standing in Standing:
        blocks += _standing(result, heading, standing, lang)
    blocks += _numbers(result, heading, lang)
    blocks += _groups(result, heading, lang)
    blocks += [
        Heading(1, say(_("How it was counted"), lang), "method"),
        Items(tuple(one.sentence(lang, heading.names) for one in result.method)),
        Paragraph(say(_("Version of the method: {version}."), lang, version=result.version)),
    ]
    return Document(
        title=heading.title,
        lang=lang,
        subtitle=say(_("Results of the consensus map"), lang),
        facts=tuple(_facts(result, heading, lang)),
        blocks=tuple(blocks),
        mark=Mark.INVENTED if heading.invented else Mark.NONE,
        footer=say(_("A map of opinions of those who took part, not a survey of all residents."), lang),
    )


def standing_text(one: StatementResult, lang: str) -> str:
    """`agreed by all: all for`, `divides`, `too little data`."""
    said = say(WORDS[one.verdict.standing], lang)
    return f"{said}: {say(SIDES[one.verdict.side], lang)}" if one.verdict.side else said


def share_text(cell: Tally | None, smallest: int, lang: str) -> str:
    """`80% (55–93%)`, and what to say where there is no share."""
    if cell is None:
        return say(HIDDEN, lang, smallest=smallest)
    if cell.share is None or cell.interval is None:
        return say(_("nobody took a side"), lang)
    numbers = {"share": percent(cell.share), "low": percent(cell.interval.low), "high": percent(cell.interval.high)}
    return say(_("{share}% ({low}–{high}%)"), lang, **numbers)


def percent(share: float) -> int:
    """Whole per cent, rounded half up."""
    return int(share * 100 + 0.5)


def counts_text(cell: Tally) -> str:
    """`8 / 2 / 1 / 0`: for, against, no opinion, no answer."""
    return f"[{cell.for_} / {cell.against} / {cell.no_opinion} / {cell.missing}]".replace(" ", "\N{NO-BREAK SPACE}")


def _facts(result: ConsensusResult, heading: ResultsHeading, lang: str) -> Iterator[Fact]:
    for label, value in (
        (_("Unit"), heading.unit),
        (_("Assessed year"), str(heading.year)),
        (_("Code of the map"), heading.code),
        (_("Voices counted"), str(result.voices)),
        (_("Statements"), str(len(result.statements))),
        (_("Closed on"), day_text(heading.closed, lang) if heading.closed else ""),
        (_("On the site"), heading.address),
    ):
        if value:
            yield Fact(say(label, lang), value)


def _opening(result: ConsensusResult, lang: str) -> Iterator[Block]:
    told = _(
        "People and organisations said of short statements whether they are for or against. This is a help for those "
        "who decide, not a vote, and it binds nobody."
    )
    yield Paragraph(say(told, lang), Mark.LEAD)
    if not result.parts:
        few = _("Fewer than {smallest} voices were given in each sector and together, so nothing is shown.")
        yield Paragraph(say(few, lang, smallest=result.smallest), Mark.NOTE)


def _standing(result: ConsensusResult, heading: ResultsHeading, standing: Standing, lang: str) -> Iterator[Block]:
    yield Heading(1, say(TITLES[standing], lang), standing.replace("_", "-"))
    said = [
        (_named(one, number), one.verdict.side, one.verdict.why(lang, heading.names))
        for one, number in zip(result.statements, heading.numbers, strict=True)
        if one.verdict.standing is standing
    ]
    if not said:
        yield Paragraph(say(EMPTY[standing], lang))
        return
    yield Table(
        caption=say(TITLES[standing], lang),
        head=heads(say(_("Statement"), lang), say(_("Why it is said"), lang)),
        body=tuple(
            Row(f"{name} ({say(SIDES[side], lang)})" if side else name, (Cell(why),)) for name, side, why in said
        ),
    )


def _named(one: StatementResult, number: int) -> str:
    return f"{number}. {one.statement}"


def _numbers(result: ConsensusResult, heading: ResultsHeading, lang: str) -> Iterator[Block]:
    if not result.parts:
        return
    yield Heading(1, say(_("The numbers"), lang), "numbers")
    parts = [f"{part.name(lang, heading.names)} ({count(VOICES, part.voices, lang)})" for part in result.parts]
    yield Table(
        caption=say(_("Share for, by sector"), lang),
        head=heads(say(_("Statement"), lang), *parts, say(_("Together"), lang)),
        body=tuple(
            Row(
                _named(one, number),
                tuple(Cell(_cell_text(cell, result.smallest, lang)) for cell in (*one.cells, one.total)),
            )
            for one, number in zip(result.statements, heading.numbers, strict=True)
        ),
        aligned=(Align.START,) * (len(parts) + 1),
        note=say(NOTE, lang),
        wide=len(parts) > 2,
    )
    if result.answered is not None:
        share = say(_("Of all answers asked for, {share}% were given."), lang, share=percent(result.answered))
        yield Paragraph(share)
        yield Items(tuple(band.sentence(lang) for band in result.bands))


def _cell_text(cell: Tally | None, smallest: int, lang: str) -> str:
    said = share_text(cell, smallest, lang)
    return f"{said} {counts_text(cell)}" if cell else said


def _groups(result: ConsensusResult, heading: ResultsHeading, lang: str) -> Iterator[Block]:
    yield Heading(1, say(_("Groups of opinion"), lang), "groups")
    yield Paragraph(" ".join(one.sentence(lang, heading.names) for one in result.about_groups))
    if result.groups:
        yield _telling(result, result.groups, heading, lang)


def _telling(result: ConsensusResult, groups: Groups, heading: ResultsHeading, lang: str) -> Table:
    columns = [
        f"{say(GROUP, lang, number=number)} ({count(VOICES, group.voices, lang)})"
        for number, group in enumerate(groups.groups, 1)
    ]
    return Table(
        caption=say(_("The statements on which the groups differ most"), lang),
        head=heads(say(_("Statement"), lang), *columns),
        body=tuple(
            Row(
                _named(result.statements[place], heading.numbers[place]),
                tuple(Cell(_cell_text(group.cells[place], result.smallest, lang)) for group in groups.groups),
            )
            for place in groups.telling
        ),
        aligned=(Align.START,) * len(columns),
        note=say(NOTE, lang),
    )
