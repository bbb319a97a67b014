"""Values that are offered to a cell of an open form, and what was decided about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import CellState, Channel, Method, OfferFate, Ruling, Shown
from drogowskaz.assessments.models.assessment import Assessment
from drogowskaz.organisations.models import Organisation


class Decision(models.Model):
    """What was decided about the values offered to a cell. Rows are only added; the newest of a cell counts.

    `version` is the version of the cell that the decision wrote; None when nothing was written. `taken` are the offers
    whose values that was, whatever became of them later. `reason` says why not what was offered, `basis` names a letter
    or minutes when the decision was written down for the office, `label` is a marked sentence kept with it, such as
    that one person did both sides.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="decisions")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    ruling = models.CharField(max_length=10, choices=Ruling)
    state = models.PositiveSmallIntegerField(choices=CellState, default=CellState.EMPTY)
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(null=True)
    taken: models.ManyToManyField["Offer", models.Model] = models.ManyToManyField("Offer", related_name="+")
    reason = models.CharField(max_length=1000, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ruling__in=Ruling.values), name="decision_ruling_known"),
            models.CheckConstraint(
                condition=~Q(ruling__in=[Ruling.PART, Ruling.OTHER, Ruling.NONE]) | ~Q(reason=""),
                name="decision_against_an_offer_has_a_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["assessment", "row", "offset"])]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d}: {self.ruling}"


class Offer(models.Model):
    """A value somebody would put into a cell beside the one that stands there: who supplies it, how it came about and
    where it is known from. What became of it stays with it, so that provenance can tell everyone who supplied.

    `organisation` is the supplier where it is in the register; `shown` how far the offer may be told to everyone.
    `counted` says what was counted (persons, visits …) and `double` what may be counted twice. `decision` is the newest
    one that spoke of it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="offers")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    state = models.PositiveSmallIntegerField(choices=CellState)
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    supplier = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.FULL)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ONLINE)
    method = models.CharField(max_length=10, choices=Method, blank=True)
    counted = models.CharField(max_length=100, blank=True)
    double = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=500, blank=True)
    fate = models.CharField(max_length=10, choices=OfferFate, default=OfferFate.WAITING)
    reason = models.CharField(max_length=1000, blank=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="offers")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(fate__in=OfferFate.values), name="offer_fate_known"),
            models.CheckConstraint(
                condition=~Q(fate__in=[OfferFate.CONSIDERED, OfferFate.NOT_USED]) | ~Q(reason=""),
                name="offer_refused_with_a_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["assessment", "row", "offset"])]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d}: {self.supplier}"
