"""Who did what to which thing. Rows are only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act. `actor` is empty when an operator acted at the command line; `actor_name` stays after an erasure.

    `thing` is `area.Model` and `thing_id` its key; there is no foreign key, so an entry outlives its thing.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=100)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["thing", "thing_id"], name="audit_thing")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.verb} {self.thing} {self.thing_id}"
