"""The past of an indicator beyond the columns of one form: what the unit's earlier public assessments tell of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.assessments.queries.charts import ShownChart, shown_chart
from drogowskaz.assessments.queries.publication import Copy, once_public, withheld_of
from drogowskaz.documents.assessment.tables import LEAST_YEARS
from drogowskaz.documents.content import Chart, ChartKind, Datum, Missing, Series
from drogowskaz.engine.disclosure.publication import figure_note, mark
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Indicator
from drogowskaz.engine.indicators import figure_text, figures, formula, rounded
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _, say
from drogowskaz.territory.models import Unit

CELL = ("assessment_id", "row", "offset", "state", "number", "text")
ALT = _("{label}, {since}–{until}. The numbers stand in the table below.")


@dataclass(frozen=True)
class Form:
    """A form of the series with its figures by (indicator, offset); those of `hidden` places may not be told."""

    sheet: Sheet
    figures: Mapping[tuple[str, int], Fraction | None]
    hidden: frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Telling:
    """What one form tells of an indicator in one calendar year. `text` is empty where there is no figure; `alike`:
    computed the same way as on the page."""

    form: int
    year: int
    text: str
    datum: Datum
    alike: bool

    @property
    def is_forecast(self) -> bool:
        return self.year > self.form


@dataclass(frozen=True)
class ShownYear:
    """A year of an indicator's past: what is shown, and what other forms tell differently."""

    told: Telling
    others: tuple[Telling, ...]


@dataclass(frozen=True)
class History:
    """An indicator over the years of several forms. `formulas` are those of forms that compute it another way, as
    (assessed year, formula): their figures stand in the table and not in the line. `hidden` explains the marks in it,
    and is empty where there are none."""

    years: tuple[ShownYear, ...]
    formulas: tuple[tuple[int, str], ...]
    chart: ShownChart | None
    hidden: str


def histories(copy: Copy, units: Iterable[Unit], lang: str) -> dict[str, History]:
    """The past of every indicator that an earlier public form of these units also tells, by its id; three queries.

    Where several forms tell of a year, the form of that very year is shown, else the nearest one. Forecasts are those
    of the page's own form.
    """
    series = once_public(units)
    earlier = [one for one in series if one.status == Status.PUBLIC and one.year < copy.assessment.year]
    if not earlier:
        return {}
    withheld = withheld_of(series).figures
    sheets = _past_sheets(earlier)
    forms = [
        _form(sheet, frozenset((name, at) for year, name, at in withheld if year == sheet.year)) for sheet in sheets
    ]
    forms.append(_form(copy.sheet, copy.hidden.indicators))
    found = ((one.id, history_of(one, forms, lang)) for one in copy.sheet.edition.indicators)
    return {name: past for name, past in found if past}


def _past_sheets(assessments: Sequence[Assessment]) -> list[Sheet]:
    """Forms without their forecasts, in the order of the assessments; one query, and no object for each of the
    thousands of cells."""
    values: dict[int, dict[CellKey, Value]] = {one.pk: {} for one in assessments}
    rows = {one.pk: edition_named(one.edition).row_by_key for one in assessments}
    cells = Cell.objects.filter(assessment__in=assessments, offset__lte=0)
    for key, row, offset, state, number, text in cells.values_list(*CELL):
        if row in rows[key]:
            values[key][row, offset] = Value(State(state), number, text)
    return [Sheet(edition_named(one.edition), one.unit.code, one.year, values[one.pk]) for one in assessments]


def _form(sheet: Sheet, hidden: frozenset[tuple[str, int]]) -> Form:
    return Form(sheet, {(one.indicator.id, one.offset): one.value for one in figures(sheet)}, hidden)


def history_of(indicator: Indicator, forms: Sequence[Form], lang: str) -> History | None:
    """What the forms tell of an indicator of the last one; None when no earlier form tells of it."""
    told = _tellings(indicator, forms, lang)
    if all(one.form == forms[-1].sheet.year for one in told):
        return None
    years = tuple(_shown_year([one for one in told if one.year == year]) for year in sorted({one.year for one in told}))
    unlike = dict.fromkeys(one.form for one in told if not one.alike)
    editions = {form.sheet.year: form.sheet.edition for form in forms}
    return History(
        years=years,
        formulas=tuple(
            (year, formula(editions[year].indicator_by_id[indicator.id], editions[year], lang)) for year in unlike
        ),
        chart=_chart(indicator, [one.told for one in years], lang),
        hidden=f"{mark(lang)}: {figure_note(lang)}" if Missing.WITHHELD in (one.told.datum for one in years) else "",
    )


def _tellings(indicator: Indicator, forms: Sequence[Form], lang: str) -> list[Telling]:
    """Everything the forms tell of an indicator: its past and, by the last form, its forecasts."""
    own = _definition(indicator, forms[-1].sheet.edition, lang)
    told = []
    for form in forms:
        edition = form.sheet.edition
        known = edition.indicator_by_id.get(indicator.id)
        if known is None:
            continue
        alike = _definition(known, edition, lang) == own
        for offset in known.offsets:
            if offset <= 0 or form is forms[-1]:
                told.append(_telling(known, offset, form, lang, alike=alike))
    return told


def _definition(indicator: Indicator, edition: Edition, lang: str) -> tuple[str, str]:
    return formula(indicator, edition, lang), indicator.unit[lang]


def _telling(indicator: Indicator, offset: int, form: Form, lang: str, *, alike: bool) -> Telling:
    year, place = form.sheet.year, (indicator.id, offset)
    value = form.figures[place]
    datum: Datum = Missing.NO_DATA
    text = ""
    if place in form.hidden:
        datum, text = Missing.WITHHELD, mark(lang)
    elif value is not None:
        datum, text = _number(value, indicator.decimals), figure_text(value, indicator.decimals, lang)
    return Telling(year, year + offset, text, datum, alike)


def _number(value: Fraction, decimals: int) -> int | Decimal:
    """The figure as it is shown, exactly."""
    units = int(rounded(value, decimals) * 10**decimals)
    return Decimal(units).scaleb(-decimals) if decimals else units


def _shown_year(told: list[Telling]) -> ShownYear:
    """The form of the very year, else the one nearest to it, the newer first."""
    first = min(told, key=lambda one: (abs(one.year - one.form), -one.form))
    return ShownYear(first, tuple(one for one in told if _differs(one, first)))


def _differs(one: Telling, shown: Telling) -> bool:
    """Whether two forms give two figures for one year that has passed. Of hidden figures nothing is told."""
    if isinstance(one.datum, Missing) or isinstance(shown.datum, Missing) or not (one.alike and shown.alike):
        return False
    return not one.is_forecast and not shown.is_forecast and one.text != shown.text


def _chart(indicator: Indicator, told: list[Telling], lang: str) -> ShownChart | None:
    """A line through the years that are computed the same way; None where it would have too few points."""
    alike = {one.year: one for one in told if one.alike}
    numbers = [one for one in alike.values() if not isinstance(one.datum, Missing)]
    if len(numbers) < LEAST_YEARS:
        return None
    since, until = min(alike), max(alike)
    data = tuple(alike[year].datum if year in alike else Missing.NO_DATA for year in range(since, until + 1))
    label = indicator.label[lang]
    figure = Chart(
        kind=ChartKind.LINE,
        title=label,
        alt=say(ALT, lang, label=label, since=since, until=until),
        categories=tuple(str(year) for year in range(since, until + 1)),
        series=(Series(label, data),),
        unit=indicator.unit[lang],
        forecast=sum(one.is_forecast for one in alike.values()),
    )
    return shown_chart(figure, lang)
