"""Pages of letters."""

from drogowskaz.notifications.views.choices import address, choices
from drogowskaz.notifications.views.following import confirm, follow, stop
from drogowskaz.notifications.views.log import letters, log

__all__ = ["address", "choices", "confirm", "follow", "letters", "log", "stop"]
