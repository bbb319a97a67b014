"""How a version of the agreement begins, goes to talks, and how it is given up or ended."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.cycles import form_for, level
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.scope import scope_of
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.organisations.enums import Kind
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.agreement.steps import heard, move, wordless, write_step
from drogowskaz.participation.enums.agreement import AgreementStepKind
from drogowskaz.participation.models import Agreement, AgreementParty, Condition, Paper, ScopeEntry, Stance
from drogowskaz.participation.permissions.agreement import may_take_part
from drogowskaz.participation.queries.agreement.versions import in_force, worked_on
from drogowskaz.participation.workflow.agreement import AGREEMENT, DROP, END, PUT, TERMINATE

OFFICES = (Kind.CUS, Kind.OPS, Kind.MOPR, Kind.PCPR, Kind.ROPS, Kind.OFFICE)
"""Which institution of a unit is its side, the first that is in the register."""


@transaction.atomic
def open_agreement(*, cycle: Cycle, lang: str, actor: Actor, at: dt.datetime) -> Agreement:
    """Begin a version: from the one in force with what the sides said of it, or from what we propose for the form of
    the cycle, in the language given. Raises Refused: no right, no form, or one is being worked on."""
    refuse(may_take_part(actor, cycle, at), _over(cycle))
    # Whoever holds the cycle is alone, so two never begin at once.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    begun = worked_on(cycle)
    if begun:
        message = _("Version {version} of the agreement is already being worked on. Go on with that one.")
        raise Refused([Refusal(message, {"version": begun.version})])
    before = in_force(cycle)
    last = Agreement.objects.filter(cycle=cycle).aggregate(last=Max("version"))["last"] or 0
    agreement = Agreement.objects.create(
        cycle=cycle,
        version=last + 1,
        edition=before.edition if before else _edition(cycle),
        office=_office(cycle),
        state=AGREEMENT.start,
        started_at=at,
        started_by=person_of(actor),
        changed_at=at,
    )
    if before:
        _copy(before, agreement)
    else:
        _propose(agreement, lang)
    write_step(agreement, AgreementStepKind.OPENED, None, actor=actor, at=at)
    return agreement


def _over(cycle: Cycle) -> Refusal | None:
    if cycle.state != CycleState.CLOSED:
        return None
    return Refusal(_("The cycle is closed, so no agreement can begin in it."))


def _edition(cycle: Cycle) -> str:
    form = form_for(level(cycle.unit), cycle.year)
    if cycle.edition or form:
        return cycle.edition or (form.edition if form else "")
    message = _("No form for {unit} is installed, so there are no chapters to agree on.")
    raise Refused([Refusal(message, {"unit": cycle.unit.full_name})])


def _office(cycle: Cycle) -> Organisation | None:
    """The institution of the unit in the register; None when it is not there."""
    here = Organisation.objects.filter(unit__code__startswith=cycle.unit.code[:6], kind__in=OFFICES)
    exact = [one for one in here.select_related("unit") if one.unit and len(one.unit.code) == len(cycle.unit.code)]
    return min(exact, key=lambda one: (OFFICES.index(Kind(one.kind)), one.pk), default=None)


def _propose(agreement: Agreement, lang: str) -> None:
    ScopeEntry.objects.bulk_create(
        ScopeEntry(
            agreement=agreement,
            chapter=one.chapter.number,
            place=place,
            level=one.level,
            gives=one.default.gives[lang] if one.default else "",
            condition=one.default.condition[lang] if one.default else "",
        )
        for place, one in enumerate(scope_of(edition_named(agreement.edition)))
    )


def _copy(before: Agreement, agreement: Agreement) -> None:
    """Take over the sides, every point, and what the sides say of it as it stands."""
    for party in before.parties.filter(left_at=None):
        AgreementParty.objects.create(
            agreement=agreement, organisation_id=party.organisation_id, mandate_id=party.mandate_id,
            paper_id=party.paper_id, joined_at=party.joined_at, joined_by_id=party.joined_by_id,
        )  # fmt: skip
    points: list[ScopeEntry | Condition] = [*before.scope.prefetch_related("stances")]
    points += before.conditions.filter(removed_at=None).prefetch_related("stances")
    for point in points:
        stances = [one for one in point.stances.all() if one.about == point.version]
        point.pk, point._state.adding, point.agreement, point.version = None, True, agreement, 1
        point.save()
        _copy_stances(stances, point)


def _copy_stances(stances: list[Stance], point: ScopeEntry | Condition) -> None:
    about = "scope" if isinstance(point, ScopeEntry) else "condition"
    for one in stances:
        one.pk, one._state.adding, one.about = None, True, 1
        setattr(one, about, point)
        one.save()


@transaction.atomic
def put_to_talks(*, agreement: Agreement, actor: Actor, at: dt.datetime) -> None:
    """Put a draft to the sides, who then agree and dispute; an animator may do it too, since it says nothing for
    anybody. Raises Refused."""
    refuse(may_take_part(actor, agreement.cycle, at))
    move(agreement, PUT, at)
    write_step(agreement, AgreementStepKind.PUT, None, actor=actor, at=at, verb=PUT.verb)


@transaction.atomic
def drop_agreement(
    *, agreement: Agreement, side: Organisation | None, paper: Paper | None, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Give a version up before every side signed it; what was written stays readable to the sides. Raises Refused."""
    said = heard(agreement, side, paper, actor, at)
    refuse(wordless(reason))
    move(agreement, DROP, at, reason=whole(reason, 500), closed_at=at)
    write_step(agreement, AgreementStepKind.DROPPED, said, actor=actor, at=at, text=reason.strip(), verb=DROP.verb)


@transaction.atomic
def end_agreement(
    *, agreement: Agreement, side: Organisation | None, paper: Paper | None, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Note that an agreement in force has come to its end as the sides wanted. Raises Refused."""
    said = heard(agreement, side, paper, actor, at, signs=paper is None)
    move(agreement, END, at, reason=whole(reason, 500), closed_at=at)
    write_step(agreement, AgreementStepKind.ENDED, said, actor=actor, at=at, text=reason.strip(), verb=END.verb)


@transaction.atomic
def terminate_agreement(
    *, agreement: Agreement, side: Organisation | None, paper: Paper | None, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """One side terminates an agreement in force, with its reason. Raises Refused."""
    said = heard(agreement, side, paper, actor, at, signs=paper is None)
    refuse(wordless(reason))
    move(agreement, TERMINATE, at, reason=whole(reason, 500), closed_at=at)
    write_step(
        agreement, AgreementStepKind.TERMINATED, said, actor=actor, at=at, text=reason.strip(), verb=TERMINATE.verb
    )
