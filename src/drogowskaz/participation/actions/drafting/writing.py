"""Writing the draft of a task: every version stays, and nobody's version is written over unseen."""

import datetime as dt

from django.db import IntegrityError, transaction

from drogowskaz.assessments.actions.texts import LONGEST, tidy
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.drafting.moving import Ground, hold, move
from drogowskaz.participation.enums.drafting import Side
from drogowskaz.participation.models import DraftingTask, DraftVersion
from drogowskaz.participation.permissions.drafting import CLOSED, Writing, may_draft
from drogowskaz.participation.queries.drafting.tasks import last_version
from drogowskaz.participation.workflow.drafting import BEGIN

_OVERTAKEN = _(
    "{name} has written in this draft since you opened it. Your text is kept below and has not been saved yet; "
    "compare the two and save again."
)


def write_draft(
    *, task: DraftingTask, text: str, seen: int, actor: Actor, at: dt.datetime, consent: str = ""
) -> DraftVersion | None:
    """Keep a version of the draft. `seen` is the version the person began from, 0 when there was none.

    Returns None when the text is what stands already. Raises Refused when the person may not write here, the task is
    not open for writing, the text is too long, or somebody has written since: then both texts are kept, theirs here
    and this one on the person's page.
    """
    text = tidy(text)
    too_long = Refusal(_("The text has {n} characters; at most {most} fit."), {"n": len(text), "most": LONGEST})
    writing = may_draft(actor, task.organisation, task.cycle, at, consent)
    refuse(closed(task), writing.refusal, too_long if len(text) > LONGEST else None)
    standing = last_version(task)
    if text == (standing.text if standing else ""):
        return None
    if (standing.version if standing else 0) != seen:
        raise Refused([_overtaken(standing)])
    try:
        with transaction.atomic():
            hold(task)
            refuse(closed(task))
            written = _add(task, text, seen + 1, writing, actor, at)
            if task.state in BEGIN.sources:
                move(task, BEGIN, ground_of(writing), actor=actor, at=at, version=written.version)
    except IntegrityError:
        # Of two who saved in the same moment the slower one meets the other's version here.
        raise Refused([_overtaken(last_version(task))]) from None
    return written


def closed(task: DraftingTask) -> Refusal | None:
    """Why nothing can be written in the task now."""
    return Refusal(CLOSED[task.state]) if task.state in CLOSED else None  # type: ignore[index]


def ground_of(writing: Writing) -> Ground:
    """On what the organisation's words were written."""
    return Ground(Side.ORGANISATION, mandate=writing.mandate, consent=writing.consent)


def _add(task: DraftingTask, text: str, version: int, writing: Writing, actor: Actor, at: dt.datetime) -> DraftVersion:
    written = DraftVersion.objects.create(
        task=task,
        version=version,
        text=text,
        mandate=writing.mandate,
        consent=writing.consent,
        at=at,
        by=person_of(actor),
    )
    record(
        actor=person_of(actor),
        verb="drafting.written",
        thing=task,
        at=at,
        version=version,
        organisation=task.organisation_id,
        mandate=writing.mandate.pk if writing.mandate else None,
    )
    return written


def _overtaken(standing: DraftVersion | None) -> Refusal:
    assert standing is not None, "somebody has written"
    return Refusal(_OVERTAKEN, {"name": standing.by.name if standing.by else "–"})
