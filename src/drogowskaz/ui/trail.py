"""The way from the front page to the page being read."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Step:
    """One page on the way, by the name a person knows it under."""

    label: str
    url: str


def front() -> Step:
    """Where every trail begins."""
    return Step(_("Front page"), reverse("home:front"))
