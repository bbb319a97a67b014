"""Accepted minutes as a document."""

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from drogowskaz.documents.content import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    Mark,
    Paragraph,
    Row,
    Run,
    Table,
    heads,
)
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.models import Meeting, MinutesVersion
from drogowskaz.participation.queries.minutes import ShownMinutes, ShownPoint, shown_minutes
from drogowskaz.participation.queries.sheet import when, where


def minutes_document(meeting: Meeting, version: MinutesVersion, lang: str) -> Document:
    """The minutes of a version, short enough to do without a title page."""
    with override(lang):
        shown, day, host = (
            shown_minutes(version.content),
            date_format(localdate(version.at), "j E Y"),
            meeting.unit.full_name,
        )
    said = [
        (_("Host"), host),
        *((_("When and where"), f"{when(slot, lang)}; {where(slot, lang)}") for slot in meeting.slots.all()),
        (_("Code of the meeting"), meeting.code),
        (_("Version"), say(_("version {number}, accepted on {day}"), lang, number=version.number, day=day)),
    ]
    facts: list[Run] = []
    for label, value in said:
        facts += [Run("\n" if facts else ""), Run(f"{say(label, lang)}: ", strong=True), Run(value)]
    purpose = [Paragraph(meeting.purpose, Mark.LEAD)] if meeting.purpose else []
    return Document(
        title=say(_("Minutes: {title}"), lang, title=meeting.title),
        blocks=(*purpose, Paragraph(tuple(facts)), *_attendance(shown, lang), *_topics(shown, lang)),
        lang=lang,
        footer=say(_("{title} · code {code}"), lang, title=meeting.title, code=meeting.code),
        made=localdate(version.at),
    )


def _attendance(shown: ShownMinutes, lang: str) -> list[Block]:
    blocks: list[Block] = [Heading(1, say(_("Who came"), lang), "attendance")]
    if not shown.attendance:
        return [*blocks, Paragraph(say(_("The attendance was not written down."), lang))]
    head = (_("Organisation or institution"), _("Who they are"), _("How"), _("People"))
    for slot in shown.attendance:
        rows = [
            Row(name, (Cell(sector), Cell(way), Cell(str(people), people))) for name, sector, way, people in slot.rows
        ]
        total = Row(say(_("Together"), lang), (Cell(), Cell(), Cell(str(slot.people), slot.people)), strong=True)
        blocks.append(
            Table(
                caption=f"{localtime(slot.starts_at):%d.%m.%Y, %H:%M}",
                head=heads(*(say(text, lang) for text in head)),
                body=(*rows, total),
                aligned=(Align.START, Align.START, Align.END),
            )
        )
    return blocks


def _topics(shown: ShownMinutes, lang: str) -> list[Block]:
    blocks: list[Block] = []
    for place, topic in enumerate(shown.topics):
        blocks.append(Heading(1, topic.title or say(_("Beside the agenda"), lang), f"topic-{place}"))
        if not topic.points:
            blocks.append(Paragraph(say(_("Nothing was written to this point."), lang)))
        blocks += [_point(point, lang) for point in topic.points]
    return blocks


def _point(point: ShownPoint, lang: str) -> Paragraph:
    """The kind stands first, unless it is just what was said."""
    told = [point.raised_by, point.capacity]
    if point.who:
        told.append(say(_("done by: {who}"), lang, who=point.who))
    if point.until:
        told.append(say(_("until {day}"), lang, day=f"{point.until:%d.%m.%Y}"))
    beside = ", ".join(part for part in told if part)
    kind = f"{point.label[:1].upper()}{point.label[1:]}: " if point.kind != PointKind.RECORD else ""
    runs = [Run(kind, strong=True)] if kind else []
    runs.append(Run(point.text))
    if beside:
        runs.append(Run(f"\n({beside})", emphasis=True))
    return Paragraph(tuple(runs))
