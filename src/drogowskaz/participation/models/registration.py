"""Who takes part in a slot of a meeting, without an account."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.registration import RegistrationState
from drogowskaz.participation.models.meeting import Slot


class Registration(models.Model):
    """Somebody takes part in a slot, under a name or a pseudonym.

    `organisation` is of the register; otherwise `organisation_name` as typed. `needs` is what the person asks for to
    take part with ease. `queued_at` orders the waiting list. `key` came with the form, so that a second click finds the
    first; the link for changing is made of it with the secret of the installation (`token_of`), and only the digest of
    the link is kept to find it by. Once `erased_at`, only the place taken is left, for counting.
    """

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="registrations")
    presence = models.CharField(max_length=10, choices=Presence)
    state = models.CharField(max_length=10, choices=RegistrationState)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True)
    needs = models.TextField(blank=True)
    lang = models.CharField(max_length=5)
    key = models.CharField(max_length=64, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["queued_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="registration_presence_known"),
            models.CheckConstraint(condition=Q(state__in=RegistrationState.values), name="registration_state_known"),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", email="", organisation_name="", needs="", organisation=None)
                & Q(key="", token_digest=""),
                name="registration_named_until_erased",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="registration_key_once"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="registration_link_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["slot", "presence", "state", "queued_at"], name="registration_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.name}"

    @property
    def of(self) -> str:
        """The organisation the person named, as it is called."""
        return self.organisation.name if self.organisation else self.organisation_name


def token_of(key: str) -> str:
    """The token of the link that changes the registration with this key; the database alone cannot make it."""
    return salted_hmac("drogowskaz.participation.registration", key, algorithm="sha256").hexdigest()


def digest_of(key: str) -> str:
    """What the database keeps of that token."""
    return digest(token_of(key))
