"""An invented consensus map of the demonstration: seven statements, fifteen paper sheets, closed with its results."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import GMINA
from drogowskaz.participation.actions.consensus import MapDescription, Source, add_statements, make_map, open_map
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.actions.consensus_voice import Voice, enter_sheet
from drogowskaz.participation.enums.consensus import Choice
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.models.consensus import sheet_code
from drogowskaz.participation.queries.consensus import asked_of, sources_of

TITLE = "Co robimy razem w\N{NO-BREAK SPACE}przyszłym roku (przykład)"
PURPOSE = (
    "Zmyślone zdania zmyślonej gminy. Z\N{NO-BREAK SPACE}tych, na które wszyscy się zgodzą, mogą powstać wspólne "
    "rekomendacje."
)
STATEMENTS = (
    "Gmina powinna co roku ogłaszać konkurs na dowóz starszych osób do lekarza.",
    "Organizacje powinny same prowadzić klub seniora w\N{NO-BREAK SPACE}remizie.",
    "Ośrodek powinien dzielić się z\N{NO-BREAK SPACE}organizacjami swoim planem na cały rok.",
    "Obiady dla starszych powinny być bezpłatne dla wszystkich po 75. roku życia.",
    "Spotkania ośrodka i\N{NO-BREAK SPACE}organizacji wystarczą raz w\N{NO-BREAK SPACE}roku.",
    "Asystentem rodziny może być osoba z\N{NO-BREAK SPACE}organizacji.",
)
SHEETS = (
    (Sector.NGO, ("1212131", "1212 11", "1212211", "111231", "12121 1", "1 12211", "1212131", "1112212")),
    (Sector.INSTITUTION, ("1211 12", "1211221", "1211 31", "1211222", "1111 12", "1211231", "1 12211")),
)
"""What is on the invented sheets, a digit for each statement as on paper: 1 for, 2 against, 3 no opinion."""
_KEYS = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.NO_OPINION}


def demo_consensus(*, at: dt.datetime) -> None:
    """The map of the invented gmina, by its animator's hand. Done twice, it changes nothing."""
    cycle = Cycle.objects.filter(unit__code=GMINA).select_related("unit").order_by("-year").first()
    if cycle is None or ConsensusMap.objects.filter(cycle=cycle).exists():
        return
    made = make_map(cycle=cycle, description=MapDescription(TITLE, PURPOSE), actor=None, at=at)
    add_statements(asked=made, texts=STATEMENTS, actor=None, at=at)
    _from_a_meeting(made, at)
    open_map(asked=made, closes_on=localdate(at) + dt.timedelta(days=14), actor=None, at=at)
    made.refresh_from_db()
    statements, number = asked_of(made), 0
    for sector, sheets in SHEETS:
        for digits in sheets:
            number += 1
            chosen = zip(statements, digits, strict=False)
            choices = {one.pk: _KEYS[digit] for one, digit in chosen if digit in _KEYS}
            code = sheet_code(made.code, number)
            enter_sheet(asked=made, number=number, code=code, voice=Voice(sector, "", choices), actor=None, at=at)
    close_map(asked=made, actor=None, at=at)


def _from_a_meeting(made: ConsensusMap, at: dt.datetime) -> None:
    """A conclusion of accepted minutes as the last statement, where there is one."""
    conclusions = sources_of(made).conclusions
    if conclusions:
        source = Source(point=conclusions[0].key)
        add_statements(asked=made, texts=[conclusions[0].text], source=source, actor=None, at=at)
