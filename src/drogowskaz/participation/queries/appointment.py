"""A slot as an entry of a calendar."""

from drogowskaz.documents.appointments import Appointment
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.models import Slot


def appointment_of(slot: Slot, *, url: str, lang: str, with_link: bool) -> Appointment:
    """The entry; the link for those online only for whoever has a place."""
    meeting = slot.meeting
    link = slot.link if with_link else ""
    place = ", ".join(part for part in (slot.place, slot.address) if part)
    told = [
        meeting.purpose,
        say(_("To join online: {link}"), lang, link=link) if link else "",
        say(_("Questions: {host}, {contact}."), lang, host=meeting.host, contact=meeting.contact)
        if meeting.host
        else "",
        url,
    ]
    return Appointment(
        uid=f"{slot.uid}@drogowskaz",
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        title=f"{meeting.title} – {meeting.unit.full_name}",
        text="\n\n".join(part for part in told if part),
        where=place or link or say(_("online"), lang),
        url=url,
        revision=slot.version,
        cancelled=meeting.state == MeetingState.CANCELLED,
    )
