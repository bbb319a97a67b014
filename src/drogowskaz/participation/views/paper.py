"""The register of papers of a cycle, one paper with its scan, and registering with a photo from a phone."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.files.scan import LARGEST
from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.confirmation import ask_confirmation
from drogowskaz.participation.actions.paper import PaperDescription, Scan, cross_out, register_paper
from drogowskaz.participation.forms.confirmation import AskingForm
from drogowskaz.participation.forms.paper import CrossingOutForm, PaperForm
from drogowskaz.participation.models import Paper
from drogowskaz.participation.permissions.paper import may_cross_out, may_register_paper
from drogowskaz.participation.queries.confirmation import confirmations_about, confirmations_of
from drogowskaz.participation.queries.paper import (
    institutions_near,
    organisations_near,
    paper_at,
    papers_of,
    resting_on,
)
from drogowskaz.participation.views.confirmation import sending
from drogowskaz.participation.views.gate import Inner, for_readers, trail_to_papers
from drogowskaz.participation.views.scans import ScanLimit, scan_of
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step


@csrf_exempt
def papers(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The register. The limit of a scan must stand before anything reads the form, so the token of the form is looked
    at right behind it."""
    limit = ScanLimit(request)
    request.upload_handlers = [limit]
    guarded: Inner = csrf_protect(_papers)
    return guarded(request, code=code, year=year, limit=limit)


@for_readers
def _papers(request: HttpRequest, cycle: Cycle, limit: ScanLimit) -> HttpResponse:
    """The list, and the form under it."""
    now, refusals = timezone.now(), []
    refusal = may_register_paper(request.user, cycle, now)
    form = PaperForm(request.POST or None, request.FILES or None, organisations=organisations_near(cycle))
    if request.method == "POST" and limit.refused:
        sentence = say(limit.fault, speaking(), n=LARGEST // 1_000_000)
        kept = _("Nothing was registered; what you typed stands below.")
        refusals = [f"{limit.refused}: {sentence} {kept}"]
    elif request.method == "POST" and form.is_valid():
        try:
            paper = _register(request, cycle, form)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("Registered as paper {number}.").format(number=paper.number))
            return redirect("participation:paper", code=cycle.unit.code, year=cycle.year, number=paper.number)
    listed = list(papers_of(cycle))
    said_of = confirmations_about(Paper._meta.label, [str(one.pk) for one in listed])
    context = {
        "trail": trail_to_papers(cycle),
        "cycle": cycle,
        "unit": cycle.unit,
        "papers": [(one, said_of.get(str(one.pk))) for one in listed],
        "refusal": said(refusal),
        "refusals": refusals,
        "form": form,
        "typed": request.method == "POST",
    }
    return render(request, "participation/paper/papers.html", context, status=_status(request))


def _register(request: HttpRequest, cycle: Cycle, form: PaperForm) -> Paper:
    """Raises Refused."""
    upload, typed = form.cleaned_data["scan"], form.cleaned_data
    chosen = {one.pk: one for one in organisations_near(cycle)}
    scan = Scan(upload.name or "", upload.read()) if isinstance(upload, UploadedFile) else None
    described = PaperDescription(
        kind=typed["kind"],
        title=typed["title"],
        day=typed["day"],
        sender=typed["sender"],
        organisation=chosen.get(typed["organisation"]),
        reference=typed["reference"],
        note=typed["note"],
    )
    return register_paper(cycle=cycle, description=described, scan=scan, actor=request.user, at=timezone.now())


@for_readers
def paper(request: HttpRequest, cycle: Cycle, number: int) -> HttpResponse:
    """One paper: its scan, what rests on it, what an institution says of it, and crossing it out."""
    found = paper_at(cycle, number)
    if found is None:
        raise Http404
    now, move, refusals = timezone.now(), request.POST.get("move", ""), []
    crossing = CrossingOutForm(request.POST if move == "cross_out" else None, prefix="crossing")
    asking = AskingForm(
        request.POST if move == "ask" else None,
        institutions=institutions_near(cycle),
        initial={"institution": found.organisation_id, "subject": found.title},
        prefix="asking",
    )
    try:
        if _done(request, found, crossing, asking):
            return redirect("participation:paper", code=cycle.unit.code, year=cycle.year, number=number)
    except Refused as refused:
        refusals = sentences(refused)
    context = {
        "trail": [*trail_to_papers(cycle), Step(_("Paper {number}").format(number=number), request.path)],
        "cycle": cycle,
        "unit": cycle.unit,
        "paper": found,
        "resting": resting_on(found),
        "confirmations": confirmations_of(cycle).filter(paper=found),
        "now": now,
        "refusal": said(may_register_paper(request.user, cycle, now)),
        "crossed": said(may_cross_out(request.user, found, now)) if found.crossed_at else "",
        "crossing": crossing,
        "asking": asking,
        "refusals": refusals,
    }
    return render(request, "participation/paper/paper.html", context, status=_status(request))


def _done(request: HttpRequest, found: Paper, crossing: CrossingOutForm, asking: AskingForm) -> bool:
    """Carry out what was pressed; False when a form cannot be read, or nothing was pressed. Raises Refused."""
    actor, now = request.user, timezone.now()
    if crossing.is_bound and crossing.is_valid():
        cross_out(paper=found, reason=crossing.cleaned_data["reason"], actor=actor, at=now)
        messages.success(request, _("The paper is crossed out; it stays readable."))
        return True
    if asking.is_bound and asking.is_valid():
        typed = asking.cleaned_data
        chosen = {one.pk: one for one in institutions_near(found.cycle)}
        ask_confirmation(
            cycle=found.cycle,
            institution=chosen.get(typed["institution"]),
            email=typed["email"],
            subject=typed["subject"],
            sentences=typed["sentences"],
            thing=found._meta.label,
            thing_id=str(found.pk),
            paper=found,
            sending=sending(request),
            actor=actor,
            at=now,
        )
        messages.success(
            request, _("The letter with the link is on its way to {address}.").format(address=typed["email"])
        )
        return True
    return False


@require_safe
@for_readers
def scan(request: HttpRequest, cycle: Cycle, number: int) -> HttpResponse:
    """The scan as it was sent."""
    found = paper_at(cycle, number)
    if found is None:
        raise Http404
    return scan_of(found)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
