"""The printed invitation of an organisation, with the paper form behind it: one document, known by its code."""

import datetime as dt
from collections.abc import Iterator, Sequence

from drogowskaz.assessments.models import Cycle
from drogowskaz.documents.annexe.form import AnnexeHeading, annexe_form
from drogowskaz.documents.content import Block, Document, Fact, Facts, Items, PageBreak, Paragraph, Run
from drogowskaz.engine import annexes
from drogowskaz.engine.calendar.days import day_text
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.annexe import Asked, ItemState
from drogowskaz.participation.models import AnnexeInvitation, AnnexeItem
from drogowskaz.participation.queries.annexe import answers_of
from drogowskaz.participation.queries.annexe.areas import areas_around, with_names
from drogowskaz.participation.queries.invitation import last_day

PORTION = 10
"""Letters in one file: each is set by itself, which takes about a second, and nobody shall wait for a minute."""


def to_print(cycle: Cycle, organisation: int | None, portion: int = 1) -> list[AnnexeInvitation]:
    """The invitations whose letters are printed: of one organisation, or one portion of all that did not say
    no, counted from 1; one query."""
    found = AnnexeInvitation.objects.filter(cycle=cycle).select_related("organisation")
    if organisation is not None:
        return list(found.filter(organisation=organisation))
    return list(found.exclude(answer=Asked.DECLINED)[(portion - 1) * PORTION : portion * PORTION])


def portions(letters: int) -> list[tuple[int, int, int]]:
    """The portions so many letters are printed in: its number, its first and its last letter."""
    firsts = range(0, letters, PORTION)
    return [(number, first + 1, min(first + PORTION, letters)) for number, first in enumerate(firsts, start=1)]


def letters_of(cycle: Cycle, asked: Sequence[AnnexeInvitation], at: dt.datetime, lang: str) -> Iterator[Document]:
    """A document for each invitation; what an organisation has written already is printed into its form. A fixed
    number of queries for all of them."""
    definition = annexes.annexe_named(annexes.annexe_ids()[-1])
    until = last_day(cycle, at)
    written, areas = _written(cycle), areas_around(cycle.unit)
    for one in asked:
        heading = AnnexeHeading(
            organisation=one.organisation.name,
            unit=cycle.unit.full_name,
            year=cycle.year,
            code=one.code,
            until=until,
            ask=one.contact,
            invented=one.organisation.invented,
        )
        answers = with_names(definition, answers_of(written.get(one.organisation_id, ())), areas)
        form = annexe_form(definition, answers, heading, lang)
        yield Document(
            title=say(_("Invitation to supply data"), lang),
            lang=lang,
            blocks=(*_letter(one, cycle, until, lang), PageBreak(), *form.blocks),
            mark=form.mark,
            mark_text=form.mark_text,
            footer=form.footer,
            code=one.code,
        )


def _written(cycle: Cycle) -> dict[int, list[AnnexeItem]]:
    """The answers of each organisation that count for its form, by key of the organisation; one query."""
    found: dict[int, list[AnnexeItem]] = {}
    items = AnnexeItem.objects.filter(annexe__cycle=cycle).exclude(state=ItemState.WITHDRAWN)
    for item in items.select_related("annexe"):
        found.setdefault(item.annexe.organisation_id, []).append(item)
    return found


def _letter(asked: AnnexeInvitation, cycle: Cycle, until: dt.date | None, lang: str) -> Iterator[Block]:
    unit = cycle.unit.full_name
    yield Paragraph((Run(asked.organisation.name, strong=True),))
    yield Paragraph(say(_("Good day,"), lang))
    yield Paragraph(say(_WHAT, lang, unit=unit[:1].upper() + unit[1:], year=cycle.year))
    yield Paragraph(
        (
            Run(say(_("Taking part is voluntary."), lang), strong=True),
            Run(" " + say(_("You may say no, or answer only some of the questions; nothing follows from it."), lang)),
        )
    )
    yield Items(tuple(say(text, lang) for text in _HOW))
    facts = [Fact(say(_("Code of this form"), lang), asked.code), Fact(say(_("Whom to ask"), lang), asked.contact)]
    if until:
        facts.insert(0, Fact(say(_("Bring it until"), lang), day_text(until, lang)))
    yield Facts(tuple(facts))


_WHAT = _(
    "{unit} prepares its yearly assessment of social-assistance resources, for {year}. It tells what help there is and "
    "what is missing. We would like it to tell also what you do, in your own words and with the name of your "
    "organisation beside it."
)
_HOW = (
    _("The form is behind this letter. Fill in what you know and bring it or send it."),
    _("If you like, somebody sits down with you and writes, or you answer by telephone."),
    _("We do not ask for PESEL or age, nor for names of the people you help."),
    _("You will be told where each of your answers went."),
)
