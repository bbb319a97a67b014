"""Deciding on the values offered to one cell: one of them, their sum, the sum of some, another figure, or none."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from drogowskaz.assessments.actions.entry import Fate, Save, save_cells
from drogowskaz.assessments.enums import OfferFate, Ruling
from drogowskaz.assessments.models import Assessment, Cell, Decision, Offer
from drogowskaz.assessments.permissions import may_settle
from drogowskaz.assessments.queries.offers.values import (
    IN_THE_FORM,
    STORED,
    addable,
    is_number,
    suppliers_of,
    total,
    value_of,
    why_not_added,
)
from drogowskaz.assessments.signals import cell_decided
from drogowskaz.audit.actions import record
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, State, Value, show
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, person_of

_NO_CELL = _("The form has no such cell, so nothing can be decided about it.")
_CHANGED = _("Meanwhile {who} has written “{value}” into the cell. Nothing was changed; look at it, then decide again.")
_DECIDED = _("Meanwhile {who} has decided on this cell: {ruling}. Nothing was changed; look at it, then decide again.")
_RULED = {
    Ruling.ONE: _("one of the offered values"),
    Ruling.SUM: _("the sum of all"),
    Ruling.PART: _("the sum of some"),
    Ruling.OTHER: _("another figure"),
    Ruling.NONE: _("none of them; the cell stays as it is"),
}
_GONE = _("One of the values was taken back in the meantime. Nothing was changed; look at what is left.")
_NEWER = _("Another value has come in the meantime, so the sum is a different one. Look at it, then decide again.")
_TAKE_ONE = _("Choose one of the values.")
_TAKE_SOME = _("Tick at least one value that holds a number.")
_TAKE_NONE = _("Either take values that were offered, or write another figure: not both.")
_NO_FIGURE = _("Write the figure that is to stand in the form.")
_NO_REASON = _("Say why. Whoever supplied a value will read it.")
_WHY_NOT_OTHERS = _("Say why the other values were not taken. Whoever supplied them will read it.")
_NOT_A_NUMBER = _("It holds no number, so it is not in the sum.")
_NEVER_ADDED = _("Texts are not added up. Take one of them or write another.")


@dataclass(frozen=True)
class _Case:
    """One cell as it stands when it is decided on: its row, what it holds, and every value that was not taken back."""

    form: Assessment
    row: Row
    offset: int
    cell: Cell | None
    offers: tuple[Offer, ...]
    newest: Decision | None
    taken: tuple[Offer, ...]

    @property
    def version(self) -> int:
        return self.cell.version if self.cell else 0


@dataclass(frozen=True)
class _Choice:
    """What is to stand in the cell; no value leaves it as it is."""

    value: Value | None = None
    refusals: list[Refusal] = field(default_factory=list)


@transaction.atomic
def decide_cell(
    *,
    assessment: Assessment,
    cell: CellKey,
    taken: Sequence[int],
    ruling: Ruling,
    figure: str = "",
    reason: str,
    seen: int,
    basis: str = "",
    actor: Actor,
    at: dt.datetime,
    decided: int | None = None,
    newest: int | None = None,
) -> Decision:
    """Choose the value of a cell among those offered, write it, and give every offer its fate.

    `taken` are the keys of the offers that are taken: one for ONE, every number offered for SUM (so that the person has
    seen what is added), some for PART, none for OTHER and NONE. `seen` is the version of the cell the person saw.
    A page also gives the newest decision (`decided`, 0 for none) and the newest offer (`newest`) it has shown: a later
    decision refuses this one, later offers stay waiting. Raises Refused; then nothing is written.
    """
    case = _case(assessment, cell, taken)
    verdict = may_settle(actor, case.form, case.taken, basis, at)
    refuse(verdict.refusal)
    if len(taken) == 1 and ruling in (Ruling.SUM, Ruling.PART):
        ruling = Ruling.ONE
    left = [one for one in case.offers if one not in case.taken and (newest is None or one.pk <= newest)]
    choice = _choice(case, ruling, figure)
    refuse(*_overtaken(case, taken, seen, decided))
    refuse(*choice.refusals)
    refuse(_unexplained(ruling, left, case, reason))
    version = _write(case, choice.value, actor=actor, at=at) if choice.value else None
    made = Decision.objects.create(
        assessment=case.form,
        row=case.row.key,
        offset=case.offset,
        ruling=ruling,
        state=(choice.value or EMPTY).state.value,
        number=(choice.value or EMPTY).number,
        text=(choice.value or EMPTY).text,
        version=version,
        reason=reason.strip(),
        basis=basis.strip(),
        label=verdict.label,
        at=at,
        by=person_of(actor),
    )
    made.taken.set(case.taken)
    _tell_fates(case, made, left)
    record(actor=person_of(actor), verb="cell.decided", thing=made, at=at, ruling=ruling.value)
    cell_decided.send(Decision, offers=[one.pk for one in case.offers], at=at)
    return made


def _case(assessment: Assessment, cell: CellKey, taken: Sequence[int]) -> _Case:
    """The cell under the lock of its form: whoever else decides, offers or saves there waits. Raises Refused."""
    form = Assessment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=assessment.pk)
    row = edition_named(form.edition).row_by_key.get(cell[0])
    refuse(Refusal(_NO_CELL) if row is None or cell[1] not in row.offsets else None)
    assert row is not None, "refused above"
    here = {"row": cell[0], "offset": cell[1]}
    standing = form.offers.filter(**here).exclude(fate=OfferFate.WITHDRAWN).select_related("organisation", "decision")
    offers = tuple(standing)
    return _Case(
        form=form,
        row=row,
        offset=cell[1],
        cell=form.cells.filter(**here).select_related("changed_by").first(),
        offers=offers,
        newest=form.decisions.filter(**here).select_related("by").last(),
        taken=tuple(one for one in offers if one.pk in set(taken)),
    )


def _overtaken(case: _Case, taken: Sequence[int], seen: int, decided: int | None) -> list[Refusal]:
    """What happened since the person looked."""
    if case.newest is not None and decided is not None and case.newest.pk != decided:
        return [_meanwhile(_DECIDED, case.newest.by, ruling=_RULED[Ruling(case.newest.ruling)])]
    if case.version != seen:
        by = case.cell.changed_by if case.cell else None
        return [_meanwhile(_CHANGED, by, value=show(_stands(case), case.row.kind))]
    return [Refusal(_GONE)] if len(case.taken) < len(set(taken)) else []


def _meanwhile(message: str, by: User | None, **params: str) -> Refusal:
    marked = (*(["ruling"] if "ruling" in params else []), *([] if by else ["who"]))
    return Refusal(message, {"who": by.name if by else _("somebody"), **params}, marked)


def _stands(case: _Case) -> Value:
    return Value(State(case.cell.state), case.cell.number, case.cell.text) if case.cell else EMPTY


def _choice(case: _Case, ruling: Ruling, figure: str) -> _Choice:
    match ruling:
        case Ruling.ONE:
            return _Choice(value_of(case.taken[0])) if len(case.taken) == 1 else _no(_TAKE_ONE)
        case Ruling.SUM | Ruling.PART:
            return _sum(case, ruling)
        case Ruling.OTHER:
            return _no(_TAKE_NONE) if case.taken else _figure(case, figure)
        case Ruling.NONE:
            return _no(_TAKE_NONE) if case.taken else _Choice()


def _no(message: str, **params: object) -> _Choice:
    return _Choice(refusals=[Refusal(message, params)])


def _sum(case: _Case, ruling: Ruling) -> _Choice:
    numbers = addable(case.offers, case.row)
    if not numbers:
        return _no(_NEVER_ADDED)
    if not case.taken or not all(is_number(one, case.row) for one in case.taken):
        return _no(_TAKE_SOME)
    if ruling is Ruling.SUM:
        if set(case.taken) != set(numbers):
            return _no(_NEWER)
        unlike = why_not_added(case.taken)
        if unlike is not None:
            return _no(unlike[0], **unlike[1])
    return _Choice(total(case.taken))


def _figure(case: _Case, figure: str) -> _Choice:
    problems: list[Problem] = []
    value = read_value(figure, case.row, edition_named(case.form.edition), Place(""), problems)
    if problems:
        return _Choice(refusals=[Refusal(problem.message, problem.params) for problem in problems])
    return _Choice(value) if value is not None and value != EMPTY else _no(_NO_FIGURE)


def _unexplained(ruling: Ruling, left: Iterable[Offer], case: _Case, reason: str) -> Refusal | None:
    if reason.strip():
        return None
    if ruling in (Ruling.PART, Ruling.OTHER, Ruling.NONE):
        return Refusal(_NO_REASON)
    open_still = {OfferFate.WAITING, *IN_THE_FORM}
    untold = [one for one in left if one.fate in open_still and (ruling is Ruling.ONE or is_number(one, case.row))]
    return Refusal(_WHY_NOT_OTHERS) if untold else None


def _write(case: _Case, value: Value, *, actor: Actor, at: dt.datetime) -> int:
    """Put the value into the cell under the names of who gave it; the version it stands at then. Raises Refused."""
    text = show(value, case.row.kind)
    save = Save(case.row.key, case.offset, text, case.version)
    (outcome,) = save_cells(assessment=case.form, saves=[save], actor=actor, at=at, supplier=suppliers_of(case.taken))
    if outcome.problem is not None:
        refuse(Refusal(outcome.problem.message, outcome.problem.params))
    assert outcome.fate in (Fate.SAVED, Fate.SAME), "nobody else writes under the lock"
    return outcome.version


def _tell_fates(case: _Case, made: Decision, left: Iterable[Offer]) -> None:
    added = made.ruling in (Ruling.SUM, Ruling.PART)
    for one in case.taken:
        one.fate, one.reason = (OfferFate.SUMMED if added else OfferFate.TAKEN), ""
    spoken = list(case.taken)
    for one in left:
        if made.ruling == Ruling.NONE and _stands_by(one, case):
            continue
        if one.fate == OfferFate.WAITING and made.ruling == Ruling.NONE:
            one.fate = OfferFate.NOT_USED
        elif one.fate == OfferFate.WAITING or one.fate in IN_THE_FORM:
            one.fate = OfferFate.CONSIDERED
        else:
            continue
        one.reason = made.reason or say(_NOT_A_NUMBER, STORED)
        spoken.append(one)
    for one in spoken:
        one.decision = made
    Offer.objects.bulk_update(spoken, ["fate", "reason", "decision"])


def _stands_by(offer: Offer, case: _Case) -> bool:
    """Whether the cell still holds what was taken from this offer."""
    by = offer.decision
    return offer.fate in IN_THE_FORM and by is not None and by.version == case.version
