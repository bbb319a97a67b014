"""Registering papers with their scans, and crossing out what was registered by mistake."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.files.scan import ScanType, read_scan
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.wholefile import put_whole
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Paper
from drogowskaz.participation.permissions.paper import may_cross_out, may_register_paper
from drogowskaz.participation.queries.paper import scan_file

LONGEST_NAME = 200
"""Characters kept of the name a file had on the device of whoever sent it."""


@dataclass(frozen=True)
class PaperDescription:
    """What is written about a paper. `sender` is who it is from, or to whom it went where `kind` is a letter sent."""

    kind: PaperKind
    title: str
    day: dt.date
    sender: str = ""
    organisation: Organisation | None = None
    reference: str = ""
    note: str = ""


@dataclass(frozen=True)
class Scan:
    """A file as it was sent. What it is, its bytes say; the name is only shown."""

    name: str
    content: bytes


def register_paper(
    *, cycle: Cycle, description: PaperDescription, scan: Scan | None, actor: Actor, at: dt.datetime
) -> Paper:
    """Give the paper the next number of its cycle and keep its scan. Raises Refused with every reason.

    The scan is on the disk, whole, before its row can be read by anybody; one that cannot be written leaves no row.
    """
    kind, unfit = _read(scan)
    refuse(may_register_paper(actor, cycle, at), *_faults(description, at), *unfit)
    name = sha256(scan.content).hexdigest() if scan else ""
    paper = Paper(
        cycle=cycle,
        kind=description.kind,
        title=description.title.strip(),
        day=description.day,
        sender=description.sender.strip(),
        organisation=description.organisation,
        reference=description.reference.strip(),
        note=description.note.strip(),
        sha256=name,
        file_name=scan.name[-LONGEST_NAME:] if scan else "",
        media_type=kind.media if kind else "",
        size=len(scan.content) if scan else 0,
        at=at,
        by=person_of(actor),
    )
    with transaction.atomic():
        _number(paper)
        if scan:
            _put(paper, scan.content)
        record(actor=person_of(actor), verb="paper.registered", thing=paper, at=at, number=paper.number, sha256=name)
    return paper


def _read(scan: Scan | None) -> tuple[ScanType | None, list[Refusal]]:
    if scan is None:
        return None, []
    try:
        return read_scan(scan.name, scan.content), []
    except Unusable as unusable:
        return None, [Refusal(problem.message, problem.params) for problem in unusable.problems]


def _faults(description: PaperDescription, at: dt.datetime) -> list[Refusal | None]:
    late = description.day > localdate(at)
    return [
        None if description.title.strip() else Refusal(_("Write what the paper is about.")),
        Refusal(_("The day on the paper is still to come. Look at the date once more.")) if late else None,
    ]


def _put(paper: Paper, content: bytes) -> None:
    place = scan_file(paper.sha256, paper.media_type)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        put_whole(place, content, lasting=True)
    except OSError:
        message = _("The scan could not be written to the disk, so nothing was registered. Tell the administrator.")
        raise Refused([Refusal(message)]) from None


def _number(paper: Paper) -> None:
    """Save the paper under the next number; whoever holds the cycle is alone, so two never get the same."""
    Cycle.objects.select_for_update().get(pk=paper.cycle_id)
    refuse(_registered_before(paper))
    last = Paper.objects.filter(cycle=paper.cycle_id).aggregate(last=Max("number"))["last"] or 0
    paper.number = last + 1
    paper.save()


def _registered_before(paper: Paper) -> Refusal | None:
    """The same scan or, without one, the same description: a second click, or somebody else was quicker."""
    valid = Paper.objects.filter(cycle=paper.cycle_id, crossed_at=None)
    if paper.sha256:
        same = valid.filter(sha256=paper.sha256).first()
        message = _("This very scan is registered already, as paper {number}: {title}. Nothing was added.")
    else:
        told = ("kind", "title", "day", "sender", "organisation", "reference", "note")
        same = valid.filter(sha256="", **{name: getattr(paper, name) for name in told}).first()
        message = _("The same paper is registered already, as paper {number}: {title}. Nothing was added.")
    return Refusal(message, {"number": same.number, "title": same.title}) if same else None


@transaction.atomic
def cross_out(*, paper: Paper, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Cross a paper out; it stays readable with its reason and keeps its number. Raises Refused."""
    wordless = None if reason.strip() else Refusal(_("Write why the paper is crossed out."))
    refuse(may_cross_out(actor, paper, at), wordless)
    mine = {"crossed_at": at, "crossed_by": person_of(actor), "crossed_reason": whole(reason, 500)}
    if not Paper.objects.filter(pk=paper.pk, crossed_at=None).update(**mine):
        paper.refresh_from_db()
        refuse(may_cross_out(actor, paper, at))
    record(actor=person_of(actor), verb="paper.crossed_out", thing=paper, at=at, reason=reason.strip())
