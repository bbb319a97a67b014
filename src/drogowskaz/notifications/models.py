"""The outbox, and what a person chose about letters."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from drogowskaz.notifications.enums import Channel, Language, State


class Message(models.Model):
    """One letter about one event to one recipient. The same event is never told twice to the same recipient.

    `event` is `area.what_happened`, which also names the templates; `thing` tells two events of one name apart.
    `address` is where it goes, kept as it was when the letter was written; `recipient` is empty for an address
    without an account and after an erasure. `reason` says to the recipient why the letter came.
    A `confidential` letter (it carries a link that signs in) loses its text once it has left or was given up.
    `due_at` is the earliest moment of the next try; `attempts` counts the tries begun.
    """

    event = models.CharField(max_length=80)
    thing = models.CharField(max_length=120)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    address = models.EmailField(max_length=254)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    language = models.CharField(max_length=2, choices=Language.choices)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    reason = models.CharField(max_length=300)
    confidential = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "thing", "recipient", "channel"],
                condition=Q(recipient__isnull=False),
                name="message_once_to_a_person",
            ),
            models.UniqueConstraint(
                F("event"),
                F("thing"),
                Lower("address"),
                F("channel"),
                condition=Q(recipient__isnull=True),
                name="message_once_to_an_address",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="message_sent_or_given_up"
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True) | ~Q(last_error=""), name="message_given_up_for_a_reason"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="message_waiting",
            ),
            models.Index(fields=["-created_at"], name="message_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.thing} → {self.address}"

    @property
    def state(self) -> State:
        """What has become of it so far."""
        if self.sent_at:
            return State.SENT
        if self.given_up_at:
            return State.GIVEN_UP
        return State.RETRYING if self.last_error else State.WAITING


class Preference(models.Model):
    """What one person chose about letters; nothing is kept for those who never chose."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=Language.choices)

    def __str__(self) -> str:
        return f"{self.person}: {self.language}"
