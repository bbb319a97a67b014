"""What the author of a contribution does by the link of their page: correct it, withdraw it, be forgotten."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import localdate

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.notifications.actions import stop
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM
from drogowskaz.notifications.models import Follow, Message
from drogowskaz.participation.actions.contributing import move_contribution
from drogowskaz.participation.actions.contribution import Said, cleaned, faults_of, thing_of
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, Naming, Sign
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, ContributionText, ModerationAct
from drogowskaz.participation.permissions.contribution import may_be_forgotten, may_correct, may_withdraw
from drogowskaz.participation.queries.contribution import contribution_path
from drogowskaz.participation.queries.contribution_own import days_kept
from drogowskaz.participation.queries.fate import fate_of
from drogowskaz.participation.workflow.contribution import CORRECT, WITHDRAW


@dataclass(frozen=True)
class Correction:
    """What the author now says instead."""

    text: str
    for_whom: str = ""
    where: str = ""
    source: str = ""


@transaction.atomic
def correct_contribution(
    *, contribution: Contribution, correction: Correction, signs: Collection[Sign], seen: int, at: dt.datetime
) -> Contribution:
    """Say it otherwise while nobody has published it; what it said before is kept. Raises Refused."""
    now = _behind_the_door(contribution)
    refuse(may_correct(now, at))
    said = cleaned(
        Said(
            kind=ContributionKind(now.kind), capacity=Capacity(now.capacity), organisation=now.organisation,
            organisation_name=now.organisation_name, naming=Naming(now.naming), name=now.name,
            text=correction.text, for_whom=correction.for_whom, where=correction.where, source=correction.source,
        )
    )  # fmt: skip
    refuse(*faults_of(said, now.cycle))
    before = "\n".join(part for part in (now.text, now.for_whom, now.where, now.source) if part)
    changes = {name: getattr(said, name) for name in ("text", "for_whom", "where", "source")}
    quick = [Sign.FAST.value] if Sign.FAST in now.signs else []
    number = now.version
    move_contribution(
        now, CORRECT, step=ModerationStep.CORRECTED, seen=seen, actor=None, at=at,
        **changes, signs=sorted({*quick, *signs}),
    )  # fmt: skip
    ContributionText.objects.create(contribution=now, version=number, text=before, at=at)
    return now


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, at: dt.datetime) -> None:
    """Take it back before it is answered. A second time changes nothing. Raises Refused."""
    now = _behind_the_door(contribution)
    if now.state == ContributionState.WITHDRAWN:
        return
    refuse(may_withdraw(now, fate_of(now)))
    move_contribution(now, WITHDRAW, step=ModerationStep.WITHDRAWN, actor=None, at=at)


@transaction.atomic
def forget_author(*, contribution: Contribution, at: dt.datetime) -> None:
    """Remove whatever tells who made it: name, address, account, mandate, the link, earlier wordings, letters.

    What was said and its answer stay, also where it was joined with another one. Raises Refused the second time.
    """
    now = _behind_the_door(contribution)
    refuse(may_be_forgotten(now))
    _be_silent([now], at)
    now.texts.all().delete()
    Contribution.objects.filter(pk=now.pk).update(
        naming=Naming.ANONYMOUS, name="", author=None, mandate=None, email="", confirmed_at=None, consent="",
        key="", token_digest="", version=now.version + 1, erased_at=at,
    )  # fmt: skip
    ModerationAct.objects.create(contribution=now, step=ModerationStep.ERASED, at=at)
    record(actor=None, verb="contribution.erased", thing=now, at=at)


@transaction.atomic
def forget_addresses(*, at: dt.datetime) -> int:
    """Remove the addresses that are not needed any more, with the letters that went to them; returns how many.

    Those that were not confirmed in time, and those of contributions answered, hidden, rejected or withdrawn long ago.
    """
    over, void = at - dt.timedelta(days=days_kept(localdate(at))), at - dt.timedelta(days=DAYS_TO_CONFIRM)
    ended = (ContributionState.HIDDEN, ContributionState.SPAM, ContributionState.WITHDRAWN)
    found = list(
        Contribution.objects.exclude(email="")
        .alias(answered=Max("fates__at"), with_another=Max("merged_into__fates__at"), moved=Max("acts__at"))
        .filter(
            Q(confirmed_at=None, made_at__lt=void)
            | Q(state=ContributionState.ANSWERED, answered__lt=over)
            | Q(merged_into__isnull=False, with_another__lt=over)
            | Q(state__in=ended, moved__lt=over)
        )
        .select_related("cycle__unit")
    )
    _be_silent(found, at)
    Contribution.objects.filter(pk__in=[one.pk for one in found]).update(email="", confirmed_at=None)
    return len(found)


def _be_silent(contributions: Sequence[Contribution], at: dt.datetime) -> None:
    """Nothing more comes to their addresses about them, and the letters that went there are removed."""
    for one in contributions:
        if not one.email:
            continue
        path = contribution_path(one)
        whose = Q(subscriber__address__iexact=one.email) | Q(subscriber__person__email__iexact=one.email)
        for follow in Follow.objects.filter(whose, thing=path, stopped_at=None):
            stop(subscriber_id=follow.subscriber_id, follows=[follow.pk], at=at)
        letters = Message.objects.filter(event__startswith="participation.contribution_", address__iexact=one.email)
        letters.filter(Q(thing=thing_of(one)) | Q(thing__startswith=f"{thing_of(one)}:")).delete()


def _behind_the_door(contribution: Contribution) -> Contribution:
    """The contribution as it is now; nobody else changes it until the transaction ends."""
    held = Contribution.objects.select_for_update(of=("self",)).filter(pk=contribution.pk)
    found = held.select_related("cycle__unit", "organisation", "section__consultation", "merged_into").first()
    if found is None:
        raise Refused([Refusal(_("This contribution is not there any more."))])
    return found
