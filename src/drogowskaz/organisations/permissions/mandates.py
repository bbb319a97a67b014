"""Who may act in the name of an organisation, and under which mandate."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Act, source_of
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions.duties import may_contribute
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS, Actor, person_of
from drogowskaz.territory.models import Unit


def standing(
    actor: Actor, organisation: Organisation, act: Act, unit: Unit | None, year: int | None, at: dt.datetime
) -> Mandate | Refusal:
    """The mandate under which the person may do this for the organisation, or why there is none.

    An act stores the key of the mandate and of the organisation, so that it stays attributed when the mandate ends.
    """
    refusal = may_contribute(actor)
    if refusal:
        return refusal
    own = (
        Mandate.objects.filter(organisation=organisation, person=person_of(actor))
        .select_related("unit")
        .order_by("-pk")
    )
    mandates = list(own)
    fitting = [one for one in mandates if act in one.acts and covers(one, unit, year)]
    held = [one for one in fitting if one.holds(at)]
    return held[0] if held else _refusal(mandates, fitting, organisation, act, at)


def may_act_for(
    actor: Actor, organisation: Organisation, act: Act, unit: Unit | None, year: int | None, at: dt.datetime
) -> Refusal | None:
    """Whether the person may do this for the organisation: only a mandate that holds now lets them."""
    found = standing(actor, organisation, act, unit, year, at)
    return found if isinstance(found, Refusal) else None


def covers(mandate: Mandate, unit: Unit | None, year: int | None) -> bool:
    """Whether the mandate reaches this unit and year."""
    place = mandate.unit is None or (
        unit is not None
        and len(unit.code) == len(mandate.unit.code)
        and unit.code[:GMINA_DIGITS] == mandate.unit.code[:GMINA_DIGITS]
    )
    return place and mandate.year in (None, year)


def _refusal(
    mandates: list[Mandate], fitting: list[Mandate], organisation: Organisation, act: Act, at: dt.datetime
) -> Refusal:
    """Why none of the person's mandates is enough, told by the newest that comes near."""
    params = {"organisation": organisation.name, "act": source_of(act)}
    if not mandates:
        return Refusal(_("You have no mandate to act for {organisation}. Its manager can give you one."), params)
    if not fitting:
        message = _(
            "Your mandate from {organisation} does not let you do this here: {act}. Its manager can give a wider one."
        )
        return Refusal(message, params, ("act",))
    newest = fitting[0]
    if newest.ended_at is not None and newest.ended_at <= at:
        day = f"{localdate(newest.ended_at):%d.%m.%Y}"
        return Refusal(_("Your mandate from {organisation} was revoked on {day}."), {**params, "day": day})
    if newest.valid_until is not None and newest.valid_until < localdate(at):
        day = f"{newest.valid_until:%d.%m.%Y}"
        message = _("Your mandate from {organisation} ended on {day}. What you did before stays yours.")
        return Refusal(message, {**params, "day": day})
    day = f"{newest.valid_from:%d.%m.%Y}"
    return Refusal(_("Your mandate from {organisation} begins on {day}."), {**params, "day": day})
