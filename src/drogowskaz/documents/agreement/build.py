"""A cooperation agreement on paper: its sides, the scope, the three lists, and places for signatures."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.documents.content import (
    Block,
    Cell,
    Document,
    Heading,
    Items,
    Mark,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    heads,
)
from drogowskaz.documents.questions import Blank, Box, Boxes
from drogowskaz.engine.words import _, say


@dataclass(frozen=True)
class Dispute:
    """A side that disputes a point, and what it wants instead."""

    side: str
    wants: str


@dataclass(frozen=True)
class Line:
    """A chapter's scope. `level` is one of those of the text; `who` is empty for every organisation that joined."""

    number: str
    chapter: str
    level: str
    who: str
    gives: str
    condition: str
    basis: str
    disputes: tuple[Dispute, ...] = ()
    agreed: bool = False


@dataclass(frozen=True)
class Point:
    """A point of a list, with the side that proposed it."""

    text: str
    proposer: str
    disputes: tuple[Dispute, ...] = ()
    agreed: bool = False


@dataclass(frozen=True)
class Signature:
    """A side and how it signed: all but the side is empty while it has not. `how` is the function and the basis."""

    side: str
    how: str = ""
    day: str = ""
    divergence: bool = False


@dataclass(frozen=True)
class AgreementText:
    """Everything that is printed. `levels` are the levels of the scope in words, the lowest first; `digest` is empty
    until somebody signed; `state` is in words."""

    unit: str
    year: int
    version: int
    state: str
    signed: bool
    invented: bool
    sides: tuple[str, ...]
    levels: tuple[str, ...]
    scope: tuple[Line, ...]
    lists: tuple[tuple[str, tuple[Point, ...]], ...]
    signatures: tuple[Signature, ...]
    printed: dt.date
    digest: str = ""


VOLUNTARY = _(
    "Taking part in the assessment is voluntary for organisations. This agreement says how the sides want to work "
    "together on it; it takes no duty off the office and gives nobody a right to money."
)
UNOFFICIAL = _("It is an agreement of its sides, not a document that the law prescribes, and not a certificate.")
EMPTY_LIST = _("The sides wrote nothing here.")
SHOWN = 24
"""Characters of the digest in the footer; the whole stands at the end."""
LINES = 4
"""Empty lines under each list of the sheet for a pen."""
DOTS = "." * 17
"""Where somebody writes by hand."""
ROOM = 3
"""Places for organisations on the sheet for a pen, where none has joined yet."""


def agreement_document(text: AgreementText, lang: str) -> Document:
    """The agreement as it stands, with what is disputed said at each point and once more as the record of
    divergence."""
    blocks: list[Block] = [*_opening(text, lang), *_sides(text.sides, lang)]
    blocks += [Heading(1, say(_("Scope of cooperation"), lang), "scope"), _scope(text, lang)]
    for place, (title, points) in enumerate(text.lists):
        blocks.append(Heading(1, _begun(title), f"list-{place}"))
        if points:
            blocks.append(Items(tuple(_point(one, lang) for one in points), numbered=True))
        else:
            blocks.append(Paragraph(say(EMPTY_LIST, lang)))
    blocks += _divergence(text, lang)
    blocks += _signatures(text.signatures, lang)
    if text.digest:
        told = _("Fingerprint of the wording that was signed (SHA-256): {digest}")
        blocks.append(Paragraph(say(told, lang, digest=text.digest)))
    return _whole(text, tuple(blocks), lang)


def blank_document(text: AgreementText, lang: str) -> Document:
    """The same as a sheet to negotiate on with a pen: boxes for the levels, empty lines for everything else. What is
    proposed stands beside as a proposal; nothing is ticked."""
    blocks: list[Block] = [
        *_opening(text, lang),
        Heading(1, say(_("Sides"), lang), "sides"),
        Blank(say(_("The office"), lang), answer=text.sides[0] if text.sides else ""),
    ]
    organisation = say(_("Organisation"), lang)
    blocks += [Blank(organisation, answer=name) for name in text.sides[1:]]
    blocks += [Blank(organisation) for _place in range(max(ROOM - len(text.sides) + 1, 1))]
    blocks.append(Heading(1, say(_("Scope of cooperation"), lang), "scope"))
    for line in text.scope:
        boxes = tuple(Box(_begun(level)) for level in text.levels)
        blocks.append(Boxes(line.chapter, boxes, note=_proposal(line, lang)))
        blocks.append(Blank(say(_("Chapter {number}: what, on what condition, who"), lang, number=line.number)))
    for place, (title, points) in enumerate(text.lists):
        blocks.append(Heading(1, _begun(title), f"list-{place}"))
        blocks += [_question(one, lang) for one in points]
        blocks.append(Blank(say(_("Further points, and what is wanted instead"), lang), lines=LINES))
    blocks += _signatures(tuple(Signature(one.side) for one in text.signatures) or (Signature(""),) * 2, lang)
    return _whole(text, tuple(blocks), lang, blank=True)


def _question(point: Point, lang: str) -> Boxes:
    """A point to be agreed with or disputed with a pen."""
    boxes = tuple(Box(say(word, lang)) for word in (_("We agree"), _("We dispute it")))
    return Boxes(point.text, boxes, note=say(_("Proposed by: {side}."), lang, side=point.proposer))


def _opening(text: AgreementText, lang: str) -> list[Block]:
    about = _("{unit}, assessment for {year}. Version {version}, {state}.")
    told = say(about, lang, unit=_begun(text.unit), year=text.year, version=text.version, state=text.state)
    return [
        Paragraph(told, Mark.LEAD),
        Paragraph(f"{say(VOLUNTARY, lang)} {say(UNOFFICIAL, lang)}"),
    ]


def _sides(sides: tuple[str, ...], lang: str) -> list[Block]:
    return [Heading(1, say(_("Sides"), lang), "sides"), Items(tuple(_begun(side) for side in sides), numbered=True)]


def _scope(text: AgreementText, lang: str) -> Table:
    """The chapters by their levels, from the one that gives most to organisations."""
    body: list[Row] = []
    for level in reversed(text.levels):
        lines = [line for line in text.scope if line.level == level]
        if lines:
            body.append(Row(_begun(say(_("Level {level}"), lang, level=level))))
            body += [Row(line.chapter, (Cell(_terms(line, lang)),), level=1) for line in lines]
    return Table(
        caption=say(_("Chapters of the form and how far organisations take part"), lang),
        head=heads(say(_("Chapter"), lang), say(_("What and how"), lang)),
        body=tuple(body),
    )


def _terms(line: Line, lang: str) -> str:
    """What is given, on what condition, by whom, on what basis, and who disputes it; one under the other."""
    said = (
        (line.gives, "{text}"),
        (line.condition, say(_("Condition: {text}"), lang, text="{text}")),
        (line.who, say(_("Done by: {text}"), lang, text="{text}")),
        (line.basis, say(_("Basis: {text}"), lang, text="{text}")),
    )
    lines = [form.replace("{text}", text) for text, form in said if text]
    if line.disputes:
        lines.append(_begun(_opinion(line, lang)))
    return "\n".join(lines) or "–"


def _opinion(point: Line | Point, lang: str) -> str:
    if not point.disputes:
        return say(_("agreed by every side") if point.agreed else _("nobody disputes it"), lang)
    form = _("disputed by {side}: {wants}")
    return "\n".join(say(form, lang, side=one.side, wants=one.wants) for one in point.disputes)


def _point(point: Point, lang: str) -> Text:
    proposed = say(_("Proposed by: {side}."), lang, side=point.proposer)
    opinion = _begun(_opinion(point, lang))
    ending = "" if opinion.endswith((".", "!", "?", "…")) else "."
    return Run(point.text), Run(f"\n{proposed} "), Run(f"{opinion}{ending}", strong=bool(point.disputes))


def _divergence(text: AgreementText, lang: str) -> list[Block]:
    """What the sides did not agree on, once more in one place; nothing where there is nothing."""
    lines = [(line.chapter, line.disputes) for line in text.scope if line.disputes]
    lines += [(point.text, point.disputes) for _title, points in text.lists for point in points if point.disputes]
    if not lines:
        return []
    form = _("{side} wants: {wants}")
    told = [
        (Run(name, strong=True), *(Run("\n" + say(form, lang, side=one.side, wants=one.wants)) for one in disputes))
        for name, disputes in lines
    ]
    return [
        Heading(1, say(_("Record of divergence"), lang), "divergence"),
        Paragraph(say(_("The sides did not agree on these points. They sign knowing that."), lang)),
        Items(tuple(told)),
    ]


def _signatures(signatures: tuple[Signature, ...], lang: str) -> list[Block]:
    head = (_("Side"), _("First name, surname and function"), _("Date"), _("Signature"))
    return [
        Heading(1, say(_("Signatures"), lang), "signatures"),
        Table(
            caption=say(_("Signatures of the sides"), lang),
            head=heads(*(say(title, lang) for title in head)),
            body=tuple(Row(_begun(one.side) or "\n\n", tuple(map(Cell, _how(one, lang)))) for one in signatures),
        ),
    ]


def _how(signature: Signature, lang: str) -> tuple[str, str, str]:
    """Room to sign with a pen, or how and when the side signed."""
    if not signature.day:
        return f"\n\n{DOTS * 2}", f"\n\n{DOTS}", f"\n\n{DOTS * 2}"
    said = [say(_("has signed"), lang)]
    if signature.divergence:
        said.append(say(_("with the record of divergence"), lang))
    return signature.how, signature.day, ", ".join(said)


def _proposal(line: Line, lang: str) -> str:
    terms = "; ".join(part for part in (line.level, line.gives, line.condition) if part)
    return say(_("Proposal to begin with: {terms}."), lang, terms=terms)


def _whole(text: AgreementText, blocks: tuple[Block, ...], lang: str, *, blank: bool = False) -> Document:
    mark, mark_text = Mark.NONE, ""
    if text.invented:
        mark, mark_text = Mark.INVENTED, say(_("an example, no real place"), lang)
    elif not text.signed:
        mark, mark_text = Mark.DRAFT, say(_("not signed by every side yet"), lang)
    parts = [say(_("Version {version}"), lang, version=text.version), f"{text.printed:%d.%m.%Y}"]
    if text.digest and not blank:
        parts.append(f"SHA-256 {text.digest[:SHOWN]}…")
    return Document(
        title=say(_("Agreement on cooperation in the assessment of social-assistance resources"), lang),
        lang=lang,
        blocks=blocks,
        mark=mark,
        mark_text=mark_text,
        footer=" · ".join(parts),
    )


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
