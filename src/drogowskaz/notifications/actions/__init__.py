"""What changes things of this area: letters, what people choose and follow, and news."""

from drogowskaz.notifications.actions.choices import choose_language, stop_letters, take_letters_again
from drogowskaz.notifications.actions.follows import (
    ask_to_follow,
    choose_rhythm,
    follow,
    follow_for_address,
    forget_unconfirmed,
    stop,
)
from drogowskaz.notifications.actions.news import tell, tell_subscribers
from drogowskaz.notifications.actions.outbox import DELAYS, LEASE, attempt, is_permanent, post, try_again

__all__ = [
    "DELAYS",
    "LEASE",
    "ask_to_follow",
    "attempt",
    "choose_language",
    "choose_rhythm",
    "follow",
    "follow_for_address",
    "forget_unconfirmed",
    "is_permanent",
    "post",
    "stop",
    "stop_letters",
    "take_letters_again",
    "tell",
    "tell_subscribers",
    "try_again",
]
