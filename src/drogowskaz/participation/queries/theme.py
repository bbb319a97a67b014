"""Themes of a cycle and how many contributions each has."""

from django.db.models import Count, Q, QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.models import Contribution, Theme
from drogowskaz.participation.queries.moderation import worded


def themes_of(cycle: Cycle) -> QuerySet[Theme]:
    """The themes by name, each with `number`: how many public contributions are under it. One query."""
    public = Q(contributions__state__in=PUBLIC)
    return Theme.objects.filter(cycle=cycle).annotate(number=Count("contributions", filter=public))


def narrowed(cycle: Cycle, words: str, theme: int | None) -> QuerySet[Contribution]:
    """The public contributions of a cycle, the newest first: those with the words or the number, and of a theme by
    key; 0 asks for those without one, None for all."""
    found = Contribution.objects.filter(cycle=cycle, state__in=PUBLIC)
    if words:
        found = found.filter(worded(words))
    if theme is not None:
        found = found.filter(theme=theme or None)
    return found.select_related("theme", "merged_into").order_by("-number")
