"""The menu and the place of every page under it: one readable list."""

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import nav as assessments
from drogowskaz.home import nav as home
from drogowskaz.notifications import nav as notifications
from drogowskaz.organisations import nav as organisations
from drogowskaz.organisations.accounts import nav as accounts
from drogowskaz.participation import nav as participation
from drogowskaz.ui import nav as ui

PARENTS: dict[str, str | None] = {
    **home.PARENTS,
    **assessments.PARENTS,
    **participation.PARENTS,
    **organisations.PARENTS,
    **accounts.PARENTS,
    **notifications.PARENTS,
    **ui.PARENTS,
    "alive": "home:front",
    "ready": "alive",
}
"""Each page's name and the page it stands under; a test walks every route up to the front page."""

LANGUAGES = {"pl": "Polski", "en": "English"}


def menu() -> list[tuple[str, str]]:
    """The pages of the main menu, by name."""
    return [
        ("home:units", _("Gminas and powiats")),
        ("organisations:list", _("Organisations")),
        ("participation:meetings", _("Meetings")),
        ("assessments:editions", _("Forms")),
    ]


def _under(name: str, top: str) -> bool:
    current: str | None = name
    while current is not None:
        if current == top:
            return True
        current = PARENTS.get(current)
    return False


def in_templates(request: HttpRequest) -> dict[str, object]:
    """The menu with the current page marked, and the same page in the other language."""
    match = request.resolver_match
    here = match.view_name if match else ""
    lang = get_language() or "pl"
    other = "en" if lang == "pl" else "pl"
    return {
        "menu": [(label, reverse(name), _under(here, name)) for name, label in menu()],
        "lang": lang,
        "other_language": {
            "code": other,
            "name": LANGUAGES[other],
            "url": translate_url(request.get_full_path(), other),
        },
    }
