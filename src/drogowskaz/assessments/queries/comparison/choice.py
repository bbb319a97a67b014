"""Which two forms are compared: the one whose page it is, and the year or unit that is asked for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.assessment import Reader, of_units, readable
from drogowskaz.engine.crosswalk.loader import earlier_editions
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.words import _, say
from drogowskaz.territory import queries as territory
from drogowskaz.territory.models import Unit

MOST_EXAMPLES = 6
LONGEST_ECHO = 20
"""Characters of a mistaken address that are repeated to the person."""
UNKNOWN = _("There is no unit with the code “{code}”. Look for the unit by its name.")
NOTHING = _("There is no public assessment of this unit here yet: {name}. Choose another unit.")
NOT_THEN = _("There is no public assessment of this unit for “{year}”: {name}. Choose one of the years listed here.")
ALONE = _("There is only one public assessment of this unit here: {name}. Choose another unit to compare it with.")
ITSELF = _("This is one and the same form. Choose another year or another unit.")
UNLIKE = _(
    "These two forms ask about different things, so their rows cannot stand side by side: {one}; {other}. "
    "Choose a unit of the same kind."
)


@dataclass(frozen=True)
class Choice:
    """`base` is the form whose page it is, `other` what it is compared with; without `other` a sentence says why.

    `unit` is the one whose `years` can be chosen, the form of the page itself not among them. `own` and `units` are
    the lineages of the two units.
    """

    base: Assessment
    own: tuple[Unit, ...]
    unit: Unit
    units: tuple[Unit, ...]
    years: tuple[Assessment, ...]
    other: Assessment | None
    reason: str

    @property
    def is_same_unit(self) -> bool:
        return self.own == self.units


def choose(unit: Unit, year: int, code: str, other_year: str, reader: Reader, lang: str) -> Choice:
    """The forms that are asked for, as far as this person may read them; three queries, seven with another unit.

    An empty code means the same unit; an empty year the nearest earlier form of the same unit, or of another one
    that of the same year. Raises Assessment.DoesNotExist when the first form is not there.
    """
    own = tuple(territory.lineage(unit))
    every = tuple(of_units(own, reader))
    base = next((one for one in every if one.year == year), None)
    if base is None:
        raise Assessment.DoesNotExist
    rest = tuple(one for one in every if one is not base)
    if code and code not in {one.code for one in own}:
        return _of_another(base, own, unit, rest, (code, other_year), reader, lang)
    nearest = next((one for one in rest if one.year < year), rest[-1] if rest else None)
    other, reason = _asked(rest, other_year, nearest, unit, lang)
    if other_year == str(year):
        reason = say(ITSELF, lang)
    elif not rest and not other_year:
        reason = say(ALONE, lang, name=unit.full_name)
    return _checked(Choice(base, own, unit, own, rest, other, reason), lang)


def _of_another(
    base: Assessment,
    own: tuple[Unit, ...],
    unit: Unit,
    rest: tuple[Assessment, ...],
    asked: tuple[str, str],
    reader: Reader,
    lang: str,
) -> Choice:
    code, other_year = asked
    try:
        found = territory.unit_by_code(code)
    except Unit.DoesNotExist:
        return Choice(base, own, unit, own, rest, None, say(UNKNOWN, lang, code=code[:LONGEST_ECHO]))
    units = tuple(territory.lineage(found))
    every = tuple(of_units(units, reader))
    if not every:
        return Choice(base, own, found, units, (), None, say(NOTHING, lang, name=found.full_name))
    nearest = next((one for one in every if one.year == base.year), every[0])
    other, reason = _asked(every, other_year, nearest, found, lang)
    return _checked(Choice(base, own, found, units, every, other, reason), lang)


def _asked(
    every: Iterable[Assessment], year: str, nearest: Assessment | None, unit: Unit, lang: str
) -> tuple[Assessment | None, str]:
    if not year:
        return nearest, ""
    other = next((one for one in every if str(one.year) == year), None)
    if other is not None:
        return other, ""
    return None, say(NOT_THEN, lang, name=unit.full_name, year=year[:LONGEST_ECHO])


def _checked(choice: Choice, lang: str) -> Choice:
    """The choice, without the other form where no crosswalk joins the two."""
    base, other = choice.base, choice.other
    if other is None or other.edition in kin(base.edition):
        return choice
    one, two = (edition_named(name).label[lang] for name in (base.edition, other.edition))
    reason = say(UNLIKE, lang, one=one, other=two)
    return Choice(base, choice.own, choice.unit, choice.units, choice.years, None, reason)


def kin(name: str) -> frozenset[str]:
    """The editions whose forms can stand beside a form of this one: itself, and those joined to it by crosswalks."""
    later = {other for other in edition_ids() if name in earlier_editions(other)}
    return frozenset({name, *earlier_editions(name), *later})


@dataclass(frozen=True)
class Found:
    """A unit in the answer to a search, with the years of its forms that can be compared."""

    unit: Unit
    years: tuple[int, ...]


def search(text: str, base: Assessment, reader: Reader) -> tuple[Found, ...]:
    """Units of this name, those that can be compared first; two queries."""
    units = territory.search(text)
    years = defaultdict(list)
    for one in readable(reader).filter(unit__in=units, edition__in=kin(base.edition)).exclude(pk=base.pk):
        years[one.unit_id].append(one.year)
    found = [Found(unit, tuple(years[unit.pk])) for unit in units]
    return tuple(sorted(found, key=lambda one: not one.years))


def examples(choice: Choice, reader: Reader) -> tuple[Unit, ...]:
    """A few units that can be compared with this form, to choose from; one query."""
    others = readable(reader).filter(edition__in=kin(choice.base.edition)).exclude(unit__in=choice.own)
    newest = others.order_by("-changed_at", "-year")[: MOST_EXAMPLES * 2]
    return tuple(dict.fromkeys(one.unit for one in newest))[:MOST_EXAMPLES]
