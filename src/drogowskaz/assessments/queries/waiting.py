"""What waits for a person in the assessments."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from drogowskaz.assessments.enums import CycleState, RemarkState, Review
from drogowskaz.assessments.models import Assessment, CrosswalkEntry, LocalDate, Remark
from drogowskaz.assessments.queries.calendar import shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.territory.models import Unit
from drogowskaz.ui.waiting import Waiting

WRITERS = (Role.DATA_EDITOR, Role.APPROVER)
"""Whose work an open form is. Animators help where they are asked, so a form does not wait for them."""
DEADLINE = "draft_signed"
"""The date of the calendar by which a form is to be whole."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """Everything; a fixed number of queries."""
    return [*_forms(person, at, lang), *_questions(person, lang), *_reviews(person)]


def waiting_in(person: User, place: object, at: dt.datetime) -> list[Waiting]:
    """The questions put to a person in the forms of a unit, for whoever takes their work over."""
    if not isinstance(place, Unit):
        return []
    return [one for one in _questions(person, "pl") if f"/{place.code}/" in one.url]


def _forms(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """The open forms of the units in which the person fills them in; three queries."""
    held = Grant.objects.in_force(at).filter(person=person, role__in=WRITERS, reach__in=[Reach.UNIT, Reach.CYCLE])
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        mine = of_place(grant.unit)
        theirs |= mine & Q(year=grant.year) if grant.reach == Reach.CYCLE else mine
    opened = Assessment.objects.filter(theirs, cycle__state=CycleState.OPEN).select_related("unit__parent", "cycle")
    forms = list(opened.order_by("year", "unit__code"))
    local: dict[int, list[LocalDate]] = defaultdict(list)
    for one in LocalDate.objects.filter(cycle__assessment__in=forms):
        local[one.cycle_id].append(one)
    return [_form(form, local[form.cycle.pk], at, lang) for form in forms]


def _form(form: Assessment, local: list[LocalDate], at: dt.datetime, lang: str) -> Waiting:
    dates = shown_calendar(level(form.unit), form.year, lang, today=localdate(at), local=local)
    until = next((one for one in dates if one.key == DEADLINE), None)
    return Waiting(
        what=_("Fill in the assessment for {year}: {unit}").format(year=form.year, unit=form.unit.full_name),
        why=_("Its cycle is open, and you enter or approve the data of this unit."),
        url=reverse("assessments:entry", args=[form.unit.code, form.year]),
        until=until.day if until else None,
        how=" ".join(filter(None, (until.how, until.basis))) if until else "",
    )


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
