"""Beginning an annexe: for one's own organisation, or for another one with its consent."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine import annexes
from drogowskaz.engine.annexes import FieldType
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, may_assist, person_of
from drogowskaz.participation.actions.annexe.holding import hold, move, move_item
from drogowskaz.participation.enums.annexe import FilledIn, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem, ItemStep, Paper
from drogowskaz.participation.permissions.annexe import may_speak_for, may_start, may_withdraw, window_refusal
from drogowskaz.participation.queries.annexe import annexe_of
from drogowskaz.participation.queries.invitation import code_given
from drogowskaz.participation.workflow.annexe import TAKE_UP, TAKE_UP_ITEM

LETTERS = "ACDEFHJKLMNPRTWXY34679"
"""What a code consists of: nothing that is read for something else on paper or by phone (0 and O, 1 and I, 2 and Z,
5 and S, 8 and B, U and V, G and 6)."""
LENGTH = 8
"""Letters of a code; in two halves with a dash between. Guessing one leads nowhere without the right to the annexe."""
TRIES = 5
LONGEST_CONSENT = 500
"""Characters of the words of a consent."""
FILLED_BY = "n10.filled_by"
"""The question that the way of filling in answers by itself."""


@dataclass(frozen=True)
class Consent:
    """That an organisation agrees to somebody else writing for it: who said so, on which day and how."""

    who: str
    day: dt.date
    how: str
    filled_in: FilledIn = FilledIn.ASSISTED
    paper: Paper | None = None

    @property
    def words(self) -> str:
        """As it is kept and shown; nothing when it does not say who or how."""
        who, how = self.who.strip(), self.how.strip()
        return f"{who}, {self.day:%d.%m.%Y}, {how}" if who and how else ""


def new_code() -> str:
    """A code for the paper form, such as `K7MN-4PXR`."""
    drawn = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def tidy_code(typed: str) -> str:
    """A code as somebody copied it from paper: small letters, without a dash or with blanks."""
    found = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{found[:4]}-{found[4:]}"


def start_annexe(
    *, cycle: Cycle, organisation: Organisation, actor: Actor, at: dt.datetime, consent: Consent | None = None
) -> Annexe:
    """Begin the annexe of an organisation; the one that is there already is given back as it is. Raises Refused."""
    known = annexe_of(cycle, organisation)
    if known is not None:
        return _theirs(known, actor, at)
    refuse(
        may_start(actor, organisation, cycle, consent.words if consent else "", at),
        consent_refusal(consent, cycle, organisation, at) if consent else None,
    )
    voice = may_speak_for(actor, organisation, cycle, None, at)
    given = consent if isinstance(voice, Refusal) else None
    printed = code_given(cycle, organisation)
    for attempt in range(TRIES):
        # The paper form that came with an invitation has its code already.
        code = new_code() if attempt else printed or new_code()
        try:
            with transaction.atomic():
                return _started(cycle, organisation, code, given, actor, at)
        except IntegrityError:
            # A colleague began it in the same moment; or, once in an age, the code was drawn before.
            known = annexe_of(cycle, organisation)
            if known is not None:
                return _theirs(known, actor, at)
    raise AssertionError("no code is free")


def _theirs(annexe: Annexe, actor: Actor, at: dt.datetime) -> Annexe:
    voice = may_speak_for(actor, annexe.organisation, annexe.cycle, annexe, at)
    refuse(voice if isinstance(voice, Refusal) else None)
    return annexe


def _started(
    cycle: Cycle, organisation: Organisation, code: str, consent: Consent | None, actor: Actor, at: dt.datetime
) -> Annexe:
    definition = annexes.annexe_named(annexes.annexe_ids()[-1])
    annexe = Annexe.objects.create(
        cycle=cycle,
        organisation=organisation,
        definition=definition.id,
        code=code,
        filled_in=consent.filled_in if consent else FilledIn.ITSELF,
        consent=consent.words if consent else "",
        paper=consent.paper if consent else None,
        started_at=at,
        started_by=person_of(actor),
        changed_at=at,
    )
    for field, text in _known(annexe, definition).items():
        AnnexeItem.objects.create(annexe=annexe, field=field, text=text, changed_at=at, changed_by=person_of(actor))
    record(
        actor=person_of(actor), verb="annexe.started", thing=annexe, at=at, filled_in=str(annexe.filled_in),
        **({"consent": annexe.consent} if annexe.consent else {}),
    )  # fmt: skip
    return annexe


def _known(annexe: Annexe, definition: annexes.Annexe) -> dict[str, str]:
    """What need not be asked: the organisation, and how the annexe is filled in. Whoever fills it in sees and may
    change both."""
    found = {one.key: annexe.organisation.name for one in definition.fields if one.type is FieldType.ORGANISATION}
    asked = definition.field_by_key.get(FILLED_BY)
    if asked and annexe.filled_in in asked.choice_by_key:
        found[FILLED_BY] = str(annexe.filled_in)
    return found


def consent_refusal(consent: Consent, cycle: Cycle, organisation: Organisation, at: dt.datetime) -> Refusal | None:
    """What is wrong with a consent that is written down: unsaid, of a day to come, or another's paper."""
    if not consent.words:
        return Refusal(
            _("Write down who of {organisation} agreed, and how: on paper, by phone, at a meeting."),
            {"organisation": organisation.name},
        )
    if len(consent.words) > LONGEST_CONSENT:
        return Refusal(_("Shorten the description of the consent; the whole of it is to have at most 500 characters."))
    if consent.day > localdate(at):
        return Refusal(_("The day of the consent is still to come. Write down a consent that was given."))
    paper = consent.paper
    if paper is not None and (paper.cycle_id != cycle.pk or paper.organisation_id not in (None, organisation.pk)):
        return Refusal(_("This paper belongs to another organisation or another year."))
    return None


@transaction.atomic
def record_consent(*, annexe: Annexe, consent: Consent, actor: Actor, at: dt.datetime) -> None:
    """Write down that an organisation which began by itself now agrees to an animator's help, or agrees anew.
    Raises Refused."""
    hold(annexe)
    refuse(
        may_assist(actor, annexe.cycle.unit, annexe.cycle.year, at),
        consent_refusal(consent, annexe.cycle, annexe.organisation, at),
    )
    annexe.filled_in, annexe.consent, annexe.paper = consent.filled_in, consent.words, consent.paper
    annexe.consent_withdrawn_at = None
    annexe.save(update_fields=["filled_in", "consent", "paper", "consent_withdrawn_at"])
    record(actor=person_of(actor), verb="annexe.consent_given", thing=annexe, at=at, consent=annexe.consent)


@transaction.atomic
def take_up(*, annexe: Annexe, actor: Actor, at: dt.datetime) -> None:
    """Go on with an annexe that was withdrawn: every answer it withdrew is a draft again. Raises Refused."""
    hold(annexe)
    refuse(may_withdraw(actor, annexe, at), window_refusal(annexe.cycle, at))
    move(annexe, TAKE_UP, changed_at=at)
    for item in annexe.items.filter(state=ItemState.WITHDRAWN):
        # What was removed while drafting has no step of its own and stays removed.
        last = ItemStep.objects.filter(item=item).last()
        if last is not None and last.state == ItemState.WITHDRAWN:
            move_item(item, TAKE_UP_ITEM, actor=actor, at=at)
    record(actor=person_of(actor), verb=TAKE_UP.verb, thing=annexe, at=at)
