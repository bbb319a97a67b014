"""What is told of a form on its way: letters to whoever goes on with it, news to those who follow it."""

from django.db.models import Q

from drogowskaz.assessments.enums import Step
from drogowskaz.assessments.models import SubmissionStep
from drogowskaz.notifications.actions import post, tell
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import of_place

EVENTS = {
    Step.SENT: "assessments.form_sent",
    Step.RETURNED: "assessments.form_returned",
    Step.ACCEPTED: "assessments.form_accepted",
}
NEWS = {
    Step.SIGNED: "assessments.signed",
    Step.SENT: "assessments.sent",
    Step.ACCEPTED: "assessments.accepted",
}
"""What everybody may know. That a form was returned stays between the unit and the regional centre."""
THEIRS = (Role.DATA_EDITOR, Role.APPROVER)
"""Who of a unit learns what the regional centre decided."""


def tell_step(step: SubmissionStep) -> None:
    """Write to those whose turn it is now, inside the transaction of the step; whoever took it is not written to.

    The letters hold no figure and no reason of the form: those stand on the page. Of steps written down after they
    were taken elsewhere nobody gets a letter.
    """
    form, kind = step.submission.assessment, Step(step.kind)
    if kind in NEWS:
        tell(thing=path_of(form.unit, form.year), event=NEWS[kind], at=step.at, context={"year": form.year})
    event = EVENTS.get(kind)
    if event is None or step.outside:
        return
    for person in _recipients(step):
        post(
            event=event,
            thing=f"step:{step.pk}",
            at=step.at,
            recipient=person,
            context={"unit": form.unit, "year": form.year, "link": _link(step, language_of(person))},
        )


def _link(step: SubmissionStep, language: str) -> str:
    """The page on which the person goes on."""
    code, year = step.submission.assessment.unit.code, step.submission.assessment.year
    if step.kind == Step.SENT:
        return whole_address("assessments:verification", code[:2], year, code, language=language)
    return whole_address("assessments:signing", code, year, language=language)


def _recipients(step: SubmissionStep) -> list[User]:
    """In the order of their keys; one query."""
    form = step.submission.assessment
    if step.kind == Step.SENT:
        meant = Q(reach=Reach.REGION, unit__code=form.unit.code[:2], role=Role.ROPS_REVIEWER)
    else:
        theirs = Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year=form.year)
        meant = theirs & of_place(form.unit) & Q(role__in=THEIRS)
    held = Grant.objects.in_force(step.at).filter(meant, person__is_active=True).exclude(person=step.by_id)
    people = {grant.person for grant in held.select_related("person")}
    return sorted(people, key=lambda one: one.pk)
