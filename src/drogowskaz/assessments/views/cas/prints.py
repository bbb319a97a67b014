"""Prints brought into the form: the form printed from CAS, and the reports that feed it. First what would change."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions.cas import Put, PutIn, put_in
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.cas.prints import Brought, ShownTable, read_print, shown_tables
from drogowskaz.assessments.queries.cas.reports import certainty_of, read_report_print, reports_for
from drogowskaz.assessments.views.cas.gate import given, number, trail
from drogowskaz.assessments.views.entry.gate import page
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.problems import Unusable, unusable
from drogowskaz.engine.reports.definitions import Period
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.workflow import Refused

SALT = "drogowskaz.assessments.cas.print"
DAY = 86400
PERIODS = {"rok": Period.YEAR, "polrocze": Period.HALF_YEAR}
"""The periods of a report as the page names them."""


@page
def cas_print(request: HttpRequest, form: Assessment) -> HttpResponse:
    """A print of the form: of this year as opening data, of an earlier one as history."""
    return _brought(request, form, "cas.print_loaded", "assessments/cas/print.html", _("Print of the form"))


@page
def cas_report(request: HttpRequest, form: Assessment) -> HttpResponse:
    """A print of a report that feeds the form."""
    return _brought(request, form, "cas.report_loaded", "assessments/cas/report.html", _("Print of a report"))


def _brought(request: HttpRequest, form: Assessment, verb: str, template: str, title: str) -> HttpResponse:
    lang = get_language() or "pl"
    offsets = edition_named(form.edition).offsets
    context: dict[str, Any] = {
        "trail": trail(form, title, request.path),
        "title": title,
        "form": form,
        "problems": [],
        "years": [form.year + offset for offset in sorted(offsets, reverse=True) if offset <= 0],
        "text": request.POST.get("text", ""),
        "year": request.POST.get("rok", ""),
    }
    if verb == "cas.report_loaded":
        reports = reports_for(form)
        context |= {"reports": [(one, certainty_of(one, lang)) for one in reports], "post": request.POST}
    try:
        if "kept" in request.POST:
            _told(request, _applied(request, form, verb))
            return redirect("assessments:cas", code=form.unit.code, year=form.year)
        if request.method == "POST":
            context |= _preview(request, form, verb, lang)
    except Unusable as refused:
        context["problems"] = [problem.sentence(lang) for problem in refused.problems]
    except signing.BadSignature:
        context["problems"] = [_("This page is too old. Bring the print once more; nothing has been changed.")]
    except Refused as refusal:
        context["problems"] = [one.sentence(lang) for one in refusal.refusals]
    return render(request, template, context, status=422 if context["problems"] else 200)


def _preview(request: HttpRequest, form: Assessment, verb: str, lang: str) -> dict[str, Any]:
    """What the print would change. Raises Unusable."""
    day = timezone.localdate().strftime("%d.%m.%Y")
    what, year = given(request), number(request.POST.get("rok", ""))
    if verb == "cas.print_loaded":
        brought = read_print(form, what, year=year, day=day, lang=lang)
    else:
        report = next((one for one in reports_for(form) if one.id == request.POST.get("sprawozdanie")), None)
        if report is None:
            raise unusable(_("Choose the report."))
        period, reporter = PERIODS.get(request.POST.get("okres", "")), request.POST.get("jednostka", "")[:100]
        brought = read_report_print(form, what, report=report, year=year, period=period, reporter=reporter, lang=lang)
    tables = shown_tables(form, brought, lang)
    return {
        "name": what.name,
        "brought": brought,
        "tables": tables,
        "writes": any(one.fresh or one.changed for one in tables),
        "kept": _kept(form, what.name, brought, tables),
    }


def _kept(form: Assessment, name: str, brought: Brought, tables: Sequence[ShownTable]) -> str:
    """What was shown, signed, so that what is put in later is what the person has seen."""
    titles = list(dict.fromkeys(brought.titles.values()))
    cells = [
        [group, *put.key, put.value.state.value, put.value.number, put.value.text, put.seen, titles.index(put.title)]
        for one in tables
        for prefix, rows in (("t", one.fresh), ("r", one.changed))
        for row in rows
        for put in row.puts
        for group in [f"t:{one.table.key}" if prefix == "t" else f"r:{row.key}"]
    ]
    kept = {"form": form.pk, "edition": form.edition, "name": name, "titles": titles, "cells": cells}
    return signing.dumps(kept, salt=SALT, compress=True)


def _applied(request: HttpRequest, form: Assessment, verb: str) -> PutIn:
    """Put in what is ticked. Raises BadSignature and Refused."""
    kept = signing.loads(request.POST["kept"], salt=SALT, max_age=DAY)
    if (kept["form"], kept["edition"]) != (form.pk, form.edition):
        raise signing.BadSignature
    ticked = set(request.POST.getlist("put"))
    puts = [
        Put(row, offset, Value(State(state), figure, text), seen, kept["titles"][title])
        for group, row, offset, state, figure, text, seen, title in kept["cells"]
        if group in ticked
    ]
    return put_in(assessment=form, puts=puts, name=kept["name"], verb=verb, actor=request.user, at=timezone.now())


def _told(request: HttpRequest, done: PutIn) -> None:
    """Say how many cells were written, held the value already, and were changed by somebody meanwhile."""
    written = ngettext("%(n)d cell has been saved.", "%(n)d cells have been saved.", done.written)
    messages.success(request, written % {"n": done.written})
    if done.same:
        same = ngettext("%(n)d cell held this value already.", "%(n)d cells held this value already.", done.same)
        messages.info(request, same % {"n": done.same})
    if done.overtaken:
        told = ngettext(
            "%(n)d cell was changed by somebody meanwhile and stays as it is.",
            "%(n)d cells were changed by somebody meanwhile and stay as they are.",
            len(done.overtaken),
        )
        messages.warning(request, told % {"n": len(done.overtaken)})
