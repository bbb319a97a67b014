"""The desk beside CAS: values of a print put into the form, sections ticked as retyped, prints compared with it."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from drogowskaz.assessments.actions.assessment import write_cells
from drogowskaz.assessments.models import Assessment, CasComparison, CasTranscription, Source
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.cas.sections import Section, told_values
from drogowskaz.audit.actions import record
from drogowskaz.engine.files.cas_blocks import kept
from drogowskaz.engine.files.cas_comparing import compare
from drogowskaz.engine.files.cas_print import Match
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, State, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, may_enter, person_of

_NO_CELL = _("This form has no such cell. Open the page anew; nothing has been changed.")
_MOVED = _("The form was moved to another edition in the meantime. Open the page anew; nothing has been changed.")
_CHANGED = _(
    "The values of this section changed while you were retyping it. Look at what is shown now, correct it in CAS, then"
    " tick it again."
)
_TAKEN_ALREADY = _("Somebody has changed this cell since. Look at what stands in it now, then decide again.")


@dataclass(frozen=True)
class Put:
    """A value for a cell. `seen` is the version the person saw (0: never filled), `title` names the source."""

    row: str
    offset: int
    value: Value
    seen: int
    title: str

    @property
    def key(self) -> CellKey:
        return self.row, self.offset


@dataclass(frozen=True)
class PutIn:
    """How many cells were written, how many held the value already, and which were changed by somebody meanwhile."""

    written: int
    same: int
    overtaken: tuple[CellKey, ...]


@transaction.atomic
def put_in(
    *, assessment: Assessment, puts: Sequence[Put], name: str, verb: str, actor: Actor, at: dt.datetime
) -> PutIn:
    """Write the chosen values of a print, each with its source, over the versions the person saw.

    What somebody changed since stays and is told. `verb` is what the log calls it, `name` the file. Raises Refused.
    """
    form = _locked(assessment)
    rows = sheet_of(form).edition.row_by_key
    moved = Refusal(_MOVED) if form.edition != assessment.edition else None
    refuse(may_write(actor, form, at), moved)
    refuse(*(Refusal(_NO_CELL) for put in puts if put.row not in rows or put.offset not in rows[put.row].offsets))
    standing = {
        (cell.row, cell.offset): (cell.version, Value(State(cell.state), cell.number, cell.text))
        for cell in form.cells.all()
    }
    by_source: dict[str, dict[CellKey, Value]] = defaultdict(dict)
    same, overtaken = 0, []
    for put in puts:
        version, value = standing.get(put.key, (0, EMPTY))
        if value == put.value:
            same += 1
        elif version != put.seen:
            overtaken.append(put.key)
        else:
            by_source[put.title][put.key] = put.value
    written = 0
    for title, values in by_source.items():
        source, _made = Source.objects.get_or_create(title=title[:300], publisher="", url="")
        written += len(write_cells(form, values, source=source, person=person_of(actor), at=at))
    if written:
        Assessment.objects.filter(pk=form.pk).update(changed_at=at)
    record(actor=person_of(actor), verb=verb, thing=assessment, at=at, file=name, cells=written)
    return PutIn(written, same, tuple(overtaken))


@transaction.atomic
def tick_section(*, assessment: Assessment, section: Section, seen: str, actor: Actor, at: dt.datetime) -> None:
    """Say that a section has been retyped into CAS as the person saw it; `seen` is its digest. The last tick counts.

    A second click changes nothing. Raises Refused when the values are no longer those.
    """
    form = _locked(assessment)
    refuse(may_enter(actor, form.unit, form.year, at))
    cells, digest = told_values(form, section)
    refuse(Refusal(_CHANGED) if digest != seen or form.edition != assessment.edition else None)
    person = person_of(actor)
    stands = CasTranscription.objects.filter(assessment=form, section=section.key, edition=form.edition, digest=digest)
    if stands.filter(by=person).exists():
        return
    tick, _made = CasTranscription.objects.update_or_create(
        assessment=form,
        section=section.key,
        defaults={"edition": form.edition, "digest": digest, "values": cells, "at": at, "by": person},
    )
    record(actor=person, verb="cas.section_ticked", thing=tick, at=at, section=section.key, digest=digest)


@transaction.atomic
def untick_section(*, assessment: Assessment, section: Section, actor: Actor, at: dt.datetime) -> None:
    """Take the tick back: the section is to be retyped. A second click changes nothing. Raises Refused."""
    form = _locked(assessment)
    refuse(may_enter(actor, form.unit, form.year, at))
    tick = CasTranscription.objects.filter(assessment=form, section=section.key).first()
    if tick is not None:
        record(actor=person_of(actor), verb="cas.section_unticked", thing=tick, at=at, section=section.key)
        tick.delete()


@transaction.atomic
def keep_comparison(
    *, assessment: Assessment, match: Match, name: str, content: bytes, actor: Actor, at: dt.datetime
) -> CasComparison:
    """Hold a print against the form and keep the result; nothing of the form changes. The same print once more, while
    it says the same, is the comparison that is kept already. Raises Refused."""
    form = _locked(assessment)
    refuse(may_enter(actor, form.unit, form.year, at))
    refuse(Refusal(_MOVED) if form.edition != assessment.edition else None)
    ours = sheet_of(form)
    found = compare(ours, match.sheet, match.lines.keys())
    differing = [[*one.key] for one in found.differences]
    sha256 = hashlib.sha256(content).hexdigest()
    last = form.cas_comparisons.last()
    if last is not None and (last.sha256, last.edition, last.differing) == (sha256, form.edition, differing):
        return last
    made = CasComparison.objects.create(
        assessment=form,
        edition=form.edition,
        name=name[:100],
        sha256=sha256,
        rows=sorted(match.lines),
        values=kept(match.sheet, match.sheet.edition.rows),
        unmatched=[asdict(one) for one in match.unmatched],
        differing=differing,
        equal=found.equal,
        at=at,
        by=person_of(actor),
    )
    details = {"file": made.name, "different": len(differing), "equal": found.equal}
    record(actor=person_of(actor), verb="cas.compared", thing=made, at=at, **details)
    return made


@transaction.atomic
def take_from_cas(*, comparison: CasComparison, put: Put, actor: Actor, at: dt.datetime) -> None:
    """Put the print's value of one cell into the form, over the version the person saw. Raises Refused."""
    done = put_in(
        assessment=comparison.assessment, puts=[put], name=comparison.name, verb="cas.value_taken", actor=actor, at=at
    )
    refuse(Refusal(_TAKEN_ALREADY) if done.overtaken else None)


def _locked(assessment: Assessment) -> Assessment:
    """The form as it stands, with its unit and cycle at hand; whoever else saves in it waits for this transaction."""
    found = Assessment.objects.select_for_update(of=("self",)).select_related("unit__parent", "cycle")
    return found.get(pk=assessment.pk)
