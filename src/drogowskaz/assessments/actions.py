"""What changes an assessment or an entry of the crosswalk: one verb, one transaction, one trace."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange, CrosswalkEntry, Source
from drogowskaz.assessments.permissions import Actor, may_propose, may_publish, may_review
from drogowskaz.assessments.queries.crosswalk import composed, in_force
from drogowskaz.assessments.workflow import (
    ACCEPT,
    ASSESSMENT,
    CROSSWALK,
    PUBLISH,
    PUBLISH_ENTRY,
    RETURN,
    WITHDRAW,
    WITHDRAW_ENTRY,
    publishing,
)
from drogowskaz.audit.actions import record
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit


@transaction.atomic
def load_reading(*, reading: Reading, unit: Unit, actor: Actor, at: dt.datetime) -> tuple[Assessment, int]:
    """Put a published sheet into the unit's assessment of that year, making it if there is none.

    Returns the assessment and how many cells changed; loading the same sheet twice changes nothing. Cells that the
    sheet does not have stay as they are. Raises Refused when the year already holds another edition.
    """
    refuse(may_publish(actor))
    sheet = reading.sheet
    source = None
    if reading.source:
        known = reading.source
        source, _made = Source.objects.get_or_create(title=known.title, publisher=known.publisher, url=known.url)
    assessment, made = Assessment.objects.get_or_create(
        unit=unit,
        year=sheet.year,
        defaults={"edition": sheet.edition.id, "source": source, "created_at": at, "changed_at": at},
    )
    if assessment.edition != sheet.edition.id:
        message = _("The assessment for {year} is on another edition: {edition}.")
        raise Refused([Refusal(message, {"year": sheet.year, "edition": assessment.edition})])
    changed = _write_cells(assessment, dict(sheet.values), source=source, person=_person(actor), at=at)
    if made or changed:
        Assessment.objects.filter(pk=assessment.pk).update(changed_at=at)
        record(actor=_person(actor), verb="assessment.loaded", thing=assessment, at=at, cells=changed)
    return assessment, changed


def _write_cells(
    assessment: Assessment,
    values: dict[tuple[str, int], Value],
    *,
    source: Source | None,
    person: User | None,
    at: dt.datetime,
) -> int:
    """Write the cells whose value differs from the stored one, and a journal row for each."""
    stored = {(cell.row, cell.offset): cell for cell in assessment.cells.all()}
    fresh: list[Cell] = []
    changed: list[Cell] = []
    for (row, offset), value in values.items():
        cell = stored.get((row, offset)) or Cell(assessment=assessment, row=row, offset=offset, version=0)
        if cell.version and (cell.state, cell.number, cell.text) == (value.state, value.number, value.text):
            continue
        (changed if cell.version else fresh).append(cell)
        cell.version += 1
        cell.state, cell.number, cell.text = value.state.value, value.number, value.text
        cell.source, cell.changed_at, cell.changed_by = source, at, person
    Cell.objects.bulk_create(fresh)
    Cell.objects.bulk_update(changed, ["version", "state", "number", "text", "source", "changed_at", "changed_by"])
    CellChange.objects.bulk_create(
        CellChange(
            assessment=assessment,
            row=cell.row,
            offset=cell.offset,
            version=cell.version,
            state=cell.state,
            number=cell.number,
            text=cell.text,
            source=source,
            at=at,
            by=person,
        )
        for cell in (*fresh, *changed)
    )
    return len(fresh) + len(changed)


@transaction.atomic
def publish(*, assessment: Assessment, actor: Actor, at: dt.datetime) -> None:
    """Show the assessment to everyone. Raises Refused with every reason why not."""
    reasons = [may_publish(actor)]
    if assessment.source_id is None:
        reasons.append(Refusal(_("Numbers without a source are not published. Add the source first.")))
    if not assessment.cells.exclude(state=State.EMPTY).exists():
        reasons.append(Refusal(_("There is nothing to publish: no cell is filled in.")))
    refuse(*reasons, *publishing.refusals(assessment))
    _move(assessment, PUBLISH, actor=actor, at=at)


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take the assessment off the public pages; `reason` stays in the log. Raises Refused."""
    empty = Refusal(_("Say why the assessment is withdrawn.")) if not reason.strip() else None
    refuse(may_publish(actor), empty)
    _move(assessment, WITHDRAW, actor=actor, at=at, reason=reason.strip())


def _move(assessment: Assessment, transition: Transition, *, actor: Actor, at: dt.datetime, **details: str) -> None:
    """Change the state only if it is still one the move starts from, so that a second click changes nothing."""
    waiting = Assessment.objects.filter(pk=assessment.pk, status__in=transition.sources)
    if not waiting.update(status=transition.target, changed_at=at):
        current = Assessment.objects.values_list("status", flat=True).get(pk=assessment.pk)
        raise Refused(
            [Refusal(_("The assessment is already: {state}."), {"state": ASSESSMENT.states[current]}, ("state",))]
        )
    assessment.status = Status(transition.target)
    record(actor=_person(actor), verb=transition.verb, thing=assessment, at=at, **details)


def refuse(*reasons: Refusal | None) -> None:
    """Raise Refused with the reasons that are there; pass when there are none."""
    given = [reason for reason in reasons if reason]
    if given:
        raise Refused(given)


def _person(actor: Actor) -> User | None:
    return actor if isinstance(actor, User) else None


@transaction.atomic
def propose_entry(
    *,
    edition: str,
    old: str,
    new: str,
    relation: Relation,
    year: int,
    breaks: bool,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> CrosswalkEntry:
    """Propose an entry of the crosswalk into an edition; `old` and `new` are keys set apart by spaces.

    Raises Refused with every reason: nobody signed in, no reason, or a contradiction to the entries in force.
    """
    empty = Refusal(_("Say why, and where it is known from.")) if not reason.strip() else None
    refuse(may_propose(actor), empty)
    assert isinstance(actor, User), "may_propose lets nobody else through"
    entry = CrosswalkEntry(
        edition=edition,
        old=" ".join(old.split()),
        new=" ".join(new.split()),
        relation=relation.value,
        year=year,
        breaks=breaks,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    refuse(*contradictions(entry))
    entry.save()
    record(actor=actor, verb="crosswalk.proposed", thing=entry, at=at, edition=edition)
    return entry


@transaction.atomic
def accept_entry(*, entry: CrosswalkEntry, actor: Actor, at: dt.datetime) -> None:
    """Say that a proposed entry is right. It is used only once it is published. Raises Refused."""
    refuse(may_review(actor, entry))
    refuse(*contradictions(entry))
    _review(entry, ACCEPT, actor=actor, at=at)


@transaction.atomic
def return_entry(*, entry: CrosswalkEntry, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Send a proposed entry back; the proposer can make a better one. Raises Refused."""
    empty = Refusal(_("Say why the entry is returned.")) if not reason.strip() else None
    refuse(may_review(actor, entry), empty)
    _review(entry, RETURN, actor=actor, at=at, answer=reason.strip())


@transaction.atomic
def publish_entry(*, entry: CrosswalkEntry, actor: Actor, at: dt.datetime) -> None:
    """Put an accepted entry in force for every unit. Raises Refused, also when it contradicts what came since."""
    refuse(may_review(actor, entry))
    refuse(*contradictions(entry))
    _review(entry, PUBLISH_ENTRY, actor=actor, at=at)


@transaction.atomic
def withdraw_entry(*, entry: CrosswalkEntry, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take a published entry out of force; the shipped crosswalk stands again. Raises Refused."""
    empty = Refusal(_("Say why the entry is withdrawn.")) if not reason.strip() else None
    refuse(may_review(actor, entry), empty)
    _review(entry, WITHDRAW_ENTRY, actor=actor, at=at, answer=reason.strip())


def contradictions(entry: CrosswalkEntry) -> list[Refusal]:
    """What in the entry does not go with the crosswalk in force; nothing when all is well."""
    try:
        composed(entry.edition, [*in_force().groups.get(entry.edition, ()), entry.pairs])
    except Unusable as refused:
        return [Refusal(problem.message, problem.params) for problem in refused.problems]
    return []


def _review(entry: CrosswalkEntry, transition: Transition, *, actor: Actor, at: dt.datetime, answer: str = "") -> None:
    """Change the state only if it is still one the move starts from: of two reviewers the slower one is refused."""
    waiting = CrosswalkEntry.objects.filter(pk=entry.pk, status__in=transition.sources)
    if not waiting.update(status=transition.target, reviewed_by=_person(actor), reviewed_at=at, answer=answer):
        current = CrosswalkEntry.objects.values_list("status", flat=True).get(pk=entry.pk)
        raise Refused([Refusal(_("The entry is already: {state}."), {"state": CROSSWALK.states[current]}, ("state",))])
    entry.refresh_from_db()
    details = {"reason": answer} if answer else {}
    record(actor=_person(actor), verb=transition.verb, thing=entry, at=at, **details)
