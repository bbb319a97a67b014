"""Asking the office whether it decided what somebody else wrote down for it."""

import datetime as dt
from collections.abc import Sequence

from drogowskaz.engine.words import _, say
from drogowskaz.notifications.enums import Language
from drogowskaz.notifications.formats import whole_address
from drogowskaz.organisations.actions import Sending
from drogowskaz.organisations.enums import INSTITUTIONS, Kind
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions.confirmation import ask_confirmation
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem, Confirmation, Paper
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.territory.queries import lineage

FIRST = (Kind.OPS, Kind.CUS, Kind.MOPR, Kind.PCPR, Kind.OFFICE)
"""Whose decision it is, in this order, where several institutions of a unit have an address."""
_SUBJECT = _("What you decided on the annexe of {organisation}, {year}")
_SENTENCES = {
    ItemState.ACCEPTED: _("The office accepted the answer to “{question}”."),
    ItemState.RETURNED: _("The office asks {organisation} again about “{question}”: {reason}"),
    ItemState.NOT_TAKEN: _("The office does not take in the answer to “{question}”: {reason}"),
}
_LANG = Language.POLISH.value


def institution_of(annexe: Annexe) -> Organisation | None:
    """The office of the unit that can be asked, or None where none has an address in the register."""
    found = Organisation.objects.filter(unit__in=lineage(annexe.cycle.unit), kind__in=INSTITUTIONS).exclude(email="")
    order = {kind: place for place, kind in enumerate(FIRST)}
    return min(found, key=lambda one: (order.get(Kind(one.kind), len(order)), one.pk), default=None)


def ask_the_office(
    *, annexe: Annexe, items: Sequence[AnnexeItem], paper: Paper, actor: Actor, at: dt.datetime
) -> Confirmation | None:
    """Ask the office to confirm what was just written down, in one letter with a sentence for each answer.

    None where no office of the unit has an address. Raises Refused.
    """
    office = institution_of(annexe)
    if office is None or not items:
        return None
    organisation = annexe.organisation.name
    definition = definition_of(annexe)
    sentences = []
    for item in items:
        asked = definition.field_by_key.get(item.field)
        question = asked.label[_LANG] if asked else item.field
        sentence = _SENTENCES[ItemState(item.state)]
        sentences.append(say(sentence, _LANG, question=question, organisation=organisation, reason=item.reason))

    def link(token: str) -> str:
        return whole_address("participation:confirmation", token, language=_LANG)

    return ask_confirmation(
        cycle=annexe.cycle, institution=office, email=office.email,
        subject=say(_SUBJECT, _LANG, organisation=organisation, year=annexe.cycle.year)[:200], sentences=sentences,
        thing=Annexe._meta.label, thing_id=f"{annexe.pk}:{max(one.pk for one in items)}:{at:%Y%m%d%H%M%S}", paper=paper,
        sending=Sending(link=link, language=_LANG), actor=actor, at=at,
    )  # fmt: skip
