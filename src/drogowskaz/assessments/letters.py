"""The letters and news of this area, and the things of it that can be followed or stopped."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as translated

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cycle
from drogowskaz.assessments.queries.cycles import FIRST_YEAR, LAST_YEAR, level
from drogowskaz.engine.calendar.year import calendar_of
from drogowskaz.engine.words import _
from drogowskaz.notifications.enums import Kind
from drogowskaz.notifications.letters import Letter, Thing, Tidings
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit


def units_named(paths: Collection[str]) -> dict[str, Thing]:
    """Units by their paths; one query."""
    return {
        path: Thing(unit.full_name, reverse("home:unit", args=[unit.code]))
        for path, unit in _units(paths).items()
        if path.count("/") == 1
    }


def _units(paths: Collection[str]) -> dict[str, Unit]:
    """The unit each path lies under: the current row of the register, or else the last."""
    places = {path.split("/")[1] for path in paths if path.startswith("unit/")}
    found = Unit.objects.assessed().annotate(place=Left("code", Value(GMINA_DIGITS))).filter(place__in=places)
    by_place: dict[str, Unit] = {}
    for unit in found.select_related("parent").order_by(F("valid_to").desc(nulls_first=True), "-pk"):
        by_place.setdefault(unit.code[:GMINA_DIGITS], unit)
    return {path: by_place[place] for path in paths if (place := path.split("/")[1]) in by_place}


def _year_of(path: str) -> int | None:
    """The assessed year of `unit/060505/assessment/2025…`; None when it names none there can be."""
    parts = path.split("/")
    year = int(parts[3]) if len(parts) > 3 and parts[2] == "assessment" and parts[3].isdecimal() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def assessments_named(paths: Collection[str]) -> dict[str, Thing]:
    """Assessments of a unit and year; a public one leads to its page, another to its cycle. Two queries."""
    units = {path: unit for path, unit in _units(paths).items() if path.count("/") == 3 and _year_of(path)}
    public = {
        path_of(one.unit, one.year)
        for one in Assessment.objects.filter(
            status=Status.PUBLIC, year__in={_year_of(path) for path in units}, unit__in=units.values()
        ).select_related("unit")
    }
    found = {}
    for path, unit in units.items():
        page, year = "assessments:assessment" if path in public else "assessments:cycle", _year_of(path)
        name = translated("Assessment for {year}: {unit}").format(year=year, unit=unit.full_name)
        found[path] = Thing(name, reverse(page, args=[unit.code, year]))
    return found


def duties_named(paths: Collection[str]) -> dict[str, Thing]:
    """Dated duties below an assessment, as those who hold them know them; one query."""
    lang, found = get_language() or "pl", {}
    for path, unit in _units(paths).items():
        year, key = _year_of(path), path.rpartition("/")[2]
        dates = {one.rule.key: one.rule for one in calendar_of(level(unit), year)} if year else {}
        if key in dates:
            name = f"{dates[key].label[lang]}, {year}: {unit.full_name}"
            found[path] = Thing(name, reverse("assessments:cycle", args=[unit.code, year]))
    return found


NAMINGS = {"unit": units_named, "assessment": assessments_named, "duty": duties_named}
"""Who names the things of a path by the word before its last key."""


def _unit() -> Unit:
    return Unit(code="9901012", name="Wymyślona", kind=UnitKind.GMINA_RURAL)


def _example_opened() -> dict[str, Any]:
    region = Unit(code="99", name="wymyślone", kind=UnitKind.VOIVODESHIP)
    return {
        "cycle": Cycle(unit=_unit(), year=2025, provisional=True),
        "region": region,
        "link": "https://drogowskaz.example/jednostka/9901012/cykl/2025/",
    }


def _example_reminded() -> dict[str, Any]:
    return {
        "unit": _unit(),
        "region": Unit(code="99", name="wymyślone", kind=UnitKind.VOIVODESHIP),
        "due": dt.date(2026, 4, 30),
        "late": False,
        "text": "",
        "link": "https://drogowskaz.example/jednostka/9901012/cykl/2025/",
    }


def _example_duty(left: int) -> dict[str, Any]:
    day = dt.date(2026, 4, 30)
    rule = next(one.rule for one in calendar_of(level(_unit()), 2025) if one.rule.key == "rops")
    lang = get_language() or "pl"
    return {
        "path": f"{path_of(_unit(), 2025)}/duty/rops",
        "unit": _unit(),
        "year": 2025,
        "label": rule.label[lang],
        "day": day,
        "left": left,
        "how": "",
        "basis": rule.basis[lang],
        "local": False,
        "administered": True,
        "link": "https://drogowskaz.example/wpis/9901012/2025/",
    }


def _example_form(page: str) -> dict[str, Any]:
    return {"unit": _unit(), "year": 2025, "link": f"https://drogowskaz.example/{page}"}


def _of_form(context: Mapping[str, Any]) -> str:
    return path_of(context["unit"], context["year"])


def _of_cycle(context: Mapping[str, Any]) -> str:
    return path_of(context["cycle"].unit, context["cycle"].year)


def _of_unit(context: Mapping[str, Any]) -> str:
    return path_of(context["unit"])


def _of_duty(context: Mapping[str, Any]) -> str:
    path: str = context["path"]
    return path


LETTERS = (
    Letter(
        "assessments.cycle_opened",
        Kind.WORK,
        _("The regional centre opened the cycles of its units"),
        _("data editors, approvers and administrators of each unit"),
        _example_opened,
        _of_cycle,
    ),
    Letter(
        "assessments.form_reminded",
        Kind.WORK,
        _("The regional centre reminds of forms that have not come"),
        _("the people of each unit who have a role in its assessment"),
        _example_reminded,
        _of_unit,
    ),
    Letter(
        "assessments.form_sent",
        Kind.WORK,
        _("A form was sent to the regional centre"),
        _("the people of the regional centre (ROPS) who verify the forms of the region"),
        lambda: _example_form("wojewodztwo/99/formularze/2025/9901012/"),
        _of_form,
    ),
    Letter(
        "assessments.form_returned",
        Kind.WORK,
        _("The regional centre returned a form"),
        _("data editors and approvers of the unit"),
        lambda: _example_form("wpis/9901012/2025/podpis/"),
        _of_form,
    ),
    Letter(
        "assessments.form_accepted",
        Kind.WORK,
        _("The regional centre accepted a form"),
        _("data editors and approvers of the unit"),
        lambda: _example_form("wpis/9901012/2025/podpis/"),
        _of_form,
    ),
    Letter(
        "assessments.duty",
        Kind.DUTY,
        _("A day by which the form is to be signed or sent draws near or has just passed"),
        _("data editors and approvers of the unit: seven days before, one day before, one day after"),
        lambda: _example_duty(7),
        _of_duty,
    ),
    Letter(
        "assessments.duty_overdue",
        Kind.DUTY,
        _("Fourteen days after such a day it is still not done"),
        _("administrators of the unit, or its approvers where there is no administrator"),
        lambda: _example_duty(-14),
        _of_duty,
    ),
)
"""Every letter this area sends."""

NEWS = (
    Tidings("assessments.signed", _("A form was signed"), {"year": 2025}),
    Tidings("assessments.sent", _("A form was sent to the regional centre"), {"year": 2025}),
    Tidings("assessments.accepted", _("The regional centre accepted a form"), {"year": 2025}),
    Tidings("assessments.published", _("An assessment was published"), {"year": 2025}),
    Tidings("assessments.renewed", _("A newer version of a public assessment was published"), {"year": 2025}),
    Tidings("assessments.withdrawn", _("An assessment was withdrawn"), {"year": 2025}),
)
"""All news of this area. Another one: a row here, its sentence in `assessments/news/`, and a call of `tell`."""
