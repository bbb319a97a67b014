"""The paper form of an annexe: boxes to tick and lines to write on, and the code it is known by when it comes back."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from drogowskaz.documents.content import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Mark,
    PageBreak,
    Paragraph,
    Run,
)
from drogowskaz.documents.pdf import render
from drogowskaz.documents.questions import Blank, Box, Boxes, Question
from drogowskaz.engine.annexes import Annexe, Answers, Field, FieldType, Section, chosen, show_answer, unit_text
from drogowskaz.engine.annexes.aims import places_of
from drogowskaz.engine.annexes.answers import day_text
from drogowskaz.engine.annexes.remarks import least_shown
from drogowskaz.engine.annexes.schema import CHOSEN, NO, NUMBERS, YES
from drogowskaz.engine.words import _, say

COPIES = {"N2": 3}
"""How many entries of a section that repeats have their room on paper; of others there is one."""
LINES = {FieldType.LONGTEXT: 5, FieldType.EVIDENCE: 2}
"""Lines to write on; any other answer in words has one."""


@dataclass(frozen=True)
class AnnexeHeading:
    """Whom a form is for, and what becomes of it.

    `code` is read back from the paper. `until` is the last day to bring it; `bring_to` says where („Urząd Gminy,
    pokój 3”) and `ask` whom to ask and how. What is empty is left out. `invented` says so on every page.
    """

    organisation: str
    unit: str
    year: int
    code: str
    until: dt.date | None = None
    bring_to: str = ""
    ask: str = ""
    invented: bool = False


def annexe_form(
    annexe: Annexe, answers: Answers, heading: AnnexeHeading, lang: str, *, short: bool = False
) -> Document:
    """The form; answers that are known are printed in their places.

    A `short` form has only the questions that are required or asked of everybody, and those that are answered.
    """
    blocks: list[Block] = [*_opening(heading, bool(answers), lang)]
    for section in annexe.sections:
        fields = _asked(section, answers, short=short)
        if fields:
            blocks += _section(section, fields, answers, heading, lang)
    blocks += _signatures(lang)
    return Document(
        title=say(_("Annexe of the organisation"), lang),
        lang=lang,
        blocks=tuple(blocks),
        mark=Mark.INVENTED if heading.invented else Mark.NONE,
        footer=say(_("Taking part is voluntary. We do not ask for PESEL or age."), lang),
        code=heading.code,
    )


def annexe_pdf(annexe: Annexe, answers: Answers, heading: AnnexeHeading, lang: str, *, short: bool = False) -> bytes:
    """The form as PDF/UA on A4."""
    return render(annexe_form(annexe, answers, heading, lang, short=short))


def _opening(heading: AnnexeHeading, filled: bool, lang: str) -> Iterator[Block]:
    yield Facts(tuple(_facts(heading, lang)))
    free = _("No one may demand this form of you, and nothing happens if you do not fill it in.")
    yield Paragraph(
        (Run(say(_("Taking part is voluntary."), lang), strong=True), Run(" "), Run(say(free, lang))), Mark.NOTE
    )
    if filled:
        yield Paragraph(say(_("What was answered so far is printed. Correct by hand what is not right."), lang))
    yield Items(
        (
            say(_("Fill in what you know. Only the questions with a star * are needed."), lang),
            say(_("Tick the boxes with a cross. Write clearly, numbers as digits."), lang),
            say(_("Zero means that there was none. Leave empty what you do not know."), lang),
            say(_("Do not write names or other data of the people you help."), lang),
            say(_("Numbers of people below {least} are seen by the office only."), lang, least=least_shown()),
        )
    )


def _facts(heading: AnnexeHeading, lang: str) -> Iterator[Fact]:
    for label, value in (
        (_("Organisation"), heading.organisation),
        (_("Unit"), heading.unit),
        (_("Assessed year"), str(heading.year)),
        (_("Code of this form"), heading.code),
        (_("Bring it until"), day_text(heading.until, lang) if heading.until else ""),
        (_("Where to bring it"), heading.bring_to),
        (_("Whom to ask"), heading.ask),
    ):
        if value:
            yield Fact(say(label, lang), value)


def _asked(section: Section, answers: Answers, *, short: bool) -> tuple[Field, ...]:
    """The questions of a section that the form has: a short one only those that matter to everybody."""
    answered = {key for (key, _place), text in answers.items() if text}
    core = tuple(one for one in section.fields if one.core or one.required or one.key in answered)
    if not short:
        return section.fields
    # An optional section of which nothing matters to everybody is left out, though it requires things of its entries.
    asks = not section.repeats or any(one.core or one.key in answered for one in section.fields)
    return core if asks else ()


def _section(
    section: Section, fields: tuple[Field, ...], answers: Answers, heading: AnnexeHeading, lang: str
) -> Iterator[Block]:
    places = _places(section, answers)
    if section.repeats and len(places) > 1:
        yield PageBreak()
    # Its key stands in the title because questions speak of sections by it.
    yield Heading(1, f"{section.key}. {section.label[lang]}", section.key.lower())
    if not section.repeats:
        known = {(one.key, 0): heading.organisation for one in fields if one.type is FieldType.ORGANISATION}
        yield from _questions(fields, 0, {**known, **answers}, lang)
        return
    for entry, place in enumerate(places, 1):
        if entry > 1:
            yield PageBreak()
        if len(places) > 1:
            yield Heading(2, f"{section.entry[lang]} {entry}", f"{section.key.lower()}-{entry}")
        yield from _questions(fields, place, answers, lang)
    yield Paragraph(say(_("Is there more? Add a sheet and write the code of this form on it."), lang))


def _places(section: Section, answers: Answers) -> tuple[int, ...]:
    """The places that have their room: those that hold answers, and empty ones after them."""
    known = places_of(section, answers)
    behind = max(known, default=-1) + 1
    return (*known, *range(behind, behind + max(0, COPIES.get(section.key, 1) - len(known))))


def _questions(fields: Iterable[Field], place: int, answers: Answers, lang: str) -> Iterator[Question]:
    """The questions, each with its help; what was just said is not said again."""
    said: set[str] = set()
    for one in fields:
        question = _question(one, answers.get((one.key, place), ""), lang)
        yield replace(question, note="") if question.note in said else question
        said.add(question.note)


def _question(asked: Field, text: str, lang: str) -> Question:
    label = f"{asked.label[lang]} *" if asked.required else asked.label[lang]
    note = asked.help[lang]
    if asked.type in CHOSEN:
        keys = {choice.key for choice in chosen(asked, text)}
        return Boxes(label, tuple(Box(one.label[lang], one.key in keys) for one in asked.choices), note)
    if asked.type is FieldType.YES_NO:
        yes, no = Box(say(_("yes"), lang), text == YES), Box(say(_("no"), lang), text == NO)
        return Boxes(label, (yes,) if asked.consent else (yes, no), note)
    answer = show_answer(asked, text, lang)
    if asked.type in NUMBERS:
        return Blank(label, 0, note, unit_text(asked, lang), answer)
    return Blank(label, LINES.get(asked.type, 1), note, answer=answer)


def _signatures(lang: str) -> Iterator[Block]:
    yield Heading(1, say(_("Signatures"), lang), "signatures")
    yield Paragraph(say(_("Signed by the person who answers for the organisation."), lang))
    yield Blank(say(_("First name, surname and function"), lang))
    yield Blank(say(_("Date and signature"), lang))
    yield Heading(1, say(_("Consent to entry by another person"), lang), "assisted")
    told = _(
        "I agree that the person named below enters these answers into Drogowskaz for our organisation. "
        "We may see them, correct them and take this consent back at any time."
    )
    yield Paragraph(say(told, lang))
    yield Blank(say(_("Who enters them (first name, surname, place of work)"), lang))
    yield Blank(say(_("Date and signature for the organisation"), lang))
    yield Blank(say(_("Date and signature of the person who enters them"), lang))
