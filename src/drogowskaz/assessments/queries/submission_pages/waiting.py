"""What a form on its way waits for: who of the unit signs, sends or answers, and what the regional centre reads."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Assessment, LocalDate, Submission
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.assessments.queries.submission import state_of
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.ui.waiting import Waiting

SIGNED_BY, SENT_BY = "draft_signed", "rops"
"""The dates of the calendar by which a form is to be signed, and by which the regional centre is to have it."""
MOST_FORMS = 5
"""Forms of a region that are named one by one; the rest stand on its board."""


def waits_in(
    form: Assessment, roles: Iterable[str], local: list[LocalDate], at: dt.datetime, lang: str
) -> list[Waiting]:
    """What an open form asks of somebody with these roles in its unit; no query where its submission is at hand."""
    days = {one.key: one for one in shown_calendar(level(form.unit), form.year, lang, today=localdate(at), local=local)}
    state, approves = state_of(form), Role.APPROVER in roles
    page = reverse("assessments:signing", args=[form.unit.code, form.year])
    name = {"year": form.year, "unit": form.unit.full_name}
    if state is Way.WORK:
        what, why = _("Sign the form for {year}: {unit}"), _("You approve the data of this unit.")
        signing = _waiting(what.format(**name), why, page, days.get(SIGNED_BY))
        return [_filling(form, days.get(SIGNED_BY)), *([signing] if approves else [])]
    if state is Way.SIGNED:
        what, why = _("Send the signed form for {year}: {unit}"), _("It is signed and not sent yet.")
    elif state is Way.RETURNED:
        what, why = _("Answer what was returned for {year}: {unit}"), _("The regional centre (ROPS) returned the form.")
    elif state is Way.CORRECTION:
        what, why = _("Finish the correction for {year}: {unit}"), _("The accepted form is being corrected.")
    else:
        return []
    return [_waiting(what.format(**name), why, page, days.get(SENT_BY))]


def _filling(form: Assessment, until: ShownDate | None) -> Waiting:
    return _waiting(
        _("Fill in the assessment for {year}: {unit}").format(year=form.year, unit=form.unit.full_name),
        _("Its cycle is open, and you enter or approve the data of this unit."),
        reverse("assessments:entry", args=[form.unit.code, form.year]),
        until,
    )


def _waiting(what: str, why: str, url: str, until: ShownDate | None) -> Waiting:
    how = " ".join(filter(None, (until.how, until.basis))) if until else ""
    return Waiting(what=what, why=why, url=url, until=until.day if until else None, how=how)


def to_verify(person: User, at: dt.datetime) -> list[Waiting]:
    """The forms sent to the regions this person verifies, the longest waiting first; two queries."""
    held = Grant.objects.in_force(at).filter(person=person, role=Role.ROPS_REVIEWER, reach=Reach.REGION)
    regions = list(held.order_by("unit__code").values_list("unit__code", flat=True).distinct())
    theirs = Q(pk=None)
    for region in regions:
        theirs |= Q(assessment__unit__code__startswith=region)
    found = Submission.objects.filter(theirs, state=Way.SENT)
    sent = list(found.select_related("assessment__unit__parent").order_by("changed_at", "pk"))
    return [one for region in regions for one in _of_region(region, sent)]


def _of_region(region: str, every: list[Submission]) -> list[Waiting]:
    sent = [one for one in every if one.assessment.unit.code.startswith(region)]
    named = [
        Waiting(
            what=_("Verify the form for {year}: {unit}").format(
                year=one.assessment.year, unit=one.assessment.unit.full_name
            ),
            why=_("The unit sent it, and you verify the forms of its region."),
            url=reverse("assessments:verification", args=[region, one.assessment.year, one.assessment.unit.code]),
        )
        for one in sent[:MOST_FORMS]
    ]
    left = Counter(one.assessment.year for one in sent[MOST_FORMS:])
    rest = [
        Waiting(
            what=ngettext(
                "Verify %(n)d more form for %(year)d", "Verify %(n)d more forms for %(year)d", n
            ) % {"n": n, "year": year},
            why=_("The units sent them, and you verify the forms of the region."),
            url=reverse("assessments:intake", args=[region, year]),
        )
        for year, n in sorted(left.items())
    ]  # fmt: skip
    return [*named, *rest]
