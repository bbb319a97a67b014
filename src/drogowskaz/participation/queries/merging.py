"""Which contributions are joined with which, and which ones could be."""

from collections.abc import Iterable

from drogowskaz.engine.likeness import likest
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.models import Contribution

LOOKED_AT = 1000
"""How many of a cycle's newest public contributions are compared with one."""


def merged_sources(contribution: Contribution) -> list[Contribution]:
    """Every contribution that is joined with this one, also through another, by number; those who follow them get its
    news. One query for each step of the way, usually one or two."""
    found: dict[int, Contribution] = {}
    into = [contribution.pk]
    while into:
        joined = Contribution.objects.filter(merged_into__in=into).select_related("cycle__unit")
        fresh = [one for one in joined if one.pk not in found and one.pk != contribution.pk]
        found |= {one.pk: one for one in fresh}
        into = [one.pk for one in fresh]
    return sorted(found.values(), key=lambda one: one.number)


def target_of(contribution: Contribution) -> Contribution:
    """The contribution whose answer answers this one: itself, or the last of those it was joined with."""
    seen, last = {contribution.pk}, contribution
    while last.merged_into is not None and last.merged_into_id not in seen:
        last = last.merged_into
        seen.add(last.pk)
    return last


def alike(contribution: Contribution, most: int = 5) -> list[Contribution]:
    """The public contributions of the cycle that share most words with this one, the closest first. Two queries."""
    others = (
        Contribution.objects.filter(cycle=contribution.cycle_id, state__in=PUBLIC, merged_into=None)
        .exclude(pk=contribution.pk)
        .order_by("-number")
        .values_list("pk", "text")[:LOOKED_AT]
    )
    keys = likest(contribution.text, dict(others), most=most)
    found = Contribution.objects.in_bulk(keys)
    return [found[key] for key in keys]


def joined_by(contributions: Iterable[Contribution]) -> dict[int, list[Contribution]]:
    """Those joined with each of these, by the key of the one they were joined with. One query."""
    found: dict[int, list[Contribution]] = {}
    for one in Contribution.objects.filter(merged_into__in=[each.pk for each in contributions]):
        assert one.merged_into_id is not None, "the filter asks for those that are joined"
        found.setdefault(one.merged_into_id, []).append(one)
    return found
