"""One form beside its own past, units like it, second sources and, of a powiat, the gminas in it: questions to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from drogowskaz.assessments.models import Assessment, SecondSource, SecondValue
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.assessments.queries.intake.changes import change, stands_out
from drogowskaz.assessments.queries.intake.gminas import Below, Together, below, together
from drogowskaz.assessments.queries.intake.neighbours import Neighbours, neighbours
from drogowskaz.assessments.queries.intake.received import received, sheets
from drogowskaz.assessments.queries.intake.sources import agrees, of_unit
from drogowskaz.documents.charts.draw import svg
from drogowskaz.documents.content import Missing, Number, Strip
from drogowskaz.documents.figures import quartiles
from drogowskaz.engine.editions.schema import Chapter, Row
from drogowskaz.engine.measures import measures
from drogowskaz.engine.narrative.amounts import percent
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State, number_text, show
from drogowskaz.engine.words import _, plural, say
from drogowskaz.engine.words import count as counted

ROOM = 400
"""Units across a picture: as wide as a phone."""
FEWEST = 4
"""Units that quarters can be told of."""
UNITS = plural("{n} unit like this one", "{n} units like this one")


@dataclass(frozen=True)
class Spread:
    """The numbers of a group in words: the least, the quartiles with the median, the greatest; never whose they are."""

    units: int
    least: str
    lower: str
    middle: str
    upper: str
    greatest: str
    apart: bool
    """Whether the own number lies outside the middle half."""


@dataclass(frozen=True)
class Other:
    """What a second source says."""

    source: SecondSource
    text: str
    same: bool


@dataclass(frozen=True)
class Shown:
    """A row of the form in the assessed year. `told_last` is what last year's form said of the year before, where it
    differs from `before`. `question` asks about the change, empty where it does not stand out."""

    row: Row
    unit: str
    now: str
    before: str
    change: str
    told_last: str
    question: str
    spread: Spread | None
    others: tuple[Other, ...]
    gminas: Together | None
    total: str
    differs: bool

    @property
    def remarkable(self) -> bool:
        """Whether there is something to ask about."""
        return bool(self.question or self.told_last or self.differs or any(not one.same for one in self.others))


@dataclass(frozen=True)
class Comparison:
    """A chapter of the form. `rows` has every row with a number of its own or in another source."""

    sheet: Sheet
    chapter: Chapter
    draft: bool
    rows: tuple[Shown, ...]
    group: str
    units: int
    gminas: int
    reported: int


@dataclass(frozen=True)
class Ground:
    """Everything a form is compared with."""

    sheet: Sheet
    draft: bool
    group: Neighbours
    under: Below | None
    second: dict[tuple[str, int], list[tuple[SecondSource, Fraction, SecondValue]]]
    lang: str


def ground(form: Assessment, lang: str) -> Ground | None:
    """What the centre may read of the form, with all it is compared with; None where nothing may be read."""
    found = received([form])
    cells = sheets(found)
    if form.pk not in cells:
        return None
    # Last year's form is the unit's own past and is told only where this form may be read.
    sheet = replace(cells[form.pk], last=sheet_with_last(form).last)
    second = dict(of_unit(form.unit.code, form.unit.code[:2], form.year))
    return Ground(sheet, found[0].package is None, neighbours(form), below(form), second, lang)


def compare(on: Ground, chapter: str) -> Comparison:
    """One chapter; an unknown one is the first that has rows."""
    every = [one for one in on.sheet.edition.chapters if one.rows]
    wanted = next((one for one in every if one.number == chapter), every[0])
    rows = [_shown(row, on) for row in wanted.rows if row.kind is not Kind.TEXT and 0 in row.offsets]
    group = _("of its powiat") if on.group.in_powiat else _("of the voivodeship, with about as many residents")
    return Comparison(
        sheet=on.sheet,
        chapter=wanted,
        draft=on.draft,
        rows=tuple(one for one in rows if one.now or one.before or one.others or one.gminas),
        group=f"{counted(UNITS, len(on.group.sheets), on.lang)} {say(group, on.lang)}",
        units=len(on.group.sheets),
        gminas=len(on.under.gminas) if on.under else 0,
        reported=len(on.under.sheets) if on.under else 0,
    )


def _number(sheet: Sheet, row: Row, offset: int) -> int | None:
    """A stored number; None where there is none, or where the row of that form counts something else."""
    theirs = sheet.edition.row_by_key.get(row.key)
    if theirs is None or (theirs.kind, theirs.unit) != (row.kind, row.unit):
        return None
    value = sheet.value(row.key, offset)
    return value.number if value.state is State.VALUE else None


def _shown(row: Row, on: Ground) -> Shown:
    sheet, lang = on.sheet, on.lang
    now, before = _number(sheet, row, 0), _number(sheet, row, -1)
    group = [number for one in on.group.sheets if (number := _number(one, row, 0)) is not None]
    summed = together(row, on.under) if on.under else None
    measure = measures().get(row.unit)
    told = (sheet.last or {}).get((row.key, 0))
    differs = told is not None and told.state is State.VALUE and before is not None and told.number != before
    return Shown(
        row=row,
        unit=measure.label[lang] if measure else row.unit,
        now=show(sheet.value(row.key, 0), row.kind, lang),
        before=show(sheet.value(row.key, -1), row.kind, lang),
        change=percent(Fraction(now - before), Fraction(abs(before)), lang, signed=True)
        if now is not None and before
        else "",
        told_last=number_text(told.number, row.kind, lang) if told is not None and differs else "",
        question=_question(row, now, before, on),
        spread=_spread(group, now, row, lang) if len(group) >= FEWEST else None,
        others=tuple(_others(row, now, on)),
        gminas=summed,
        total=number_text(summed.total, row.kind, lang) if summed else "",
        differs=summed is not None and summed.whole and now is not None and summed.total != now,
    )


CHANGED = _("{label}: {before} in {last}, {now} in {year} ({change}). In units like this one the change was different. "
            "Please check both numbers, or explain what happened.")  # fmt: skip


def _question(row: Row, now: int | None, before: int | None, on: Ground) -> str:
    changes = (change(_number(one, row, -1), _number(one, row, 0)) for one in on.group.sheets)
    if now is None or before is None or not stands_out(change(before, now), changes):
        return ""
    year, lang = on.sheet.year, on.lang
    return say(
        CHANGED, lang, label=row.label[lang], last=year - 1, year=year,
        before=number_text(before, row.kind, lang), now=number_text(now, row.kind, lang),
        change=percent(Fraction(now - before), Fraction(before), lang, signed=True),
    )  # fmt: skip


def _spread(group: Sequence[int], own: int | None, row: Row, lang: str) -> Spread:
    lower, middle, upper = (number_of(one) for one in quartiles(group))

    def text(number: Fraction | int) -> str:
        return number_text(int(number), row.kind, lang)

    apart = own is not None and not lower <= own <= upper
    return Spread(len(group), text(min(group)), text(lower), text(middle), text(upper), text(max(group)), apart)


def number_of(number: Number) -> Fraction:
    """A number of a picture exactly."""
    return Fraction(number)


def _others(row: Row, now: int | None, on: Ground) -> list[Other]:
    found = on.second.get((row.key, on.sheet.year), [])
    ours = None if now is None else Fraction(now, row.kind.scale)
    return [
        Other(source, number_text(value.number, row.kind, on.lang), ours is None or agrees(value, ours))
        for source, _exact, value in found
    ]


ALT = _("Dots for the units of the group, without names, the middle half shaded; the own number has a signpost.")


def drawing(row: Row, on: Ground, name: str) -> str:
    """Where the unit stands among units like it, as a picture; empty where too few have a number."""
    scale = row.kind.scale
    group = [number for one in on.group.sheets if (number := _number(one, row, 0)) is not None]
    if len(group) < FEWEST:
        return ""

    def exact(number: int) -> Number:
        return number if scale == 1 else Decimal(number) / scale

    own, measure = _number(on.sheet, row, 0), measures().get(row.unit)
    return svg(
        Strip(
            title=row.label[on.lang],
            alt=say(ALT, on.lang),
            name=name,
            own=Missing.NO_DATA if own is None else exact(own),
            group=counted(UNITS, len(group), on.lang),
            others=tuple(exact(number) for number in group),
            unit=measure.label[on.lang] if measure else row.unit,
        ),
        on.lang,
        ROOM,
    )
