"""Asking the public register (KRS) about an organisation, and keeping what it said. Nothing depends on the answer."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine.files.krs import same_name
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.actions.krs import Silent, look_up
from drogowskaz.organisations.enums import RegisterAnswer
from drogowskaz.organisations.models import Organisation, RegisterCheck
from drogowskaz.organisations.permissions import Actor, may_manage, person_of
from drogowskaz.organisations.signals import register_asked

PAUSE = dt.timedelta(minutes=1)
"""Between two questions about one organisation: the register asks for a slow pace."""

UNANSWERED = {
    "answer": RegisterAnswer.WAITING,
    "name": "",
    "seat": "",
    "as_of": None,
    "closing": False,
    "answered_at": None,
}


def is_asked() -> bool:
    """Whether this installation asks the register at all."""
    return bool(settings.KRS_ADDRESS)


@transaction.atomic
def ask_register(*, organisation: Organisation, actor: Actor, at: dt.datetime) -> None:
    """Write the question down; the worker asks. Raises Refused."""
    refuse(may_manage(actor, organisation, at), _cannot(organisation, at))
    _write(organisation, actor, at)


def write_question(*, organisation: Organisation, before: str, actor: Actor, at: dt.datetime) -> None:
    """Inside the saving of an organisation: ask about a number that is not the one `before`. Where the register is not
    asked, nothing happens."""
    if is_asked() and organisation.krs and organisation.krs != before:
        _write(organisation, actor, at)


def _write(organisation: Organisation, actor: Actor, at: dt.datetime) -> None:
    asked = {"krs": organisation.krs, "asked_at": at, "asked_by": person_of(actor)}
    check, _made = RegisterCheck.objects.update_or_create(organisation=organisation, defaults={**UNANSWERED, **asked})
    record(actor=person_of(actor), verb="organisation.register_asked", thing=organisation, at=at, krs=organisation.krs)
    register_asked.send(RegisterCheck, check=check.pk)


def _cannot(organisation: Organisation, at: dt.datetime) -> Refusal | None:
    if not is_asked():
        return Refusal(_("This installation does not ask the register: its administrator turned that off."))
    if not organisation.krs:
        return Refusal(_("The organisation has no number in KRS here, so there is nothing to ask about."))
    last = RegisterCheck.objects.filter(organisation=organisation, krs=organisation.krs).first()
    if last is not None and at - last.asked_at < PAUSE:
        return Refusal(_("The register was asked less than a minute ago. Look at the answer first."))
    return None


def answer_check(*, check: int, at: dt.datetime) -> None:
    """Ask the register and keep the answer, unless the question has been asked anew meanwhile. The network is waited
    for outside of any transaction."""
    asked = RegisterCheck.objects.select_related("organisation").filter(pk=check, answer=RegisterAnswer.WAITING).first()
    if asked is None:
        return
    said = _said(asked)
    still = RegisterCheck.objects.filter(pk=check, krs=asked.krs, asked_at=asked.asked_at)
    still.filter(answer=RegisterAnswer.WAITING).update(answered_at=at, **said)


def _said(asked: RegisterCheck) -> dict[str, object]:
    try:
        found = look_up(asked.krs, settings.KRS_ADDRESS)
    except Silent:
        return {"answer": RegisterAnswer.NO_ANSWER}
    if found is None:
        return {"answer": RegisterAnswer.NOT_FOUND}
    same = same_name(found.name, asked.organisation.name)
    return {
        "answer": RegisterAnswer.FOUND if same else RegisterAnswer.OTHER_NAME,
        "name": found.name,
        "seat": found.seat,
        "as_of": found.as_of,
        "closing": found.closing,
    }
