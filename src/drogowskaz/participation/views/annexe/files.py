"""The annexe as files: the paper form, the answers as a PDF, a CSV out and in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from drogowskaz.documents.annexe.form import AnnexeHeading, annexe_pdf
from drogowskaz.engine.annexes import write_csv
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.annexe import Preview, import_answers, preview_of
from drogowskaz.participation.forms.annexe import FileForm, LookedAtForm
from drogowskaz.participation.permissions.annexe import Voice, may_fill, may_speak_for, window_of
from drogowskaz.participation.queries.annexe import answers_of, definition_of, spoken_for
from drogowskaz.participation.queries.annexe.areas import areas_around, with_names
from drogowskaz.participation.views.annexe.gate import Place, page, refused, trail
from drogowskaz.ui.answering import sentences, speaking
from drogowskaz.ui.trail import Step

MOST_BYTES = 2_000_000
FORM, SHORT, FILLED, TABLE = "formularz.pdf", "formularz-krotki.pdf", "odpowiedzi.pdf", "odpowiedzi.csv"


@require_safe
@page
def annexe_document(request: HttpRequest, place: Place, file: str) -> HttpResponse:
    """The paper form with its code, empty or with the answers, or the answers as a table."""
    found, definition = place.annexe, definition_of(place.annexe)
    answers = answers_of(found.items.all())
    if file == TABLE:
        content, kind = write_csv(definition, answers, speaking()), "text/csv; charset=utf-8"
    elif file in (FORM, SHORT, FILLED):
        heading = AnnexeHeading(
            organisation=place.organisation.name,
            unit=place.unit.full_name,
            year=place.cycle.year,
            code=found.code,
            until=window_of(place.cycle).closes,
            invented=place.unit.is_invented,
        )
        printed = with_names(definition, answers, areas_around(place.unit)) if file == FILLED else {}
        content = annexe_pdf(definition, printed, heading, speaking(), short=file == SHORT)
        kind = "application/pdf"
    else:
        raise Http404
    name = f"zalacznik-{place.unit.code}-{place.cycle.year}-{found.code}-{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@page
def annexe_file(request: HttpRequest, place: Place) -> HttpResponse:
    """Bring answers in from a file: first what it would change, then the button. Whole or not at all."""
    found, at = place.annexe, timezone.now()
    refusals: list[str] = []
    preview, content = None, ""
    if request.method == "POST":
        refusal = may_fill(place.person, found, at)
        if refusal is not None:
            return refused(request, place, refusal)
        looked = LookedAtForm(request.POST)
        if looked.is_valid():
            content = looked.cleaned_data["content"]
            try:
                n = import_answers(
                    annexe=found,
                    content=content.encode(),
                    stamp=looked.cleaned_data["stamp"],
                    actor=place.person,
                    at=at,
                    lang=speaking(),
                )
                messages.info(
                    request, ngettext("%(n)d answer was brought in.", "%(n)d answers were brought in.", n) % {"n": n}
                )
                return redirect("participation:annexe", *place.address)
            except Refused as reasons:
                refusals = sentences(reasons)
        else:
            content, refusals = _uploaded(request)
        if content:
            # A form sends its text with line ends of its own sort: the file is looked at as it will come back.
            content = "\r\n".join(content.splitlines())
            preview = preview_of(found, content.encode(), speaking())
    return _shown(request, place, preview, content, refusals)


def _uploaded(request: HttpRequest) -> tuple[str, list[str]]:
    """The text of the file that came, or why there is none."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return "", [_("Choose a file first. Nothing was changed.")]
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        return "", [_("This file has more than 2 MB, which no annexe has. Nothing was changed.")]
    raw = file.read()
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1250"):
        try:
            text: str = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, []
    return "", [_("This file is not a text. Save the table as CSV and choose it again. Nothing was changed.")]


def _shown(
    request: HttpRequest, place: Place, preview: Preview | None, content: str, refusals: list[str]
) -> HttpResponse:
    at = timezone.now()
    voice = may_speak_for(place.person, place.organisation, place.cycle, place.annexe, at)
    refusal = may_fill(place.person, place.annexe, at)
    context = {
        "trail": trail(place, Step(_("Answers from a file"), request.path)),
        "place": place,
        "spoken_for": spoken_for(place.annexe, voice, speaking()) if isinstance(voice, Voice) else "",
        "refusal": refusal.sentence(speaking()) if refusal else "",
        "preview": preview,
        "content": content,
        "refusals": refusals,
        "form": FileForm(),
    }
    ready = preview is not None and not preview.problems and not refusals
    status = 422 if request.method == "POST" and not ready else 200
    return render(request, "participation/annexe/file.html", context, status=status)
