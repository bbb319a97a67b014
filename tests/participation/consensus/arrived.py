"""The animator of the invented gmina with an open and a closed consensus map, signed in, for tests of all pages."""

import datetime as dt

from django.conf import settings
from django.test import Client
from django.utils import timezone
from participation.consensus.maps import TEXTS

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.consensus import MapDescription, add_statements, make_map, open_map
from drogowskaz.participation.actions.demo_consensus import TITLE, demo_consensus
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.queries.consensus_voice import Slip, token_of

MAPPER = "mapper"
"""How `accounts.arrive` knows the animator who runs consensus maps."""
ADDRESS, OPEN = "animator@pomoc.wymyslona.example", "Mapa otwarta na próbę"


def maps() -> dict[str, object]:
    """What addresses leave open: the numbers of an open and of a closed map, and the link of a sheet. The example data
    are there."""
    now = timezone.now()
    demo_people(at=now)
    demo_consensus(at=now)
    cycle = Cycle.objects.get(unit__code="9901012", year=2026)
    made = ConsensusMap.objects.filter(cycle=cycle, title=OPEN).first()
    if made is None:
        made = make_map(cycle=cycle, description=MapDescription(OPEN), actor=None, at=now)
        add_statements(asked=made, texts=TEXTS, actor=None, at=now)
        open_map(asked=made, closes_on=timezone.localdate(now) + dt.timedelta(days=7), actor=None, at=now)
    closed = ConsensusMap.objects.get(cycle=cycle, title=TITLE)
    return {"map": made.number, "closed_map": closed.number, "slip": token_of(Slip(made, sheet=1))}


def arrive_as_mapper(client: Client) -> dict[str, object]:
    """Sign in as the animator; gives the numbers of both maps and the link of a sheet. Done twice, it makes nothing
    new."""
    found = maps()
    client.force_login(User.objects.get(email=ADDRESS), settings.AUTHENTICATION_BACKENDS[0])
    return found
