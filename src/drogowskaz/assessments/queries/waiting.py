"""What waits for a person in the assessments."""

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.assessments.enums import CycleState, OfferFate, RemarkState, Review
from drogowskaz.assessments.models import Assessment, CrosswalkEntry, LocalDate, Offer, Remark
from drogowskaz.assessments.queries.submission_pages.waiting import to_verify, waits_in
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS, of_place
from drogowskaz.territory.models import Unit
from drogowskaz.ui.waiting import Waiting

WRITERS = (Role.DATA_EDITOR, Role.APPROVER)
"""Whose work an open form is. Animators help where they are asked, so a form does not wait for them."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """Everything; a fixed number of queries."""
    return [*_forms(person, at, lang), *to_verify(person, at), *_questions(person, lang), *_reviews(person)]


def waiting_in(person: User, place: object, at: dt.datetime) -> list[Waiting]:
    """The questions put to a person in the forms of a unit, for whoever takes their work over."""
    if not isinstance(place, Unit):
        return []
    return [one for one in _questions(person, "pl") if f"/{place.code}/" in one.url]


def _forms(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """The open forms of the units in which the person fills them in or signs; four queries."""
    found = Grant.objects.in_force(at).filter(person=person, role__in=WRITERS, reach__in=[Reach.UNIT, Reach.CYCLE])
    held = list(found.select_related("unit"))
    theirs = Q(pk=None)
    for grant in held:
        mine = of_place(grant.unit)
        theirs |= mine & Q(year=grant.year) if grant.reach == Reach.CYCLE else mine
    # A form that the council has still waits to be sent, or was returned.
    opened = Assessment.objects.filter(theirs, cycle__state__in=[CycleState.OPEN, CycleState.COUNCIL])
    forms = list(opened.select_related("unit__parent", "cycle", "submission").order_by("year", "unit__code"))
    local: dict[int, list[LocalDate]] = defaultdict(list)
    for one in LocalDate.objects.filter(cycle__assessment__in=forms):
        local[one.cycle_id].append(one)
    forming = [one for form in forms for one in waits_in(form, _roles(form, held), local[form.cycle.pk], at, lang)]
    return [*forming, *_offered(forms)]


def _offered(forms: list[Assessment]) -> list[Waiting]:
    """The forms in which values of organisations wait for a decision; one query."""
    waiting = Offer.objects.filter(assessment__in=[one for one in forms if not one.locked], fate=OfferFate.WAITING)
    cells = Counter(form for form, *_cell in set(waiting.values_list("assessment", "row", "offset")))
    return [
        Waiting(
            what=ngettext(
                "Decide on what organisations supplied: {n} cell, {unit}",
                "Decide on what organisations supplied: {n} cells, {unit}",
                cells[form.pk],
            ).format(n=cells[form.pk], unit=form.unit.full_name),
            why=_("You fill in this form, and organisations wait for your answer."),
            url=reverse("assessments:offers", args=[form.unit.code, form.year]),
        )
        for form in forms
        if cells[form.pk]
    ]


def _roles(form: Assessment, held: list[Grant]) -> set[str]:
    """The roles in the unit of the form, whatever kind the unit was when they were given."""
    place = form.unit.code[:GMINA_DIGITS]
    return {
        one.role for one in held if one.unit and one.unit.code[:GMINA_DIGITS] == place and one.year in (None, form.year)
    }


def _questions(person: User, lang: str) -> list[Waiting]:
    """Questions put to the person about a cell, and answers to their own that they have not closed; one query."""
    mine = Q(assignee=person, state=RemarkState.OPEN) | Q(by=person, state=RemarkState.ANSWERED)
    found = Remark.objects.filter(mine).select_related("assessment__unit__parent", "by").order_by("at", "pk")
    return [_question(one, person, lang) for one in found]


def _question(remark: Remark, person: User, lang: str) -> Waiting:
    form = remark.assessment
    row = edition_named(form.edition).row_by_key.get(remark.row)
    cell = f"{row.label[lang] if row else remark.row}, {form.year + remark.offset}"
    answered = remark.state == RemarkState.ANSWERED
    what = _("Read the answer and close your question: {cell}") if answered else _("Answer a question: {cell}")
    asker = remark.by.name if remark.by else "–"
    why = _("You asked it.") if answered else _("{name} asks you: {text}")
    return Waiting(
        what=what.format(cell=cell),
        why=why.format(name=asker, text=remark.text),
        url=reverse("assessments:entry_cell", args=[form.unit.code, form.year, remark.row, form.year + remark.offset]),
    )


def _reviews(person: User) -> list[Waiting]:
    """Proposals for the crosswalk that an administrator has not made themselves; one query, none for others."""
    if not person.is_staff:
        return []
    found = CrosswalkEntry.objects.filter(status__in=[Review.PROPOSED, Review.ACCEPTED]).exclude(proposed_by=person)
    return [
        Waiting(
            what=_("Review the entry of the crosswalk {entry}").format(entry=entry),
            why=_("You are an administrator and did not propose it."),
            url=reverse("assessments:crosswalk", args=[entry.edition]),
        )
        for entry in found
    ]
