"""A meeting on paper: the attendance sheet, the agenda for the wall, the sheet for written points."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from drogowskaz.documents.handwritten import HandSheet, Lines, Listing, Part, Ruled, Telling, Title
from drogowskaz.engine.words import _, say
from drogowskaz.participation.models import Meeting, Slot

ROWS = 20
"""Lines for signatures on one page of the attendance sheet."""
LINES = 4
"""Lines to write on for each point of the agenda."""
VOLUNTARY = _("Taking part is voluntary. Nobody asks for a PESEL number or age.")


def when(slot: Slot, lang: str) -> str:
    """The day and the hours of a slot."""
    start, end = localtime(slot.starts_at), localtime(slot.ends_at)
    with override(lang):
        return f"{date_format(start, 'l, j E Y')}, {start:%H:%M}–{end:%H:%M}"


def where(slot: Slot, lang: str) -> str:
    """The place of a slot; the link for those online is never printed."""
    place = ", ".join(part for part in (slot.place, slot.address) if part)
    with override(lang):
        kind = str(slot.get_kind_display())
    return f"{place} ({kind})" if place else kind


def attendance_sheet(meeting: Meeting, lang: str) -> HandSheet:
    """A page for each slot: organisation, how many people, a signature of one of them. No names, no PESEL, no age."""
    parts: list[Part] = [Telling(meeting.title), Telling(f"{say(_SIGNING, lang)} {say(VOLUNTARY, lang)}", small=True)]
    columns = ((_("No."), 1), (_("Organisation, institution or “resident”"), 7), (_("People"), 2), (_("Signature"), 5))
    ruled = Ruled(tuple((say(label, lang), share) for label, share in columns), ROWS)
    for place, slot in enumerate(meeting.slots.all()):
        parts += [Title(when(slot, lang), again=place > 0), Telling(where(slot, lang), small=True), ruled]
    return HandSheet(say(_("Attendance sheet"), lang), meeting.code, tuple(parts), lang)


_SIGNING = _("Write the organisation or institution you come from; one person signs for everybody of it.")


def agenda_sheet(meeting: Meeting, lang: str) -> HandSheet:
    """The agenda for the wall, in large letters."""
    points = tuple(point.title for point in meeting.agenda.all())
    parts: list[Part] = [Telling(f"{when(slot, lang)}\n{where(slot, lang)}") for slot in meeting.slots.all()]
    parts.append(Title(say(_("Agenda"), lang)))
    parts.append(Listing(points, numbered=True) if points else Telling(say(_("The agenda is not written yet."), lang)))
    parts += [Title(say(_("Accessibility"), lang)), Listing(_accessibility(meeting, lang))]
    if meeting.host:
        asked = say(_("Questions: {host}, {contact}."), lang, host=meeting.host, contact=meeting.contact)
        parts.append(Telling(asked, small=True))
    return HandSheet(meeting.title, meeting.code, tuple(parts), lang, large=True)


def _accessibility(meeting: Meeting, lang: str) -> tuple[str, ...]:
    """What is known of accessibility, a line each."""
    with override(lang):
        said = [str(one.label) for one in meeting.accessibility]
    names = (_("Step-free access: {said}"), _("Induction loop: {said}"), _("Polish sign language (PJM): {said}"))
    lines = [say(name, lang, said=word) for name, word in zip(names, said, strict=True)]
    return (*lines, meeting.access_note) if meeting.access_note else tuple(lines)


def points_sheet(meeting: Meeting, lang: str) -> HandSheet:
    """A page on which somebody writes what they want to say; its scan is registered under the code of the meeting."""
    parts: list[Part] = [
        Telling(meeting.title),
        Telling(f"{say(_WRITING, lang)} {say(VOLUNTARY, lang)}", small=True),
        Lines(say(_("Organisation or institution, or how you want to be called (not required)"), lang), 1),
    ]
    topics = [point.title for point in meeting.agenda.all()]
    numbered = [f"{number}. {title}" for number, title in enumerate(topics, start=1)]
    for title in (*numbered, say(_("Something else") if topics else _("What you want to say"), lang)):
        parts += [Title(title), Lines("", LINES)]
    return HandSheet(say(_("Written points"), lang), meeting.code, tuple(parts), lang)


_WRITING = _(
    "Write what you want to say at the meeting or instead of it. Hand the sheet to whoever runs the meeting: it is "
    "registered with the papers of the cycle, and what it says stands in the minutes."
)


SHEETS: dict[str, Callable[[Meeting, str], HandSheet]] = {
    "obecnosc": attendance_sheet,
    "porzadek": agenda_sheet,
    "wnioski": points_sheet,
}
"""The sheets to be printed, by their names in addresses."""
