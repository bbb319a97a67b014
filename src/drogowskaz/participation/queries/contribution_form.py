"""What the form of a contribution shows: what it concerns, for whom somebody may speak, what others said before."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.likeness import likest
from drogowskaz.engine.signs import signs_of
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.organisations.permissions.mandates import covers
from drogowskaz.participation.enums.contribution import PUBLIC, Sign
from drogowskaz.participation.models import ConsultationSection, Contribution
from drogowskaz.participation.queries.contribution import place_named
from drogowskaz.participation.queries.drafting.tasks import chapters_of

LOOKED_BACK = 200
"""Contributions of a cycle, the newest, among which the same or a similar text is looked for."""
MOST_SHOWN = 3
"""Contributions of others that are shown beside a form."""


@dataclass(frozen=True)
class Concern:
    """What a contribution is to be about. `title` is its name in words, empty for the assessment as a whole; `lost`
    says that the address named something that is not there."""

    chapter: str = ""
    row: str = ""
    section: ConsultationSection | None = None
    title: str = ""
    lost: bool = False


def concern_of(cycle: Cycle, *, chapter: str, row: str, section: str, lang: str) -> Concern:
    """What the address of the form names; at most one query."""
    if section:
        found = _section(cycle, section)
        if found is None:
            return Concern(lost=True)
        return Concern(chapter=found.chapter, row=found.row, section=found, title=found.title)
    if row:
        edition = edition_named(cycle.edition) if cycle.edition else None
        home = next((one for one in edition.chapters if any(r.key == row for r in one.rows)), None) if edition else None
        if home is None:
            return Concern(lost=True)
        return Concern(chapter=home.number, row=row, title=place_named(cycle, home.number, row, lang))
    if chapter and not any(one.number == chapter for one in chapters_of(cycle)):
        return Concern(lost=True)
    return Concern(chapter=chapter, title=place_named(cycle, chapter, "", lang))


def _section(cycle: Cycle, number: str) -> ConsultationSection | None:
    """The section of the last announced consultation with this number, also when its time is over."""
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        return None
    there = ConsultationSection.objects.filter(
        consultation__cycle=cycle, consultation__announced_at__isnull=False, number=int(number)
    )
    return there.select_related("consultation__cycle").order_by("-consultation__number").first()


def organisations_to_speak_for(actor: Actor, cycle: Cycle, at: dt.datetime) -> list[Organisation]:
    """Those the person holds a mandate from to draft or to speak here, by name; none for a visitor; one query."""
    person = person_of(actor)
    if person is None:
        return []
    held = Mandate.objects.in_force(at).filter(person=person).select_related("organisation", "unit")
    fitting = {
        one.organisation
        for one in held
        if {Act.DRAFT, Act.SPEAK} & set(one.acts) and covers(one, cycle.unit, cycle.year)
    }
    return sorted(fitting, key=lambda one: (one.sort_key, one.pk))


def signs_in(cycle: Cycle, text: str, *, quick: bool = False, without: Contribution | None = None) -> list[Sign]:
    """Why a text deserves a closer look: what it looks like, whether it came before, how fast it came; one query."""
    others = Contribution.objects.filter(cycle=cycle).order_by("-number")
    if without is not None:
        others = others.exclude(pk=without.pk)
    before = others.values_list("text", flat=True)[:LOOKED_BACK]
    return [Sign(sign) for sign in sorted({*signs_of(text, before), *((Sign.FAST.value,) if quick else ())})]


def others_like(cycle: Cycle, concern: Concern, text: str) -> list[Contribution]:
    """What others said close to this, the closest first: published ones with the same words; while nothing is typed
    yet, those about the same part of the assessment. One query at most."""
    there = Contribution.objects.filter(cycle=cycle, state__in=PUBLIC, merged_into=None).order_by("-number")
    if text.strip():
        known = {one.pk: one for one in there[:LOOKED_BACK]}
        near = likest(text, {key: one.text for key, one in known.items()}, most=MOST_SHOWN)
        return [known[key] for key in near]
    if not concern.title:
        return []
    same = there.filter(section=concern.section) if concern.section else there.filter(chapter=concern.chapter)
    return list((same.filter(row=concern.row) if concern.row else same)[:MOST_SHOWN])
