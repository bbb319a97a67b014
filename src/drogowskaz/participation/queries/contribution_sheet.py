"""The sheet of paper on which somebody speaks by hand: one page, to be brought to the office or to a meeting."""

from django.utils.translation import override

from drogowskaz.assessments.models import Cycle
from drogowskaz.documents.handwritten import HandSheet, Lines, Part, Telling, Ticks, Title
from drogowskaz.engine.words import _, say
from drogowskaz.notifications.formats import whole_address
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.queries.consultation import running_of
from drogowskaz.participation.queries.sheet import VOLUNTARY

_TOP = _("Assessment of social-assistance resources for {year}, {unit}.")
_FREE = _("Every voice is read and gets an answer. Do not write names or stories of people who can be recognised.")
_KIND = _("What it is (tick one)")
_TEXT = _("What you want to say. In a need: what is missing? Continue on the other side.")
_FOR_WHOM, _WHERE = _("In a need: for whom?"), _("In a need: where?")
_CAPACITY = _("As whom do you speak?")
_OF = _("For which organisation or office? (if you speak for one)")
_NAMING = _("What may everybody read?")
_NAMED = (_("my name"), _("my pseudonym"), _("no name at all"))
_NAME = _("The name or pseudonym, if you chose one")
_EMAIL = _("E-mail or telephone, if you want to be told what became of it (nobody else sees it)")
_AGREED = _("I agree that the office types this in for me.")
_BRING = _("Bring it to the office or to the social-assistance centre, or give it to whoever runs a meeting.")
_ASK = _("Questions: {host}, {contact}.")
_LEARN = _(
    "How you learn what became of it: whoever takes the sheet writes its number on your part. Under that number the "
    "answer stands at {address}, and the office tells it by phone too."
)
_YOURS = _("Your part, to tear off")
_NUMBER = _("Number, and the day it was taken")


def contribution_paper(cycle: Cycle, lang: str) -> HandSheet:
    """The sheet of a cycle; what is written on it is typed in by the office. One query."""
    return HandSheet(say(_("My voice in the assessment"), lang), code_of(cycle), tuple(_parts(cycle, lang)), lang)


def code_of(cycle: Cycle) -> str:
    """What the sheet is known by when it comes back: the unit and the year."""
    return f"G-{cycle.unit.code}-{cycle.year}"


def _parts(cycle: Cycle, lang: str) -> list[Part]:
    with override(lang):
        kinds = tuple(str(label) for label in ContributionKind.labels)
        capacities = tuple(str(label) for label in Capacity.labels)
    running = running_of(cycle)
    host = say(_ASK, lang, host=running.host, contact=running.contact) if running else ""
    address = whole_address("participation:contributions", cycle.unit.code, cycle.year, language=lang)
    return [
        Telling(say(_TOP, lang, year=cycle.year, unit=cycle.unit.full_name)),
        Telling(f"{say(VOLUNTARY, lang)} {say(_FREE, lang)}", small=True),
        Ticks(say(_KIND, lang), kinds),
        Lines(say(_TEXT, lang), 4),
        Lines(say(_FOR_WHOM, lang), 1),
        Lines(say(_WHERE, lang), 1),
        Ticks(say(_CAPACITY, lang), capacities),
        Lines(say(_OF, lang), 1),
        Ticks(say(_NAMING, lang), tuple(say(one, lang) for one in _NAMED)),
        Lines(say(_NAME, lang), 1),
        Lines(say(_EMAIL, lang), 1),
        Ticks("", (say(_AGREED, lang),)),
        Telling(" ".join(part for part in (say(_BRING, lang), host) if part), small=True),
        Title(say(_YOURS, lang)),
        Lines(say(_NUMBER, lang), 1),
        Telling(say(_LEARN, lang, address=address), small=True),
    ]
