"""The sides of an agreement by name, and for which of them a person can speak."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import INSTITUTIONS
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, may_assist
from drogowskaz.participation.models import Agreement, Paper
from drogowskaz.participation.permissions.agreement import Voice, may_be_side, organisations_of, voice
from drogowskaz.participation.queries.agreement.wording import OFFICE, name_in
from drogowskaz.participation.queries.paper import valid_papers
from drogowskaz.territory.models import Unit

OF_OFFICE = _("the office of {unit}")


@dataclass(frozen=True)
class Side:
    """A side: `key` is 0 for the office and the key of its row for an organisation. `joined` is false for one that
    could join and has not."""

    key: int
    name: str
    organisation: Organisation | None
    joined: bool = True


def office_name(office: Organisation | None, unit: Unit, lang: str) -> str:
    """The institution of the unit as the register knows it, or else the office of the unit."""
    return office.name if office else say(OF_OFFICE, lang, unit=unit.full_name)


def sides_of(agreement: Agreement, lang: str) -> tuple[Side, ...]:
    """The office, then the organisations that joined, by the names they had when the wording was closed; one query."""
    parties = agreement.parties.filter(left_at=None).select_related("organisation__unit")
    named = agreement.content.get("office") or office_name(agreement.office, agreement.cycle.unit, lang)
    return (
        Side(OFFICE, named, None),
        *(Side(one.organisation_id, name_in(agreement.content, one.organisation), one.organisation) for one in parties),
    )


@dataclass(frozen=True)
class Speaking:
    """For whom a person can speak here. `own` are sides they belong to; whoever `assists` writes down for any of
    `others` what stands on one of `papers`. `chosen` is the side of this page, on `paper` where one was chosen;
    `refusal` says why the chosen one is not theirs."""

    own: tuple[Side, ...]
    assists: bool
    others: tuple[Side, ...]
    papers: tuple[Paper, ...]
    chosen: Side | None
    paper: Paper | None
    refusal: str = ""


def speaking(
    actor: Actor,
    cycle: Cycle,
    sides: tuple[Side, ...],
    asked: tuple[int | None, int | None],
    at: dt.datetime,
    lang: str,
) -> Speaking:
    """For whom the person can speak; `asked` is the side and the number of the paper they chose, None for either."""
    joined = {side.key: side for side in sides}
    office = joined.get(OFFICE, Side(OFFICE, office_name(None, cycle.unit, lang), None))
    own = [office] if isinstance(voice(actor, cycle, None, None, at), Voice) else []
    own += [joined.get(one.pk, Side(one.pk, one.name, one, joined=False)) for one in organisations_of(actor, cycle, at)]
    assists = may_assist(actor, cycle.unit, cycle.year, at) is None
    others = _all(cycle, office, joined) if assists else ()
    papers = tuple(valid_papers(cycle)) if assists else ()
    key, number = asked
    paper = next((one for one in papers if one.number == number), None)
    within = others if paper else tuple(own)
    chosen = next((one for one in within if one.key == key), None)
    if chosen is None and key is None and number is None:
        chosen = next(iter(own), None)
    refusal = ""
    if chosen is not None:
        found = voice(actor, cycle, chosen.organisation, paper, at)
        refusal = found.sentence(lang) if isinstance(found, Refusal) else ""
    return Speaking(tuple(own), assists, others, papers, chosen, paper, refusal)


def _all(cycle: Cycle, office: Side, joined: dict[int, Side]) -> tuple[Side, ...]:
    """The office, and every organisation that could be a side, by name; one query."""
    known = Organisation.objects.exclude(kind__in=INSTITUTIONS).select_related("unit")
    near = known.filter(Q(unit=None) | Q(unit__code__startswith=cycle.unit.code[:4]) | Q(pk__in=list(joined)))
    return office, *(
        joined.get(one.pk, Side(one.pk, one.name, one, joined=False))
        for one in near
        if may_be_side(one, cycle.unit) is None
    )
