"""`drogowskaz campaign open TERYT YEAR`: the cycles of a voivodeship or powiat, as its regional centre opens them."""

import sys

from django.utils import timezone

from drogowskaz.assessments.actions import open_campaign
from drogowskaz.assessments.queries.campaigns import units_of
from drogowskaz.assessments.queries.cycles import FIRST_YEAR, LAST_YEAR
from drogowskaz.config.commands.database import refuse_old_database
from drogowskaz.config.commands.output import refused_at_the_command_line
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.enums import POWIATS, Kind
from drogowskaz.territory.models import Unit


def run_open(code: str, year: int, *, lang: str) -> int:
    """Open them and say how many. A second time adds only what is new. Raises Unusable; then nothing is opened."""
    refuse_old_database()
    region = Unit.objects.filter(code=code[:2], kind=Kind.VOIVODESHIP, valid_to=None).first()
    within = units_of(region).filter(code=code, kind__in=POWIATS).first() if region and len(code) > 2 else None
    if region is None or (len(code) > 2 and within is None):
        message = _(
            "The register has no voivodeship or powiat with the code {code}. Import TERC first, or give two or four "
            "digits."
        )
        raise unusable(message, code=code)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("There are forms for the years from {first} to {last}.")
        raise unusable(message, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        done = open_campaign(region=region, within=within, year=year, actor=None, at=timezone.now())
    except Refused as refused:
        return refused_at_the_command_line(refused, lang)
    message = _(
        "Cycles for {year}: opened now {made}, open before {there}, without a form {left}. No letters were sent."
    )
    sys.stdout.write(say(message, lang, year=year, made=done.made, there=done.there, left=done.left) + "\n")
    return 0
