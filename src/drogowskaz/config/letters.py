"""What the areas tell the notifications: their letters and news, how things are named, who may read the log.

The notifications stand below the areas and do not know them; they are put together here, at the start.
"""

from drogowskaz.assessments import letters as assessments
from drogowskaz.notifications import letters as notifications
from drogowskaz.organisations import letters as organisations
from drogowskaz.participation import letters as participation


def declare_letters() -> None:
    """Fill the catalogue; called once, at the start."""
    catalogue = notifications.catalogue
    catalogue.declare(letters=notifications.LETTERS)
    catalogue.declare(letters=organisations.LETTERS)
    catalogue.declare(letters=assessments.LETTERS, news=assessments.NEWS)
    catalogue.declare(letters=participation.LETTERS, news=participation.NEWS)
    catalogue.namings.update(assessments.NAMINGS)
    catalogue.namings.update(participation.NAMINGS)
    catalogue.reach = organisations.letters_within_reach
