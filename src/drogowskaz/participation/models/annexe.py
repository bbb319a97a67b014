"""The annexe of an organisation: who was asked, what it answered, and where every answer stands."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import Shown
from drogowskaz.assessments.models import Cycle, Offer
from drogowskaz.organisations.models import Invitation, Mandate, Organisation
from drogowskaz.participation.enums.annexe import AnnexeState, Asked, FilledIn, ItemState
from drogowskaz.participation.models.paper import Paper


class AnnexeInvitation(models.Model):
    """An organisation of the register was asked to supply data to a cycle: by e-mail, or on paper when `email` is
    empty. `answer` is only what it said itself; that it began to fill in is seen by its annexe.

    The link of the letter holds a token of which only `token_digest` is kept; the same token accepts `offered`, the
    invitation to act for the organisation, where the letter carries one. `code` stands on the printed form, `contact`
    is whom to ask, as the letter says it.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="annexe_invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    code = models.CharField(max_length=12, unique=True)
    contact = models.CharField(max_length=300, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    offered = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Asked, default=Asked.WAITING)
    answered_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "organisation"], name="annexe_invitation_once"),
            models.CheckConstraint(condition=Q(answer__in=Asked.values), name="annexe_invitation_answer_known"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="annexe_invitation_of_one_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.cycle}"


class Annexe(models.Model):
    """What one organisation supplies to one cycle. `definition` is the version of the questions.

    `code` stands on the paper form, so that what comes back is known. `mandate` is the one it was handed in under;
    without one it was filled in by somebody who helps, on the organisation's `consent` (its words, and the `paper`
    they stand on). `shown` is how far its answers may be made public.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="annexes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    definition = models.CharField(max_length=60)
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=10, choices=AnnexeState, default=AnnexeState.DRAFT)
    filled_in = models.CharField(max_length=10, choices=FilledIn, default=FilledIn.ITSELF)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.UNIT)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=500, blank=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    consent_withdrawn_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "organisation"], name="annexe_once_in_a_cycle"),
            models.CheckConstraint(condition=Q(state__in=AnnexeState.values), name="annexe_state_known"),
            models.CheckConstraint(condition=Q(filled_in__in=FilledIn.values), name="annexe_filled_in_known"),
            models.CheckConstraint(
                condition=Q(filled_in=FilledIn.ITSELF) | ~Q(consent=""), name="annexe_of_another_hand_has_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.cycle}"


class AnnexeItem(models.Model):
    """One answer: `field` is the question's key, `place` which service, need or recommendation it is of, from 0.

    `text` is the answer as `engine.annexes` reads it. `version` grows with every save. Where the answer helps to fill
    cells, its `aims` are the numbers offered to the form when it was handed in; what became of them stands there.
    `basis` names the letter or minutes a decision rests on that was written down for the office.
    """

    annexe = models.ForeignKey(Annexe, on_delete=models.CASCADE, related_name="items")
    field = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.DRAFT)
    reason = models.CharField(max_length=1000, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["annexe", "field", "place"], name="annexe_item_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="annexe_item_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[ItemState.RETURNED, ItemState.NOT_TAKEN]) | ~Q(reason=""),
                name="annexe_item_refused_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.place}"


class Aim(models.Model):
    """A number of an answer, offered to one cell of the form. An answer that is corrected is offered anew, and its
    earlier offers stay as they were decided."""

    item = models.ForeignKey(AnnexeItem, on_delete=models.CASCADE, related_name="aims")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.item} – {self.offer}"


class ItemStep(models.Model):
    """Something that happened to an answer: what it said then, what was decided and why. Rows are only added."""

    item = models.ForeignKey(AnnexeItem, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=ItemState)
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_step_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"
