"""The whole document of an assessment, and its summary on two pages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from drogowskaz.documents.assessment.chapters import chapter_blocks, tellable, without
from drogowskaz.documents.assessment.copies import COPIES, NOTHING_HIDDEN, Copy, Hidden
from drogowskaz.documents.content import (
    Block,
    Contents,
    Document,
    Fact,
    Heading,
    Items,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Text,
)
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.checks.run import Finding, Result, check_sheet
from drogowskaz.engine.checks.sentences import arithmetic, place_of
from drogowskaz.engine.disclosure.publication import spoken_of
from drogowskaz.engine.editions.schema import SEVERITIES, Severity
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.narrative.authorship import Authorship
from drogowskaz.engine.narrative.drafts import Draft
from drogowskaz.engine.narrative.summary import headlines, largest_changes
from drogowskaz.engine.norms import staffing
from drogowskaz.engine.report import FILLED, reasons, summary
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.teryt import is_invented
from drogowskaz.engine.words import _, count, plural, say

Explanations = Mapping[tuple[str, int], str]
"""By check and column, what somebody wrote of its finding."""
NOT_EXPLAINED: Explanations = MappingProxyType({})
NO_TEXTS: Mapping[str, str] = MappingProxyType({})
NO_AUTHORS: Mapping[str, Authorship] = MappingProxyType({})
DRAFTED = _("Drafted from the numbers. Read it, change it and stand by it, or delete it.")
ROWS = plural("{n} row", "{n} rows")


def assessment_document(
    reading: Reading,
    lang: str,
    *,
    copy: Copy = Copy.COUNCIL,
    hidden: Hidden = NOTHING_HIDDEN,
    explanations: Explanations = NOT_EXPLAINED,
    texts: Mapping[str, str] = NO_TEXTS,
    authors: Mapping[str, Authorship] = NO_AUTHORS,
) -> Document:
    """Title page, contents, every chapter of the form with its tables, charts and drafted sentences, findings.

    `explanations` are what people wrote of findings that are to be explained, `texts` what they wrote in chapters, by
    number of the chapter; both are printed as they are written. Where a text stands, drafted sentences are left out,
    and under it the organisation that drafted it is named, as `authors` say by number of the chapter.
    """
    sheet = reading.sheet
    result = spoken_of(check_sheet(sheet), hidden.silent)
    blocks: list[Block] = [Contents(), PageBreak(), *_reading_aid(sheet, hidden, lang)]
    for chapter in sheet.edition.chapters:
        blocks += chapter_blocks(
            chapter, sheet, hidden, texts.get(chapter.number, ""), authors.get(chapter.number), lang
        )
    blocks += _findings(result, hidden, explanations, lang)
    made = Document(
        title=say(_("Assessment of social-assistance resources"), lang),
        subtitle=_whose(reading, lang),
        lang=lang,
        facts=_facts(reading, result, copy, lang),
        blocks=tuple(blocks),
    )
    return _marked(made, lang, invented=is_invented(sheet.unit))


def summary_document(
    reading: Reading,
    lang: str,
    *,
    copy: Copy = Copy.COUNCIL,
    hidden: Hidden = NOTHING_HIDDEN,
    authors: Mapping[str, Authorship] = NO_AUTHORS,
) -> Document:
    """Two pages in plain language, for councillors and residents. Texts of chapters do not stand in them, but the
    organisations that drafted some are named, by `authors`."""
    sheet = reading.sheet
    blocks: list[Block] = []
    for place, (title, told) in enumerate(headlines(sheet, lang)):
        blocks += [Heading(1, title, f"group-{place}"), _items(told, hidden)]
    changes = largest_changes(without(sheet, hidden), lang)
    if changes:
        heading = Heading(1, say(_("What changed most"), lang), "changes")
        blocks += [heading, Items(tuple(draft.text for draft in changes))]
    norm = staffing(sheet)
    if norm and not {(one.row, 0) for one in norm.requirements} & hidden.cells:
        blocks += [Heading(1, say(_("Social workers"), lang), "norm"), Paragraph(norm.sentence(lang))]
    result = spoken_of(check_sheet(sheet), hidden.silent)
    said = _("The checks of the form: {summary}.")
    blocks += [
        Heading(1, say(_("How sure these numbers are"), lang), "sure"),
        Paragraph(say(said, lang, summary=summary(result, lang))),
        Paragraph(_sure(sheet, lang)),
        Paragraph(say(DRAFTED, lang), Mark.DRAFT),
    ]
    if hidden.cells:
        blocks.append(Paragraph(hidden.reason, Mark.WITHHELD))
    if authors:
        blocks += [
            Heading(1, say(_("Who wrote parts of the assessment"), lang), "authors"),
            _authors(sheet, authors, lang),
        ]
    made = Document(
        # Without a subtitle or facts there is no title page: the summary is two pages.
        title=say(_("Social assistance in short: {whose}"), lang, whose=_whose(reading, lang)),
        lang=lang,
        blocks=tuple(blocks),
    )
    return _marked(made, lang, invented=is_invented(sheet.unit))


def _authors(sheet: Sheet, authors: Mapping[str, Authorship], lang: str) -> Items:
    named = [(one, authors[one.number]) for one in sheet.edition.chapters if one.number in authors]
    return Items(tuple(f"{one.number}. {one.label[lang]}: {author.sentence(lang)}" for one, author in named))


def _whose(reading: Reading, lang: str) -> str:
    name = reading.name.get(lang) or reading.sheet.unit
    return say(_("{unit}, {year}"), lang, unit=name, year=reading.sheet.year)


def _marked(document: Document, lang: str, *, invented: bool) -> Document:
    """With what stands on every page: what the document is not, and whether it is about a real place."""
    if not invented:
        footer = _("Participation in the assessment is voluntary. This is not an official certificate.")
        return replace(document, footer=say(footer, lang))
    return replace(
        document,
        mark=Mark.INVENTED,
        mark_text=say(_("the unit and its numbers were made up by a program"), lang),
        footer=say(_("An invented example: nothing in it is about a real place."), lang),
    )


def _facts(reading: Reading, result: Result, copy: Copy, lang: str) -> tuple[Fact, ...]:
    sheet = reading.sheet
    facts = [
        Fact(say(_("Unit"), lang), f"{reading.name.get(lang) or sheet.unit} ({sheet.unit})"),
        Fact(say(_("Assessed year"), lang), str(sheet.year)),
        Fact(say(_("Form"), lang), sheet.edition.label[lang]),
        Fact(say(_("Filled in"), lang), count(FILLED, sheet.filled, lang)),
        Fact(say(_("Checks"), lang), summary(result, lang)),
        Fact(say(_("Copy"), lang), say(COPIES[copy], lang)),
    ]
    if reading.source:
        facts.append(Fact(say(_("Source of the numbers"), lang), ", ".join(_source(reading))))
    facts.append(Fact(say(_("Checked by"), lang), f"SHA-256 {result.artefact[:16]}…"))
    return tuple(facts)


def _source(reading: Reading) -> Iterator[str]:
    if reading.source:
        yield from filter(None, (reading.source.title, reading.source.publisher, reading.source.url))


def _reading_aid(sheet: Sheet, hidden: Hidden, lang: str) -> Iterator[Block]:
    """How the signs of the form are read, and how sure we are of its rows."""
    yield Heading(1, say(_("How to read this document"), lang), "how-to-read")
    signs = (
        _("0 – there was none, or less than the unit of the table"),
        _(". – no information, or none that can be relied upon; never zero"),
        _("x – filling in is impossible or pointless"),
        _("an empty cell – not filled in yet"),
    )
    yield Items(tuple(say(sign, lang) for sign in signs))
    yield Paragraph(_sure(sheet, lang), Mark.NOTE)
    if hidden.cells:
        yield Paragraph(hidden.reason, Mark.WITHHELD)
    yield Paragraph(say(DRAFTED, lang), Mark.DRAFT)


def _sure(sheet: Sheet, lang: str) -> str:
    rows = sheet.edition.rows
    counts = ((one, sum(row.certainty is one for row in rows)) for one in Certainty)
    told = ", ".join(f"{count(ROWS, number, lang)} – {say(LABELS[one], lang)}" for one, number in counts if number)
    return say(_("How sure we are of the form: {told}."), lang, told=told)


def _findings(result: Result, hidden: Hidden, explanations: Explanations, lang: str) -> Iterator[Block]:
    yield Heading(1, say(_("What the checks found"), lang), "findings")
    if hidden.silent:
        yield Paragraph(say(_("Of some checks this copy does not tell whether they hold."), lang), Mark.WITHHELD)
    elif not result.findings:
        yield Paragraph(say(_("Nothing stands out: every check that could be computed holds."), lang))
    for severity in Severity:
        found = result.of(severity)
        if found:
            yield Heading(2, say(SEVERITIES[severity], lang), f"findings-{severity}")
            yield Items(tuple(_finding(one, result, hidden, explanations, lang) for one in found))
    why = reasons(result, lang)
    if why:
        yield Heading(2, say(_("What could not be computed"), lang), "not-computed")
        yield Items(tuple(why))


def _finding(finding: Finding, result: Result, hidden: Hidden, explanations: Explanations, lang: str) -> Text:
    place = place_of(finding, result.sheet, lang)
    hides = (finding.check.id, finding.offset) in hidden.numberless or {*finding.cells} & hidden.cells
    numbers = hidden.finding_reason if hides else arithmetic(finding, result.sheet, lang)
    told = f" {finding.check.message[lang]} {numbers}"
    found = Run(place[:1].upper() + place[1:] + ".", strong=True), Run(told)
    if finding.check.severity is not Severity.JUSTIFY:
        return found
    why = explanations.get((finding.check.id, finding.offset), "").strip()
    said = say(_("Explanation: {why}"), lang, why=why) if why else say(_("Not explained yet."), lang)
    return *found, Run(f" {said}", emphasis=True)


def _items(told: tuple[Draft, ...], hidden: Hidden) -> Items:
    return Items(tuple(draft.text for draft in tellable(told, hidden)))
