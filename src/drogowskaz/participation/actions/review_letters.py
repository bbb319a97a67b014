"""What an organisation is written about its annexe: what the office asks, and where every answer went."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from drogowskaz.notifications.actions import post
from drogowskaz.notifications.enums import Language
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import Mandate, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeInvitation, AnnexeItem
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.participation.queries.invitation import waiting_in
from drogowskaz.participation.queries.standing import aims_by_item, standing_of

ASKED, DECIDED = "participation.annexe_returned", "participation.annexe_decided"


def suppliers_of(annexe: Annexe, at: dt.datetime) -> list[User]:
    """The people who may supply the organisation's data here, by key; one query."""
    cycle = annexe.cycle
    place, year = Q(unit=None) | of_place(cycle.unit), Q(year=None) | Q(year=cycle.year)
    held = Mandate.objects.in_force(at).filter(place, year, organisation=annexe.organisation_id, person__is_active=True)
    people = {one.person for one in held.select_related("person") if Act.SUPPLY in one.acts}
    return sorted(people, key=lambda one: one.pk)


def tell_asked(*, annexe: Annexe, items: Iterable[AnnexeItem], at: dt.datetime) -> None:
    """Write what the office asks again, inside the transaction of the returning: one letter with every question."""
    asked = list(items)
    last = max(asked[-1].steps.values_list("pk", flat=True))

    def words(lang: str) -> dict[str, Any]:
        return {"asked": [{"label": _label(one, annexe, lang), "reason": one.reason} for one in asked]}

    _write(ASKED, f"annexe:{annexe.pk}:{last}", annexe, words, at)


def tell_if_decided(*, annexe: Annexe, at: dt.datetime) -> bool:
    """Whether every answer is decided. The organisation is told once for each handing in, where every answer went."""
    if annexe.state != AnnexeState.SENT or waiting_in([annexe]):
        return False
    definition = definition_of(annexe)
    handed_in = annexe.items.exclude(state__in=[ItemState.DRAFT, ItemState.WITHDRAWN]).exclude(text="")
    items = [one for one in handed_in if not definition.is_declared(one.field)]
    offers = aims_by_item(items)

    def words(lang: str) -> dict[str, Any]:
        fates = []
        for item in items:
            stands = standing_of(item, offers.get(item.pk, ()), lang)
            aims = [
                {"label": one.label, "year": one.year, "word": one.word, "reason": one.offer.reason}
                for one in stands.aims
            ]
            told = {"label": _label(item, annexe, lang), "word": stands.word, "reason": stands.reason}
            fates.append({**told, "aims": aims})
        return {"fates": fates}

    sent = annexe.sent_at or annexe.changed_at
    _write(DECIDED, f"annexe:{annexe.pk}:{sent:%Y%m%d%H%M%S%f}", annexe, words, at)
    return True


def _label(item: AnnexeItem, annexe: Annexe, lang: str) -> str:
    definition = definition_of(annexe)
    asked = definition.field_by_key.get(item.field)
    label = asked.label[lang] if asked else item.field
    return f"{label} ({item.place + 1})" if asked and definition.section_of[item.field].repeats else label


def _write(event: str, thing: str, annexe: Annexe, words: Any, at: dt.datetime) -> None:
    """To everybody who may supply the data; to the address of the organisation where nobody has an account."""
    people = suppliers_of(annexe, at)
    for person in people:
        lang = language_of(person)
        with override(lang):
            context = {**_named(annexe, lang), **words(lang)}
        post(event=event, thing=thing, at=at, recipient=person, context=context)
    address = annexe.organisation.email or _invited_address(annexe)
    if not people and address:
        lang = Language.POLISH.value
        with override(lang):
            context = {**_named(annexe, lang), **words(lang)}
        post(event=event, thing=thing, at=at, address=address, language=lang, context=context)


def _invited_address(annexe: Annexe) -> str:
    asked = AnnexeInvitation.objects.filter(cycle=annexe.cycle_id, organisation=annexe.organisation_id)
    return asked.values_list("email", flat=True).first() or ""


def _named(annexe: Annexe, lang: str) -> dict[str, Any]:
    cycle = annexe.cycle
    return {
        "unit": cycle.unit,
        "year": cycle.year,
        "organisation": annexe.organisation,
        "link": whole_address(
            "participation:annexe", cycle.unit.code, cycle.year, annexe.organisation_id, language=lang
        ),
    }
