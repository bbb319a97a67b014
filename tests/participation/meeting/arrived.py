"""The animator who runs meetings of the invented gmina, signed in, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.demo_meeting import COMING, CONTACT, HELD, demo_meeting
from drogowskaz.participation.actions.minutes import correct_minutes
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.models import Meeting, Registration
from drogowskaz.participation.models.registration import token_of

HOST = "host"
"""How `accounts.arrive` knows the animator who runs meetings."""


def meetings() -> dict[str, object]:
    """What addresses leave open: a meeting that is announced, one whose minutes are being corrected, and the link of a
    place. The example data are there."""
    now = timezone.now()
    demo_people(at=now)
    demo_meeting(at=now)
    held = Meeting.objects.filter(title=HELD).latest("pk")
    if held.state == MeetingState.ACCEPTED:
        correct_minutes(meeting=held, reason="Na próbę", actor=None, at=now)
    there = Meeting.objects.filter(title=COMING).latest("pk")
    place = Registration.objects.filter(slot__meeting=there).earliest("pk")
    return {"meeting": there.pk, "held": held.pk, "place": token_of(place.key)}


def arrive_as_host(client: Client) -> dict[str, object]:
    """Sign in as the animator; gives the keys of both meetings and the link of a place."""
    found = meetings()
    client.force_login(User.objects.get(email=CONTACT), settings.AUTHENTICATION_BACKENDS[0])
    return found
