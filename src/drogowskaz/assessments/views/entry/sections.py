"""The pages of an open form. Each works without scripts: its button saves what stands in it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions.entry import Fate, Outcome, save_cells
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries import entry as queries
from drogowskaz.assessments.queries.entry.sections import NotTaken
from drogowskaz.assessments.queries.offers.grid import waiting_in_form
from drogowskaz.assessments.queries.submission_pages.objections import asked_in_rows
from drogowskaz.assessments.views.entry.gate import page
from drogowskaz.assessments.views.entry.posted import Misread, from_page
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import show
from drogowskaz.engine.workflow import Refused
from drogowskaz.ui.trail import Step, front


@page
def entry(request: HttpRequest, form: Assessment) -> HttpResponse:
    """The form opens at its first chapter with rows."""
    edition = edition_named(form.edition)
    first = next((chapter for chapter in edition.chapters if chapter.tables), edition.chapters[0])
    return redirect("assessments:entry_section", code=form.unit.code, year=form.year, chapter=first.number)


@page
def section(request: HttpRequest, form: Assessment, chapter: str) -> HttpResponse:
    """One page of a chapter, to type in."""
    opened = _chapter(form, chapter)
    number = _number(request.GET.get("strona", "1"))
    not_taken: dict[CellKey, NotTaken] = {}
    refusals: list[str] = []
    if request.method == "POST":
        try:
            not_taken = _saved(request, form, opened, number)
            if not not_taken:
                return redirect(request.get_full_path())
        except Refused as refused:
            refusals = [one.sentence(get_language() or "pl") for one in refused.refusals]
        except Misread:
            refusals = [_("This save could not be read. Open the page anew.")]
    lang = get_language() or "pl"
    waiting = waiting_in_form(form, lang)
    context = {
        "trail": trail_to(form, opened),
        "unit": form.unit,
        "assessment": form,
        "edition": edition_named(form.edition),
        "chapter": opened,
        "shown": queries.section(
            form, opened, number, lang, not_taken=not_taken, asked=asked_in_rows(form), offered=waiting
        ),
        "waiting": waiting,
        "not_taken": len(not_taken),
        "refusals": refusals,
    }
    return render(request, "assessments/entry/section.html", context, status=422 if not_taken or refusals else 200)


@page
def entry_print(request: HttpRequest, form: Assessment, chapter: str) -> HttpResponse:
    """A chapter on paper, filled in or blank, with a place for signatures."""
    opened = _chapter(form, chapter)
    context = {
        "trail": [*trail_to(form, opened), Step(_("For printing"), request.path)],
        "unit": form.unit,
        "assessment": form,
        "edition": edition_named(form.edition),
        "chapter": opened,
        "pieces": queries.printed(form, opened, get_language() or "pl"),
        "blank": "pusty" in request.GET,
        "printed_at": timezone.now(),
    }
    return render(request, "assessments/entry/print.html", context)


def _saved(request: HttpRequest, form: Assessment, opened: Chapter, number: int) -> dict[CellKey, NotTaken]:
    """Save the page; what was not taken is given back to be shown in its place."""
    parts = queries.parts_of(opened)
    rows = parts[min(number, len(parts)) - 1].rows if parts else ()
    saves = from_page(request.POST, rows)
    outcomes = save_cells(assessment=form, saves=saves, actor=request.user, at=timezone.now())
    written = sum(one.fate is Fate.SAVED for one in outcomes)
    messages.success(
        request, ngettext("%(n)d cell has been saved.", "%(n)d cells have been saved.", written) % {"n": written}
    )
    return _not_taken(outcomes, form)


def _not_taken(outcomes: Sequence[Outcome], form: Assessment) -> dict[CellKey, NotTaken]:
    lang = get_language() or "pl"
    rows = edition_named(form.edition).row_by_key
    found = {}
    for one in outcomes:
        if one.fate is Fate.UNREADABLE and one.problem is not None:
            found[one.save.key] = NotTaken(one.save.text, one.problem.sentence(lang))
        elif one.fate is Fate.CONFLICT:
            theirs = show(one.value, rows[one.save.row].kind, lang)
            params = {"who": one.by or _("somebody"), "value": theirs or _("nothing")}
            wrong = _(
                "Meanwhile {who} has put “{value}” here. You typed what stands in the cell now;"
                " save once more to put it in place of theirs."
            )
            found[one.save.key] = NotTaken(one.save.text, wrong.format(**params))
    return found


def _chapter(form: Assessment, number: str) -> Chapter:
    """Raises Http404 when the edition has none of this number."""
    found = next((one for one in edition_named(form.edition).chapters if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int:
    """The page that is asked for; the first when the address says nothing that makes sense."""
    return max(1, int(text)) if text.isdecimal() and len(text) < len(str(10**4)) else 1


def trail_to_form(form: Assessment) -> list[Step]:
    """The way to an open form."""
    return [
        front(),
        Step(form.unit.full_name, reverse("home:unit", args=[form.unit.code])),
        Step(
            _("Filling in the form for {year}").format(year=form.year),
            reverse("assessments:entry", args=[form.unit.code, form.year]),
        ),
    ]


def trail_to(form: Assessment, opened: Chapter) -> list[Step]:
    """The way to a chapter of an open form."""
    address = reverse("assessments:entry_section", args=[form.unit.code, form.year, opened.number])
    return [*trail_to_form(form), Step(opened.label[get_language() or "pl"], address)]
