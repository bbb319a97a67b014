"""Who belongs to an organisation, and who may act in its name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.organisations.enums import Act, Position
from drogowskaz.organisations.models.organisation import Organisation
from drogowskaz.organisations.models.term import Term
from drogowskaz.territory.models import Unit


class Membership(Term):
    """A person in an organisation. Belonging alone lets nobody act for it: that is a mandate."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.CharField(max_length=10, choices=Position)

    class Meta(Term.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=Q(position__in=Position.values), name="membership_position_known"),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(valid_until=None, ended_at=None),
                name="membership_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation} ({self.position})"


class Mandate(Term):
    """A person may act for an organisation: `acts` are values of `Act`, at least one.

    `unit` and `year` narrow it to one unit and one year of the assessment; None means all of them. `document` names
    the resolution or letter it rests on. An act stores the key of its mandate, so it stays attributed after the end.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acts = models.JSONField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    document = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Term.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=~Q(acts=[]), name="mandate_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"

    @property
    def act_names(self) -> list[str]:
        """What it is for, in the words of the page."""
        return [str(Act(act).label) for act in Act.values if act in self.acts]
