"""The way to the pages of letters."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _


class Place(NamedTuple):
    """One page on the way, by the name a person knows it under."""

    label: str
    url: str


def way_to(*places: tuple[str, str]) -> list[Place]:
    """The trail from the front page."""
    return [Place(_("Front page"), reverse("home:front")), *(Place(*one) for one in places)]
