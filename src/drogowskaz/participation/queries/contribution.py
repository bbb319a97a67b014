"""What everybody may know of contributions: which ones, who made one, what it concerns, where it stands."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import override

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.words import _, say
from drogowskaz.notifications.letters import Thing
from drogowskaz.organisations.enums import INSTITUTIONS
from drogowskaz.organisations.enums import Kind as OrganisationKind
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.queries.drafting.tasks import chapters_of

NO_NAME = _("no name given")
_FOR = _("for {name}")
_EXPERT_OF = _("as an expert, {name}")
WAITS = (ContributionState.SUBMITTED, ContributionState.RETURNED)
"""States of contributions that nobody reads before a moderator does."""


def contribution_path(contribution: Contribution) -> str:
    """Its path among the things that are followed, told about and written into the log."""
    return f"{path_of(contribution.cycle.unit, contribution.cycle.year)}/contribution/{contribution.number}"


def public_of(cycle: Cycle) -> QuerySet[Contribution]:
    """What everybody may know of, the newest first, with what a line of the list names; one query.

    Those of `PUBLIC` with their words; one that is hidden, or was withdrawn after it was published, only as a
    tombstone: see `is_readable`, without which no word of it is shown.
    """
    tombstone = Q(state=ContributionState.HIDDEN) | Q(state=ContributionState.WITHDRAWN, published_at__isnull=False)
    found = Contribution.objects.filter(Q(state__in=PUBLIC) | tombstone, cycle=cycle)
    return found.select_related(
        "organisation", "theme", "section__consultation", "merged_into", "cycle__unit"
    ).order_by("-number")


def is_readable(contribution: Contribution) -> bool:
    """Whether everybody may read its words and the name of its author."""
    return contribution.state in PUBLIC


def hidden_because(contributions: Iterable[Contribution]) -> dict[int, ModerationAct]:
    """The act by which each hidden contribution was hidden the last time, by key; one query."""
    hidden = [one.pk for one in contributions if one.state == ContributionState.HIDDEN]
    acts = ModerationAct.objects.filter(contribution__in=hidden, step=ModerationStep.HIDDEN)
    return {act.contribution_id: act for act in acts.order_by("at", "pk")}


def author_line(contribution: Contribution, lang: str) -> str:
    """Who said it, as whom and how it came, as its author wishes to be called. Not for tombstones."""
    with override(lang):
        name = contribution.name or say(NO_NAME, lang)
        return ", ".join((name, _as_whom(contribution, lang), str(Channel(contribution.channel).label)))


def _as_whom(contribution: Contribution, lang: str) -> str:
    capacity, of = Capacity(contribution.capacity), contribution.of
    if of and capacity == Capacity.EXPERT:
        return say(_EXPERT_OF, lang, name=of)
    if of and capacity != Capacity.PERSONAL:
        return say(_FOR, lang, name=of)
    return str(capacity.label)


def sector_of(capacity: str, organisation: Organisation | None) -> Sector:
    """Where the author of a contribution belongs. An organisation outside the register counts as one of citizens."""
    if capacity == Capacity.OFFICIAL:
        return Sector.INSTITUTION
    if capacity == Capacity.PERSONAL or (capacity == Capacity.EXPERT and organisation is None):
        return Sector.RESIDENTS
    if organisation is not None and organisation.kind == OrganisationKind.COUNCIL:
        return Sector.COUNCIL
    if organisation is not None and organisation.kind in INSTITUTIONS:
        return Sector.INSTITUTION
    return Sector.NGO


def place_of(contribution: Contribution, lang: str) -> str:
    """What it concerns, in words: the section of the consultation, or the row, or the chapter; empty for the whole."""
    if contribution.section is not None:
        return contribution.section.title
    return place_named(contribution.cycle, contribution.chapter, contribution.row, lang)


def place_named(cycle: Cycle, chapter: str, row: str, lang: str) -> str:
    """A row or a chapter of the form of a cycle in words; what the form does not know stays as it was written."""
    if row:
        known = edition_named(cycle.edition).row_by_key.get(row) if cycle.edition else None
        return known.label[lang] if known else row
    found = next((one for one in chapters_of(cycle) if one.number == chapter), None) if chapter else None
    return f"{chapter}. {found.label[lang]}" if found else chapter


def contributions_named(paths: Collection[str]) -> dict[str, Thing]:
    """Contributions by their paths, without a word of what they say; one query."""
    wanted = Q(pk=None)
    for path in paths:
        parts = path.split("/")
        if len(parts) == 6 and parts[0] == "unit" and parts[3].isdecimal() and parts[5].isdecimal():
            wanted |= Q(cycle__unit__code__startswith=parts[1], cycle__year=int(parts[3]), number=int(parts[5]))
    found = {}
    for one in Contribution.objects.filter(wanted).select_related("cycle__unit__parent"):
        unit, year = one.cycle.unit, one.cycle.year
        name = translated(_("Contribution {number}, {year}: {unit}"))
        address = reverse("participation:contribution", args=[unit.code, year, one.number])
        thing = Thing(name.format(number=one.number, year=year, unit=unit.full_name), address)
        found[contribution_path(one)] = thing
    return {path: thing for path, thing in found.items() if path in paths}
