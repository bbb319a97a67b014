"""Who did what to which thing. Rows are only ever added, and sealed in batches so that a change shows."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Pseudonym(models.Model):
    """The lasting mark of a person in the log. The mark stays when the person is erased; the link to them goes."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    mark = models.UUIDField(unique=True, default=uuid.uuid4)

    def __str__(self) -> str:
        return self.mark.hex


class Seal(models.Model):
    """A batch of entries closed for good: `digest` is the SHA-256 over them and over the seal before.

    Whoever changes, removes or slips in an entry afterwards breaks its seal and every later one.
    """

    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["digest"], name="seal_digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.digest[:12]}"


class Entry(models.Model):
    """One act. `actor` is empty when an operator acted at the command line; `mark` is the actor's pseudonym.

    `thing` is `area.Model` and `thing_id` its key; there is no foreign key, so an entry outlives its thing. Actor and
    name are not under the seal, so that erasing a person breaks nothing.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=200)
    mark = models.CharField(max_length=32, blank=True)
    verb = models.CharField(max_length=100)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    seal = models.ForeignKey(Seal, null=True, on_delete=models.PROTECT, related_name="sealed")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["thing", "thing_id"], name="audit_thing")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.verb} {self.thing} {self.thing_id}"
