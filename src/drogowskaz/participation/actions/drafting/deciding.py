"""What the office decides on a draft: it accepts, and the text goes into the chapter with its author, or returns it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.assessments.actions.texts import Author, tidy, write_text
from drogowskaz.assessments.models import Assessment, ChapterText
from drogowskaz.assessments.queries.texts import latest
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.drafting.moving import Ground, hold, move, needs_reason, stands_at
from drogowskaz.participation.enums.drafting import Placing, Side
from drogowskaz.participation.models import DraftingTask, DraftVersion
from drogowskaz.participation.permissions.drafting import may_decide_draft
from drogowskaz.participation.queries.drafting.tasks import last_version
from drogowskaz.participation.workflow.drafting import ACCEPT, RETURN

_NO_FORM = _("The form of this year is not open yet, so there is no chapter to put the text into.")
_NEWER = _("The organisation has written a newer version meanwhile. Read it, then decide.")
_EMPTIED = _("The text that you would accept is empty. To refuse the draft, return it with a reason.")


@dataclass(frozen=True)
class OfficeText:
    """The draft as the office would have it in the chapter, and where. `draft` is the version of the draft it looked
    at, `chapter` the version of the chapter's text, 0 where there is none."""

    text: str
    draft: int
    chapter: int
    placing: Placing = Placing.INSTEAD


@transaction.atomic
def accept_draft(*, task: DraftingTask, office: OfficeText, actor: Actor, at: dt.datetime, paper: str = "") -> None:
    """Put the draft into the chapter, under the name of the organisation.

    What the office changed in it becomes a second version beside: the first one is the organisation's own. A task of
    values only puts no text anywhere. Raises Refused, also when either text has changed since it was looked at.
    """
    ruling = may_decide_draft(actor, task, at, paper)
    refuse(ruling.refusal)
    hold(task)
    refuse(None if task.state in ACCEPT.sources else stands_at(task))
    standing = last_version(task)
    refuse(Refusal(_NEWER) if (standing.version if standing else 0) != office.draft else None)
    drafted, wanted = standing.text if standing else "", tidy(office.text)
    version = standing.version if standing else None
    if drafted:
        refuse(Refusal(_EMPTIED) if not wanted else None)
        written = _write(task, drafted, wanted, office, actor, at)
        DraftingTask.objects.filter(pk=task.pk).update(written=written)
        if wanted != drafted:
            version = _keep_office_version(task, wanted, office.draft + 1, actor, at)
    ground = Ground(Side.OFFICE, basis=paper, label=ruling.label)
    move(task, ACCEPT, ground, actor=actor, at=at, version=version)


def _write(
    task: DraftingTask, drafted: str, wanted: str, office: OfficeText, actor: Actor, at: dt.datetime
) -> ChapterText | None:
    """The organisation's words first, then what the office made of them; gives the version that stands."""
    form = task.cycle.assessment
    refuse(Refusal(_NO_FORM) if form is None else None)
    assert form is not None, "refused above"
    above = latest(form, task.chapter) if office.placing is Placing.BELOW else None
    name = task.organisation.name
    before = f"{above.text}\n\n" if above and above.text else ""
    names = [*(above.author.split("; ") if above and above.author else []), name]
    author = Author("; ".join(dict.fromkeys(names)), edited=bool(above and (not above.author or above.edited)))
    written = _version(task, form, before + drafted, office.chapter, author, actor, at)
    if wanted == drafted:
        return written
    return _version(
        task, form, before + wanted, written.version if written else 0, Author(author.name, edited=True), actor, at
    )


def _version(
    task: DraftingTask, form: Assessment, text: str, seen: int, author: Author, actor: Actor, at: dt.datetime
) -> ChapterText | None:
    made = write_text(assessment=form, chapter=task.chapter, text=text, seen=seen, actor=actor, at=at, author=author)
    return made or latest(form, task.chapter)


def _keep_office_version(task: DraftingTask, text: str, version: int, actor: Actor, at: dt.datetime) -> int:
    DraftVersion.objects.create(task=task, version=version, text=text, side=Side.OFFICE, at=at, by=person_of(actor))
    record(actor=person_of(actor), verb="drafting.edited_by_office", thing=task, at=at, version=version)
    return version


@transaction.atomic
def return_draft(
    *, task: DraftingTask, draft: int, reason: str, actor: Actor, at: dt.datetime, paper: str = ""
) -> None:
    """Give the draft back with the reason; the organisation writes on. `draft` is the version the person looked at.

    Raises Refused.
    """
    ruling = may_decide_draft(actor, task, at, paper)
    refuse(ruling.refusal, needs_reason(reason))
    hold(task)
    refuse(None if task.state in RETURN.sources else stands_at(task))
    standing = last_version(task)
    version = standing.version if standing else 0
    refuse(Refusal(_NEWER) if version != draft else None)
    ground = Ground(Side.OFFICE, basis=paper, label=ruling.label)
    move(task, RETURN, ground, actor=actor, at=at, version=version or None, reason=reason.strip())
