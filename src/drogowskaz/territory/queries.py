"""Finding units and saying how they lie and what they were. Every unit comes with the units above it joined in."""

from collections import defaultdict

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import Http404

from drogowskaz.engine import polish
from drogowskaz.territory.enums import CONTINUOUS, POWIATS, Kind
from drogowskaz.territory.formats.codes import kind_of
from drogowskaz.territory.models import NAME_ENDS, Boundary, Succession, Unit, UnitSet

LONGEST_SEARCH = 100
"""Typed characters that are looked at; no name is longer."""
_OLDEST_FIRST = (F("valid_to").asc(nulls_last=True), F("valid_from").asc(nulls_first=True), "pk")


def search(text: str, limit: int = 20) -> list[Unit]:
    """Current units in whose name, kind or code every typed word begins a word, whatever its case and diacritics.

    The very name comes first, also when its kind is typed before it; then the higher units; then the Polish order.
    """
    words = polish.fold(text[:LONGEST_SEARCH]).split()
    if not words:
        return []
    found = _with_parents(Unit.objects.current().assessed())
    for word in words:
        found = found.filter(Q(search_key__startswith=word) | Q(search_key__contains=f" {word}"))
    very_name = Q(search_key__startswith=" ".join(words) + NAME_ENDS)
    if words[1:]:
        very_name |= Q(search_key__startswith=" ".join(words[1:]) + NAME_ENDS)
    ranked = found.annotate(
        other=Case(When(very_name, then=Value(0)), default=Value(1), output_field=IntegerField()),
        tier=Case(
            When(kind=Kind.VOIVODESHIP, then=Value(0)),
            When(kind__in=POWIATS, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
    )
    return list(ranked.order_by("other", "tier", "sort_key", "code")[:limit])


def unit_by_code(code: str) -> Unit:
    """The unit that has this code, or else the last that had it; for the gmina of a city, the city.

    Raises Unit.DoesNotExist.
    """
    if kind_of(code) is None:
        raise Unit.DoesNotExist(code)
    rows = _with_parents(Unit.objects.filter(code=code))
    unit = rows.order_by(F("valid_to").desc(nulls_first=True), "-pk").first()
    if unit is None:
        raise Unit.DoesNotExist(code)
    if unit.is_city_gmina:
        assert unit.parent is not None
        return unit.parent
    return unit


def unit_or_404(code: str) -> Unit:
    """The unit of an address. Raises Http404."""
    try:
        return unit_by_code(code)
    except Unit.DoesNotExist:
        raise Http404 from None


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, the voivodeship first."""
    above: list[Unit] = []
    parent = _with_parents(Unit.objects.filter(pk=unit.pk)).get().parent
    while parent is not None:
        above.insert(0, parent)
        parent = parent.parent
    return above


def children(unit: Unit) -> list[Unit]:
    """The current units right below that make an assessment, in Polish order."""
    return list(_with_parents(Unit.objects.current().assessed().filter(parent=unit)))


def voivodeships() -> list[Unit]:
    """The current voivodeships in Polish order, to browse down from."""
    return list(Unit.objects.current().filter(kind=Kind.VOIVODESHIP))


def lineage(unit: Unit) -> list[Unit]:
    """The rows of the unit's series, oldest first: what it was called, coded or sorted as before, and since."""
    return list(_with_parents(Unit.objects.filter(pk__in=_series(unit))).order_by(*_OLDEST_FIRST))


def changes(unit: Unit) -> list[Succession]:
    """Every change the unit's series went through, oldest first, also what split off it and what joined it."""
    series = _series(unit)
    found = Succession.objects.filter(Q(old__in=series) | Q(new__in=series))
    joined = found.select_related("old__parent__parent", "new__parent__parent")
    return list(joined.order_by("by", "new__sort_key", "new__code", "pk"))


def outlines(unit: Unit | None) -> list[Boundary]:
    """The outlines of the units right below, in Polish order, and last of the unit itself; None means the country."""
    current = Unit.objects.current()
    if unit is None:
        shown: UnitSet = current.filter(kind=Kind.VOIVODESHIP)
    else:
        # The map of a city is the outline of the city: its one gmina has the same.
        shown = current.assessed().filter(parent=unit) | current.filter(pk=unit.pk)
    found = Boundary.objects.filter(unit__in=shown.order_by().values("pk")).select_related("unit", "covers")
    rows = list(found.order_by("unit__sort_key", "unit__code"))
    return sorted(rows, key=lambda boundary: unit is not None and boundary.unit_id == unit.pk)


def _with_parents(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.select_related("parent__parent__parent")


def _series(unit: Unit) -> set[int]:
    """Keys of the rows joined with this one by changes that keep a series.

    All such changes are read at once: they are a few dozen a year, and a walk by queries would grow with the chain.
    """
    neighbours: dict[int, set[int]] = defaultdict(set)
    for old, new in Succession.objects.filter(change__in=CONTINUOUS).values_list("old_id", "new_id"):
        neighbours[old].add(new)
        neighbours[new].add(old)
    series, waiting = {unit.pk}, [unit.pk]
    while waiting:
        fresh = neighbours[waiting.pop()] - series
        series |= fresh
        waiting.extend(fresh)
    return series
