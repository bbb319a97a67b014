"""The versions of the agreement of a cycle, and what the hub and the drafting tasks need to know of them."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.agreement import OPEN, WAS_SIGNED, AgreementState, Opinion, ScopeLevel
from drogowskaz.participation.models import Agreement, ScopeEntry

NONE_YET = _("There is no cooperation agreement. It is voluntary; annexes can be handed in without one.")
WORKED_ON = _("A cooperation agreement is being prepared by the sides.")
ORGANISATIONS = plural(
    "The office and {n} organisation have signed a cooperation agreement.",
    "The office and {n} organisations have signed a cooperation agreement.",
)
OVER = _("The cooperation agreement is no longer in force.")


def versions_of(cycle: Cycle) -> list[Agreement]:
    """Every version, the newest first; one query."""
    return list(Agreement.objects.filter(cycle=cycle).select_related("office"))


def agreement_at(cycle: Cycle, version: int) -> Agreement | None:
    """The version with this number; None when there is none."""
    return Agreement.objects.filter(cycle=cycle, version=version).select_related("office", "cycle__unit").first()


def worked_on(cycle: Cycle) -> Agreement | None:
    """The version that is being prepared, talked over or signed; None when there is none."""
    return Agreement.objects.filter(cycle=cycle, state__in=OPEN).select_related("office", "cycle__unit").first()


def in_force(cycle: Cycle) -> Agreement | None:
    """The version that every side has signed and that was neither replaced nor ended; None when there is none."""
    found = Agreement.objects.filter(cycle=cycle, state=AgreementState.SIGNED)
    return found.select_related("office", "cycle__unit").first()


@dataclass(frozen=True)
class Summary:
    """Where the agreement of a cycle stands, for everyone: nothing of what is only being talked over is told.

    `state` is a value of `AgreementState`, or empty when there is none; `organisations` counts those that signed.
    """

    state: str
    organisations: int
    signed_at: dt.datetime | None
    sentence: tuple[str, str] | str

    def told(self, lang: str) -> str:
        """In a sentence."""
        return (
            count(self.sentence, self.organisations, lang)
            if isinstance(self.sentence, tuple)
            else say(self.sentence, lang)
        )


def summary_of(cycle: Cycle) -> Summary:
    """The version in force, or else the one worked on, or else the last that was signed; at most two queries."""
    found = versions_of(cycle)
    chosen = _first(found, (AgreementState.SIGNED,)) or _first(found, OPEN) or _first(found, WAS_SIGNED)
    if chosen is None:
        return Summary("", 0, None, NONE_YET)
    if chosen.state in OPEN:
        return Summary(chosen.state, 0, None, WORKED_ON)
    if chosen.state != AgreementState.SIGNED:
        return Summary(chosen.state, 0, chosen.signed_at, OVER)
    return Summary(chosen.state, chosen.parties.filter(left_at=None).count(), chosen.signed_at, ORGANISATIONS)


def _first(found: list[Agreement], states: tuple[str, ...]) -> Agreement | None:
    return next((one for one in found if one.state in states), None)


def entries_to_draft(agreement: Agreement) -> list[tuple[ScopeEntry, Organisation]]:
    """The chapters that organisations are to draft by this agreement, each with the organisation; three queries.

    A chapter that some side disputes is not agreed, so nothing follows from it.
    """
    parties = [party.organisation for party in agreement.parties.filter(left_at=None).select_related("organisation")]
    keys = {one.pk for one in parties}
    entries = agreement.scope.filter(level__gte=ScopeLevel.DRAFTS).select_related("organisation", "agreement")
    return [
        (entry, organisation)
        for entry in entries.prefetch_related("stances")
        if not _disputed(entry, keys)
        for organisation in ([entry.organisation] if entry.organisation else parties)
    ]


def _disputed(entry: ScopeEntry, parties: set[int]) -> bool:
    """Whether a side that is still there disputes the chapter as it stands."""
    return any(
        one.opinion == Opinion.DISPUTED and one.about == entry.version and one.organisation_id in (None, *parties)
        for one in entry.stances.all()
    )
