"""Invitations by e-mail to an organisation or to the team of a unit."""

import datetime as dt
import hashlib
import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from drogowskaz.organisations.enums import Act, Answer, Position, Reach, Role
from drogowskaz.organisations.models.organisation import Organisation
from drogowskaz.territory.models import Unit

VALID_FOR = dt.timedelta(days=14)
"""How long an invitation waits. Each row keeps its own last moment, so a change here leaves sent ones alone."""


class Invitation(models.Model):
    """What one address is offered: a position in `organisation`, `roles` within a reach, a mandate for `acts`.

    The link holds a token of which only `token_digest` (SHA-256) is kept; it works once, until `expires_at`.
    `roles` are values of `Role`; `acts` of `Act`. `valid_until` is the last day of the roles and of the mandate.
    """

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=10, choices=Position, blank=True)
    roles = models.JSONField(default=list)
    reach = models.CharField(max_length=10, choices=Reach, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    acts = models.JSONField(default=list)
    document = models.CharField(max_length=300, blank=True)
    valid_until = models.DateField(null=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="invitation_answer_known"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, position__in=Position.values) | ~Q(roles=[]),
                name="invitation_offers_something",
            ),
            models.CheckConstraint(
                condition=Q(acts=[]) | Q(organisation__isnull=False), name="invitation_mandate_of_an_organisation"
            ),
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(answer=Answer.WAITING, roles=[]),
                name="invitation_once_waiting_from_organisation",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "unit",
                condition=Q(answer=Answer.WAITING, unit__isnull=False) & ~Q(roles=[]),
                name="invitation_once_waiting_from_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation or self.unit}"

    @property
    def role_names(self) -> list[str]:
        """The offered roles in the words of the page or letter."""
        return [str(role.label) for role in Role if role in self.roles]

    @property
    def act_names(self) -> list[str]:
        """What the offered mandate is for, in the words of the page or letter."""
        return [str(act.label) for act in Act if act in self.acts]


def new_token() -> str:
    """A token for a link, as hard to guess as a key."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
