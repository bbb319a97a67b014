"""The outbox, what people chose about letters, what they follow, and the news of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from drogowskaz.notifications.enums import CHOSEN, Channel, Language, Rhythm, State

LONGEST_THING = 200
"""Characters of the path of a thing: `unit/060505/2025/recommendation/12`."""


class Message(models.Model):
    """One letter about one event to one recipient. The same event is never told twice to the same recipient.

    `event` is `area.what_happened`, which also names the templates; `thing` tells two events of one name apart.
    `address` is where it goes, kept as it was when the letter was written; `recipient` is empty for an address
    without an account and after an erasure. `reason` says to the recipient why the letter came.
    A `confidential` letter (it carries a link that signs in) loses its text once it has left or was given up.
    `due_at` is the earliest moment of the next try; `attempts` counts the tries begun. `about` is the path of the thing
    it concerns, where there is one: whoever administers the thing sees the letter in the log. `unsubscribe` is the
    address that stops letters of its sort, empty for those that cannot be stopped.
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
    about = models.CharField(max_length=LONGEST_THING, blank=True)
    unsubscribe = models.CharField(max_length=600, blank=True)
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
            models.Index(fields=["about", "-created_at"], name="message_newest_about"),
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

    @property
    def can_be_tried_again(self) -> bool:
        """Whether it was given up and its text is still there."""
        return self.given_up_at is not None and bool(self.text)


class Preference(models.Model):
    """What one person chose about letters; nothing is kept for those who never chose."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=Language.choices)

    def __str__(self) -> str:
        return f"{self.person}: {self.language}"


class Stop(models.Model):
    """Letters a person does not want: all of a `kind`, or with `thing` those about one thing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    thing = models.CharField(max_length=LONGEST_THING, blank=True)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "kind", "thing"], name="stop_once"),
            models.CheckConstraint(condition=Q(kind__in=CHOSEN), name="stop_of_what_can_be_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.thing}"


class Subscriber(models.Model):
    """Somebody who follows things: a person with an account, or a confirmed address without one.

    An address is here only while it follows something. The row is the door for writing its letters: whoever holds it
    is alone.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    began_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(address="") | Q(person__isnull=False, address=""),
                name="subscriber_person_or_address",
            ),
            models.UniqueConstraint(Lower("address"), condition=~Q(address=""), name="subscriber_address_once"),
        ]

    def __str__(self) -> str:
        return self.address or str(self.person)


class Follow(models.Model):
    """A subscriber gets the news of a thing and of everything below it.

    `told` is the cursor: the number of the last news looked at for this follow; `since` where it began. News numbered
    above `since` and not above `told` has been told, by this follow or by another of the same subscriber, so a wider
    and a narrower follow never tell the same twice. That is why a stopped one is kept while others are followed.
    `looked_at` is when it was last looked at, which says whether a day or a week has passed.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="follows")
    thing = models.CharField(max_length=LONGEST_THING)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    since = models.PositiveBigIntegerField()
    told = models.PositiveBigIntegerField()
    began_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["thing", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subscriber", "thing"], condition=Q(stopped_at=None), name="follow_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="follow_rhythm_known"),
            models.CheckConstraint(condition=Q(told__gte=F("since")), name="follow_told_from_its_beginning"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rhythm", "told"], condition=Q(stopped_at=None), name="follow_behind"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.thing}"

    def covers(self, news: "News") -> bool:
        """Whether the news is of the followed thing or of something below it."""
        return news.thing == self.thing or news.thing.startswith(f"{self.thing}/")

    def has_told(self, news: "News") -> bool:
        """Whether the news was told while this was followed."""
        return news.number is not None and self.since < news.number <= self.told and self.covers(news)


class News(models.Model):
    """Something that happened to a thing, written in the transaction in which it happened.

    `thing` is a path, so that who follows a thing above it gets the news too. `number` is its place in the order of
    telling, given by the worker: keys of rows do not do, since the transaction of a lower one may end later.
    `context` is what the sentence of the event needs, as plain data.
    """

    event = models.CharField(max_length=80)
    thing = models.CharField(max_length=LONGEST_THING)
    context = models.JSONField(default=dict)
    at = models.DateTimeField()
    number = models.PositiveBigIntegerField(null=True, unique=True)

    class Meta:
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return f"{self.thing}: {self.event}"


class DutyReminder(models.Model):
    """A step of a dated duty about which its holders were told: once for ever, whatever the clock does afterwards.

    `duty` is a path; `day` the date it had then, so that a moved date begins its own steps; `step` counts days from it.
    """

    duty = models.CharField(max_length=LONGEST_THING)
    day = models.DateField()
    step = models.SmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["duty", "day", "step"], name="duty_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.day} {self.step:+d}"
