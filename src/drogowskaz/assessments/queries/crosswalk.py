"""The crosswalk as it is in force in this installation, and rows followed through it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drogowskaz.assessments.enums import Review
from drogowskaz.assessments.models import Assessment, CrosswalkEntry
from drogowskaz.assessments.permissions import may_review
from drogowskaz.assessments.queries.assessment import Reader, readable, told_sheet
from drogowskaz.assessments.queries.editions import later_editions
from drogowskaz.assessments.queries.publication import once_public, withheld_of
from drogowskaz.assessments.workflow import CROSSWALK
from drogowskaz.engine.crosswalk.entries import RELATIONS, Entry
from drogowskaz.engine.crosswalk.loader import crosswalk_of, way_between
from drogowskaz.engine.crosswalk.series import Point, series
from drogowskaz.engine.crosswalk.story import story, told, unknown
from drogowskaz.engine.crosswalk.ways import Crosswalk, Way
from drogowskaz.engine.disclosure.publication import mark
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.problems import Unusable, unusable
from drogowskaz.engine.values import show
from drogowskaz.engine.words import _, say
from drogowskaz.territory.models import Unit

Groups = dict[str, list[tuple[Entry, ...]]]


@dataclass(frozen=True)
class InForce:
    """The published entries by edition, in the order of their publication. `unfit` are those that contradict the
    crosswalk which comes with the program (it may be newer than they are): they are not used, and the page says so."""

    groups: Groups
    unfit: tuple[CrosswalkEntry, ...]

    def between(self, old: Edition, new: Edition) -> Crosswalk:
        """The crosswalk between two editions. Raises Unusable when there is none."""
        return way_between(old, new, self.groups)


def in_force() -> InForce:
    """What all units of this installation use; one query."""
    groups: Groups = defaultdict(list)
    unfit = []
    for entry in CrosswalkEntry.objects.filter(status=Review.PUBLISHED).order_by("reviewed_at", "pk"):
        try:
            composed(entry.edition, [*groups[entry.edition], entry.pairs])
        except Unusable:
            unfit.append(entry)
        else:
            groups[entry.edition].append(entry.pairs)
    return InForce(groups, tuple(unfit))


def composed(edition: str, groups: Iterable[Sequence[Entry]]) -> Crosswalk:
    """The shipped crosswalk into an edition with these groups of entries laid over it, one after the other.

    Raises Unusable when there is no crosswalk into the edition or a group contradicts what stands.
    """
    shipped = crosswalk_of(edition)
    if shipped is None:
        raise unusable(_("No crosswalk leads to {edition}."), edition=edition)
    return way_between(shipped.old, shipped.new, {edition: tuple(groups)})


@dataclass(frozen=True)
class ShownWay:
    """A row followed to a neighbouring edition: the row there (None when there is none) and what happened."""

    edition: Edition
    row: Row | None
    key: str
    relation: str
    sentences: tuple[str, ...]


def earlier_ways(row: Row, edition: Edition, force: InForce, lang: str) -> tuple[ShownWay, ...]:
    """Where a row comes from; nothing when the edition is the first."""
    shipped = crosswalk_of(edition.id)
    if shipped is None:
        return ()
    crosswalk = force.between(shipped.old, edition)
    ways = crosswalk.into(row.key)
    if not ways:
        return (ShownWay(crosswalk.old, None, "", "", (unknown(row.key, crosswalk, lang),)),)
    return tuple(_shown_way(way, way.old, crosswalk, crosswalk.old, lang) for way in ways)


def later_ways(row: Row, edition: Edition, force: InForce, lang: str) -> tuple[ShownWay, ...]:
    """Where a row went, in every edition that follows this one."""
    crosswalks = [force.between(edition, edition_named(name)) for name in later_editions(edition)]
    return tuple(_shown_way(way, way.new, one, one.new, lang) for one in crosswalks for way in one.out_of(row.key))


def _shown_way(way: Way, key: str | None, crosswalk: Crosswalk, other: Edition, lang: str) -> ShownWay:
    row = other.row_by_key.get(key or "")
    relation = say(RELATIONS[way.relation], lang)
    return ShownWay(other, row, key or "", relation, tuple(story(way, crosswalk, lang)))


@dataclass(frozen=True)
class ShownPoint:
    """A year of a series on a page: what each assessment says of it, as (assessed year, row, text)."""

    point: Point
    said: tuple[tuple[int, Row, str], ...]
    breaks: tuple[str, ...]


def values_over_years(
    row: Row, edition: Edition, units: Iterable[Unit], reader: Reader, force: InForce, lang: str
) -> tuple[ShownPoint, ...]:
    """The row's series in the assessments of these units which the person may read, hidden where it may not be told;
    three queries."""
    units = list(units)
    assessments = readable(reader).filter(unit__in=units).prefetch_related("cells")
    series_of_copies = once_public(units)
    hidden = withheld_of(series_of_copies).cells if series_of_copies else frozenset()
    points = series(row, edition, [told_sheet(one) for one in assessments], force.between)
    return tuple(
        ShownPoint(
            point=point,
            said=tuple(
                (one.assessed, one.row, mark(lang) if place in hidden else show(one.value, one.row.kind, lang))
                for one in point.said
                for place in [(one.assessed, one.row.key, point.year - one.assessed)]
            ),
            breaks=tuple(told(step, lang) for step in point.breaks),
        )
        for point in points
    )


def units_with_assessments(reader: Reader, limit: int = 6) -> list[Unit]:
    """A few units whose assessments this person may read, to choose from."""
    newest = Assessment.objects.visible_to(reader).select_related("unit").order_by("-changed_at", "-year")
    return list(dict.fromkeys(one.unit for one in newest[: limit * 2]))[:limit]


def shipped_steps(edition: str, lang: str) -> tuple[tuple[Entry, str], ...]:
    """The entries that come with the program, as sentences."""
    crosswalk = crosswalk_of(edition)
    return tuple((entry, told(entry, lang)) for entry in crosswalk.entries) if crosswalk else ()


@dataclass(frozen=True)
class ShownProposal:
    """A proposed entry with its sentences, the moves open to it, and why this reader may not make them.

    `fits` is False when it is published and contradicts the shipped crosswalk.
    """

    entry: CrosswalkEntry
    sentences: tuple[str, ...]
    fits: bool
    moves: tuple[str, ...]
    refusal: str


def proposals(edition: str, force: InForce, lang: str, reader: Reader) -> tuple[ShownProposal, ...]:
    """Everything proposed here for the crosswalk into an edition, newest first, whatever became of it; one query."""
    found = CrosswalkEntry.objects.filter(edition=edition).select_related("proposed_by", "reviewed_by")
    shown = []
    for entry in found.order_by("-proposed_at", "-pk"):
        refusal = may_review(reader, entry)
        shown.append(
            ShownProposal(
                entry=entry,
                sentences=tuple(told(pair, lang) for pair in entry.pairs),
                fits=entry not in force.unfit,
                moves=tuple(move.name for move in CROSSWALK.moves_from(entry.status)),
                refusal=refusal.sentence(lang) if refusal else "",
            )
        )
    return tuple(shown)
