"""What the office of the demonstration has answered: some contributions in different ways, the others still wait."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.enums import Channel
from drogowskaz.organisations.actions.demo import GMINA
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.fate import FateText, give_fate
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, FateCode
from drogowskaz.participation.models import Contribution, Fate

CLERK = "pracownik@gops.wymyslona.example"
ANSWERS = {
    ContributionKind.NEED: FateText(
        code=FateCode.PART,
        reason=(
            "Dziękujemy. Dowóz do lekarza wpisaliśmy do wniosków jako potrzebę na przyszły rok. Na kurs autobusu w "
            "południe gmina nie ma dziś pieniędzy, dlatego uwzględniliśmy tę potrzebę tylko w części."
        ),
        change="Dopisano potrzebę dowozu do lekarza dla osób starszych, które mieszkają same.",
        chapter="11",
    ),
    ContributionKind.REMARK: FateText(
        code=FateCode.TAKEN,
        reason="Racja. Dodaliśmy zdanie o osobach starszych, które mieszkają same, razem z liczbą z ewidencji.",
        change="Dopisano zdanie pod tabelą ludności.",
        chapter="2",
    ),
    ContributionKind.FIGURE: FateText(
        code=FateCode.ALREADY,
        reason="Tę liczbę mamy już z załącznika koła i tak jest zapisana w formularzu. Dziękujemy za sprawdzenie.",
        chapter="9",
    ),
    ContributionKind.QUESTION: FateText(
        code=FateCode.EXPLAINED,
        reason="Tak. W lipcu świetlica działa codziennie od 10 do 14, w sierpniu ma przerwę.",
    ),
}
"""The answer to the first contribution of each kind that was made on the site."""


@transaction.atomic
def demo_fate(*, at: dt.datetime) -> None:
    """Answers while nothing in the year was answered; done twice, it changes nothing. Good practices and the second
    need stay waiting."""
    published = Contribution.objects.filter(
        cycle__unit__code=GMINA, channel=Channel.ONLINE, state=ContributionState.PUBLISHED, merged_into=None
    )
    clerk = User.objects.filter(email=CLERK).first()
    if clerk is None or Fate.objects.filter(contribution__cycle__unit__code=GMINA).exists():
        return
    for kind, fate in ANSWERS.items():
        first = published.filter(kind=kind).select_related("cycle__unit", "organisation", "merged_into").first()
        if first is not None:
            give_fate(contribution=first, fate=fate, seen=first.version, actor=clerk, at=at)
