"""What waits for a person in the organisations: letters to answer, and terms that end soon."""

import datetime as dt

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from drogowskaz.organisations.enums import Answer, Role
from drogowskaz.organisations.models import Grant, Invitation, Mandate, User
from drogowskaz.ui.waiting import Waiting

SOON = dt.timedelta(days=30)
"""A term that ends within so many days is told, while there is time to have it renewed."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """Everything; three queries."""
    mine = reverse("organisations:mine")
    return [*_invitations(person, at, mine), *_ending_mandates(person, at, mine), *_ending_roles(person, at, mine)]


def _invitations(person: User, at: dt.datetime, url: str) -> list[Waiting]:
    """The link itself is only in the letter: what is kept here does not open it."""
    found = Invitation.objects.filter(email__iexact=person.email, answer=Answer.WAITING, expires_at__gt=at)
    return [
        Waiting(
            what=_("Answer the invitation: {place}").format(place=one.organisation or one.unit),
            why=_("The link is in the letter sent to {email}.").format(email=person.email),
            url=url,
            until=localdate(one.expires_at),
        )
        for one in found.select_related("organisation", "unit").order_by("expires_at")
    ]


def _ending_mandates(person: User, at: dt.datetime, url: str) -> list[Waiting]:
    last = localdate(at) + SOON
    found = Mandate.objects.in_force(at).filter(person=person, valid_until__lte=last).select_related("organisation")
    return [
        Waiting(
            what=_("Your mandate ends: {organisation}").format(organisation=one.organisation),
            why=_("After that day you cannot act in its name. Whoever manages the organisation can give a new one."),
            url=url,
            until=one.valid_until,
        )
        for one in found.order_by("valid_until")
    ]


def _ending_roles(person: User, at: dt.datetime, url: str) -> list[Waiting]:
    last = localdate(at) + SOON
    found = Grant.objects.in_force(at).filter(person=person, valid_until__lte=last).select_related("unit")
    return [
        Waiting(
            what=_("Your role ends: {role}, {place}").format(role=Role(one.role).label, place=one.unit or "–"),
            why=_("After that day you cannot work in this role. The administrator of the unit can give it again."),
            url=url,
            until=one.valid_until,
        )
        for one in found.order_by("valid_until")
    ]
