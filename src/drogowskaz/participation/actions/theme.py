"""Making, renaming and removing themes, and putting contributions under them."""

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine import polish
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, too_long
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.models import Contribution, Theme
from drogowskaz.participation.permissions.moderation import may_moderate_in

LONGEST_NAME = 120
"""Characters."""
_NO_NAME = _("Give the theme a name.")
_THERE = _("A theme “{name}” is there already. Put the contributions under it.")
_NOTHING = _("Nothing was chosen, so nothing was changed.")
_OTHER_CYCLE = _("This theme belongs to another cycle. Nothing was changed.")
_GONE = _("This theme was removed meanwhile. Nothing was changed.")


@transaction.atomic
def make_theme(*, cycle: Cycle, name: str, actor: Actor, at: dt.datetime) -> Theme:
    """A new theme. Raises Refused, also for a name that is there in another spelling."""
    named = _clean(name)
    refuse(may_moderate_in(actor, cycle, at), _name_fault(cycle, named))
    try:
        with transaction.atomic():
            made = Theme.objects.create(cycle=cycle, name=named, at=at)
    except IntegrityError:
        raise Refused([Refusal(_THERE, {"name": named})]) from None
    record(actor=person_of(actor), verb="theme.made", thing=made, at=at, name=named)
    return made


@transaction.atomic
def rename_theme(*, theme: Theme, name: str, actor: Actor, at: dt.datetime) -> None:
    """Another name for the same theme. Raises Refused."""
    named = _clean(name)
    refuse(may_moderate_in(actor, theme.cycle, at), _name_fault(theme.cycle, named, theme))
    if named == theme.name:
        return
    try:
        with transaction.atomic():
            found = Theme.objects.filter(pk=theme.pk).update(name=named)
    except IntegrityError:
        raise Refused([Refusal(_THERE, {"name": named})]) from None
    refuse(None if found else Refusal(_GONE))
    theme.name = named
    record(actor=person_of(actor), verb="theme.renamed", thing=theme, at=at, name=named)


@transaction.atomic
def remove_theme(*, theme: Theme, actor: Actor, at: dt.datetime) -> None:
    """Remove a theme; what was under it stays, without a theme. A second click changes nothing. Raises Refused."""
    refuse(may_moderate_in(actor, theme.cycle, at))
    held = Theme.objects.select_for_update().filter(pk=theme.pk).first()
    if held is not None:
        record(actor=person_of(actor), verb="theme.removed", thing=held, at=at, name=held.name)
        held.delete()


@transaction.atomic
def put_under(*, cycle: Cycle, numbers: Collection[int], theme: Theme | None, actor: Actor, at: dt.datetime) -> int:
    """Put public contributions under a theme, or under none; returns how many were moved. Raises Refused.

    A theme is how they are read together and not what was said, so their version stays.
    """
    refuse(
        may_moderate_in(actor, cycle, at),
        None if numbers else Refusal(_NOTHING),
        Refusal(_OTHER_CYCLE) if theme is not None and theme.cycle_id != cycle.pk else None,
    )
    if theme is not None and Theme.objects.select_for_update().filter(pk=theme.pk).first() is None:
        raise Refused([Refusal(_GONE)])
    chosen = Contribution.objects.filter(cycle=cycle, number__in=numbers, state__in=PUBLIC)
    other = [one for one in chosen if one.theme_id != (theme.pk if theme else None)]
    Contribution.objects.filter(pk__in=[one.pk for one in other]).update(theme=theme)
    if other:
        told = {"numbers": [one.number for one in other], "theme": theme.name if theme else ""}
        record(actor=person_of(actor), verb="theme.filled", thing=theme or cycle, at=at, **told)
    return len(other)


def _clean(name: str) -> str:
    return " ".join(name.split())


def _name_fault(cycle: Cycle, name: str, besides: Theme | None = None) -> Refusal | None:
    """Why this cannot be the name of a theme of the cycle."""
    if not name:
        return Refusal(_NO_NAME)
    if long := too_long(name, LONGEST_NAME):
        return long
    others = [one for one in Theme.objects.filter(cycle=cycle) if one != besides]
    same = next((one for one in others if polish.fold(one.name) == polish.fold(name)), None)
    return Refusal(_THERE, {"name": same.name}) if same else None
