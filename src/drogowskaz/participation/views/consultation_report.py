"""The report of a consultation: a preview for those who run it, then public, with its versions and files."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.documents import pdf
from drogowskaz.documents.consultation.report import remarks_document, report_document
from drogowskaz.documents.consultation.report_text import ReportText
from drogowskaz.documents.sheets import xlsx
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.consultation_report import correct_report, publish_report
from drogowskaz.participation.forms.consultation_report import CorrectionForm
from drogowskaz.participation.models import Consultation, ConsultationReport
from drogowskaz.participation.permissions.consultation import may_run_consultation
from drogowskaz.participation.queries.consultation_report import content_of, report_text, unready, versions_of
from drogowskaz.participation.views.consulted import of_consultation, trail_to_consultation
from drogowskaz.ui.answering import sentences, speaking
from drogowskaz.ui.trail import Step

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@of_consultation
def consultation_report(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The version that is asked for, the newest by itself; before there is one, the preview with what it waits for."""
    now, refusals = timezone.now(), []
    runs = may_run_consultation(request.user, consultation.cycle, now) is None
    form = CorrectionForm(request.POST if request.POST.get("move") == "correct" else None)
    if request.method == "POST":
        try:
            if _done(request, consultation, form):
                return redirect(request.path)
        except Refused as refused:
            refusals = sentences(refused)
    versions = versions_of(consultation)
    version = _version(request, versions)
    preview = runs and (version is None or request.GET.get("wersja") == "nowa")
    context = {
        "trail": trail_to_consultation(consultation, Step(_("Report"), request.path)),
        "unit": consultation.cycle.unit,
        "cycle": consultation.cycle,
        "consultation": consultation,
        "versions": versions,
        "version": None if preview else version,
        "report": _text(consultation, None if preview else version) if preview or version else None,
        "runs": runs,
        "preview": preview,
        "unready": [one.sentence(speaking()) for one in unready(consultation)] if preview else [],
        "form": form,
        "refusals": refusals,
    }
    return render(request, "participation/consultation_report/report.html", context, status=_status(request))


def _done(request: HttpRequest, consultation: Consultation, form: CorrectionForm) -> bool:
    """Carry out what was pressed; False when the form cannot be read. Raises Refused, BadRequest."""
    move, now = request.POST.get("move", ""), timezone.now()
    if move == "publish":
        publish_report(consultation=consultation, actor=request.user, at=now)
        messages.success(request, _("The report is published and the consultation is closed."))
        return True
    if move != "correct":
        raise BadRequest
    if not form.is_valid():
        return False
    before = versions_of(consultation)
    made = correct_report(consultation=consultation, actor=request.user, at=now, **form.cleaned_data)
    if made in before:
        messages.info(request, _("Nothing has changed since the version that stands, so there is no new one."))
    else:
        messages.success(request, _("Published as version {number}.").format(number=made.number))
    return True


def _version(request: HttpRequest, versions: list[ConsultationReport]) -> ConsultationReport | None:
    """The version that is asked for, the newest where none is; None where there is none yet. Raises Http404."""
    asked = request.GET.get("wersja") or ""
    if asked in ("", "nowa"):
        return versions[0] if versions else None
    found = next((one for one in versions if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _text(consultation: Consultation, version: ConsultationReport | None) -> ReportText:
    content = version.content if version else content_of(consultation, speaking())
    return report_text(consultation, content, version, timezone.now(), speaking())


@require_safe
@of_consultation
def consultation_report_file(request: HttpRequest, consultation: Consultation, file: str) -> HttpResponse:
    """The report as PDF, or its remarks and answers as a spreadsheet; the preview only for those who run it."""
    version = _version(request, versions_of(consultation))
    if version is None and may_run_consultation(request.user, consultation.cycle, timezone.now()) is not None:
        raise Http404
    text = _text(consultation, version)
    if file == "pdf":
        content, kind = pdf.render(report_document(text, speaking())), "application/pdf"
    elif file == "xlsx":
        content, kind = xlsx.render(remarks_document(text, speaking())), XLSX
    else:
        raise Http404
    unit, number = consultation.cycle.unit, version.number if version else 0
    name = f"raport-{unit.code}-{consultation.cycle.year}-{consultation.number}-{number}.{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if version is None:
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(content, content_type=kind, headers=headers)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
