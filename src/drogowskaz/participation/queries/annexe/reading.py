"""An annexe with its answers, and the definition they belong to."""

from collections.abc import Iterable

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine import annexes
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.permissions.annexe import Voice

JOINED = (
    "organisation",
    "paper",
    "mandate",
    "cycle__unit__parent",
    "cycle__assessment__unit__parent",
    "cycle__assessment__submission",
)
"""What every page of an annexe asks for."""


def annexe_of(cycle: Cycle, organisation: Organisation) -> Annexe | None:
    """The annexe of an organisation in a cycle; one query."""
    found = Annexe.objects.filter(cycle=cycle, organisation=organisation)
    return found.select_related(*JOINED).first()


def earlier_annexe(annexe: Annexe) -> Annexe | None:
    """The newest annexe that the same organisation handed in for an earlier year, of the same unit first."""
    found = Annexe.objects.filter(
        organisation=annexe.organisation_id, cycle__year__lt=annexe.cycle.year, sent_at__isnull=False
    ).select_related("cycle__unit")
    same = found.filter(cycle__unit=annexe.cycle.unit_id).order_by("-cycle__year").first()
    return same or found.order_by("-cycle__year", "-pk").first()


def definition_of(annexe: Annexe) -> annexes.Annexe:
    """The questions. Raises Unusable when that version is not installed."""
    return annexes.annexe_named(annexe.definition)


def answers_of(items: Iterable[AnnexeItem]) -> dict[tuple[str, int], str]:
    """What is answered, as the engine reads it: what was removed or left empty is not there."""
    return {(one.field, one.place): one.text for one in items if one.text and one.state != ItemState.WITHDRAWN}


def places_of(section: annexes.Section, items: Iterable[AnnexeItem]) -> tuple[int, ...]:
    """Which services, needs or recommendations of a section are there; the first one of an empty section."""
    keys = {field.key for field in section.fields}
    found = {place for field, place in answers_of(items) if field in keys}
    return tuple(sorted(found)) or (0,)


def spoken_for(annexe: Annexe, voice: Voice, lang: str) -> str:
    """Whose voice it is: the sentence every page of filling in begins with."""
    name = annexe.organisation.name
    if voice.mandate is None:
        message = _("You write for {organisation}. Its consent: {consent}")
        return say(message, lang, organisation=name, consent=annexe.consent)
    day = f"{voice.mandate.valid_from:%d.%m.%Y}"
    if voice.mandate.document:
        message = _("You write for {organisation}, under the mandate of {day}: {document}.")
        return say(message, lang, organisation=name, day=day, document=voice.mandate.document)
    return say(_("You write for {organisation}, under the mandate of {day}."), lang, organisation=name, day=day)
