"""The report of a consultation on paper: how it was run, who spoke, every remark with its answer, what was changed."""

from drogowskaz.documents.consultation.report_text import CountText, RemarkText, ReportText, SectionText, SourceText
from drogowskaz.documents.consultation.stages import stage_blocks
from drogowskaz.documents.content import (
    Align,
    Block,
    Cell,
    Contents,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Mark,
    Paragraph,
    Row,
    Run,
    Table,
    heads,
)
from drogowskaz.engine.words import _, say

UNOFFICIAL = _(
    "This report tells how people and organisations were asked about the draft and what became of what they said. The "
    "consultation was voluntary; the report is not a decision and not a certificate."
)
NOTHING_SAID = _("Nobody said anything about this section.")
NO_ANSWER = _("no answer yet")
PRINCIPLES = _("Seven principles of consultation and how they were kept, in the words of those who ran it")


def report_document(text: ReportText, lang: str) -> Document:
    """The whole report."""
    about = _("{unit}, assessment for {year}. {version}")
    blocks: list[Block] = [
        Paragraph(say(about, lang, unit=_begun(text.unit), year=text.year, version=text.version).strip(), Mark.LEAD),
        Paragraph(say(UNOFFICIAL, lang)),
        *([Paragraph(text.correction, Mark.NOTE)] if text.correction else []),
        Contents(1),
        Heading(1, say(_("How it was run"), lang), "run"),
        Facts(tuple(Fact(label, value) for label, value in text.facts)),
        *_principles(text, lang),
        *_heard(text, lang),
        *_remarks(text, lang),
        *_changes(text, lang),
        *_opinions(text, lang),
        Heading(1, say(_("Participation by stage"), lang), "stages"),
        *stage_blocks(text.stages, lang),
        Heading(1, say(_("How the report was made, and what is missing"), lang), "method"),
        Items(text.method),
        Heading(2, say(_("What is missing"), lang), "missing"),
        Items(text.missing) if text.missing else Paragraph(say(_("Nothing that the program knows of."), lang)),
    ]
    mark, mark_text = Mark.NONE, ""
    if text.invented:
        mark, mark_text = Mark.INVENTED, say(_("an example, no real place"), lang)
    elif text.made is None:
        mark, mark_text = Mark.DRAFT, say(_("not published yet"), lang)
    return Document(
        title=say(_("Report of the consultation: {title}"), lang, title=text.title),
        lang=lang,
        blocks=tuple(blocks),
        mark=mark,
        mark_text=mark_text,
        footer=" · ".join(part for part in (_begun(text.unit), text.version) if part),
        made=text.made,
    )


def remarks_document(text: ReportText, lang: str) -> Document:
    """Only the remarks with their answers, a line for each, and the changes: what somebody goes on working with."""
    head = (
        *(_("Contribution"), _("Section"), _("What it is"), _("Who said it"), _("What was said"), _("Joined with it")),
        *(_("What became of it"), _("Why, and what was changed")),
    )
    table = Table(
        caption=say(_("Remarks and answers"), lang),
        head=heads(*(say(title, lang) for title in head)),
        body=tuple(_line(part, one, lang) for part in text.sections for one in part.remarks),
        aligned=(Align.START,) * (len(head) - 1),
        wide=True,
    )
    return Document(
        title=say(_("Remarks and answers: {title}"), lang, title=text.title),
        lang=lang,
        blocks=(Heading(1, say(_("Remarks and answers"), lang), "remarks"), table, *_changes(text, lang)),
        mark=Mark.INVENTED if text.invented else Mark.NONE,
        mark_text=say(_("an example, no real place"), lang) if text.invented else "",
        footer=text.version,
        made=text.made,
    )


def _line(part: SectionText, one: RemarkText, lang: str) -> Row:
    joined = "\n".join(f"{_who(each)}\n" + "\n".join(each.lines) for each in one.joined)
    told = (part.title, one.said.kind, one.said.author, "\n".join(one.said.lines), joined)
    answer = (one.answer or say(NO_ANSWER, lang), "\n".join(one.lines))
    return Row(str(one.said.number), tuple(map(Cell, (*told, *answer))))


def _principles(text: ReportText, lang: str) -> list[Block]:
    if not text.principles:
        return []
    return [
        Table(
            caption=say(PRINCIPLES, lang),
            head=heads(say(_("Principle"), lang), say(_("Kept"), lang), say(_("How"), lang)),
            body=tuple(Row(_begun(name), (Cell(met), Cell(how))) for name, met, how in text.principles),
            aligned=(Align.START, Align.START),
        )
    ]  # fmt: skip


def _heard(text: ReportText, lang: str) -> list[Block]:
    """The numbers, who spoke, and the meetings."""
    blocks: list[Block] = [Heading(1, say(_("Who spoke, and how"), lang), "heard"), Paragraph(text.total)]
    body = [row for one in text.counts for row in _counted(one)]
    if body:
        blocks.append(
            Table(
                caption=say(_("Contributions by the way they came, what they are and who made them"), lang),
                head=heads(say(_("Sort"), lang), say(_("Contributions"), lang)),
                body=tuple(body),
            )
        )
    blocks.append(Heading(2, say(_("Organisations and institutions that spoke"), lang), "organisations"))
    if text.organisations:
        named = (
            (Run(f"{_begun(sector)}: ", strong=True), Run("; ".join(names))) for sector, names in text.organisations
        )
        blocks.append(Items(tuple(named)))
    else:
        blocks.append(Paragraph(say(_("Nobody spoke for an organisation or an institution."), lang)))
    blocks.append(Heading(2, say(_("Meetings in that time"), lang), "meetings"))
    if not text.meetings:
        blocks.append(Paragraph(say(_("No meeting of this cycle took place in that time."), lang)))
    for one in text.meetings:
        told = "; ".join(f"{name} ({sector})" if sector != name else name for name, sector in one.who) or "–"
        blocks.append(Paragraph((Run(f"{one.title}\n", strong=True), Run(f"{one.when}\n{one.people}\n{told}"))))
    if text.hidden:
        blocks.append(Heading(2, say(_("What is not shown"), lang), "hidden"))
        blocks.append(Items(tuple(f"{_begun(ground)}: {n}" for ground, n in text.hidden)))
    return blocks


def _counted(one: CountText) -> list[Row]:
    """A title across the table and the lines under it."""
    return [Row(_begun(one.title)), *(Row(word, (Cell(str(n), n),), 1) for word, n in one.rows)]


def _remarks(text: ReportText, lang: str) -> list[Block]:
    """Section by section, every remark with its answer."""
    blocks: list[Block] = [Heading(1, say(_("Remarks and answers"), lang), "remarks")]
    for one in text.sections:
        blocks.append(Heading(2, one.title, f"section-{one.number}"))
        if one.question:
            blocks.append(Paragraph(say(_("It was asked: {question}"), lang, question=one.question)))
        if not one.remarks:
            blocks.append(Paragraph(say(NOTHING_SAID, lang)))
            continue
        head = (_("Who said what"), _("What became of it"))
        blocks.append(
            Table(
                caption=say(_("What was said about “{title}”"), lang, title=one.title),
                head=heads(*(say(title, lang) for title in head)),
                body=tuple(_remark(each, lang) for each in one.remarks),
                aligned=(Align.START,),
            )
        )
    return blocks


def _remark(one: RemarkText, lang: str) -> Row:
    """What was said, with who said it above, beside its answer; those joined with it below."""
    said = [_who(one.said), *one.said.lines]
    for each in one.joined:
        said += ["", say(_("Joined with it: {who}"), lang, who=_who(each)), *each.lines]
    return Row("\n".join(said), (Cell("\n".join((_begun(one.answer or say(NO_ANSWER, lang)), *one.lines))),))


def _who(one: SourceText) -> str:
    return f"{one.number}. {_begun(one.kind)}: {one.author}"


def _changes(text: ReportText, lang: str) -> list[Block]:
    blocks: list[Block] = [Heading(1, say(_("What was changed in the assessment"), lang), "changes")]
    if not text.changes:
        return [*blocks, Paragraph(say(_("No change was made because of what was said."), lang))]
    head, whole = (
        (_("Where"), _("What was changed"), _("Because of contributions")),
        say(_("the whole assessment"), lang),
    )
    body = tuple(
        Row(one.where or whole, (Cell(one.change), Cell(", ".join(map(str, one.numbers))))) for one in text.changes
    )
    return [
        *blocks,
        Table(
            caption=say(_("Changes"), lang), head=heads(*(say(title, lang) for title in head)), body=body,
            aligned=(Align.START, Align.START),
        ),
    ]  # fmt: skip


def _opinions(text: ReportText, lang: str) -> list[Block]:
    blocks: list[Block] = [Heading(1, say(_("Opinion of the public-benefit council"), lang), "opinion")]
    if not text.opinions:
        return [*blocks, Paragraph(say(NO_COUNCIL, lang))]
    for council, told, words in text.opinions:
        blocks.append(Paragraph((Run(f"{council}: ", strong=True), Run(told))))
        if words:
            blocks.append(Paragraph(words, Mark.QUOTE))
    return blocks


NO_COUNCIL = _("No public-benefit council got the draft. Where there is none, this does not apply.")


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
