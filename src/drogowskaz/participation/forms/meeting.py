"""What the team writes about a meeting, as clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.participation.actions.meeting import MeetingDescription
from drogowskaz.participation.enums.meeting import Provided
from drogowskaz.ui.fields import WordsField

FIELDS = tuple(MeetingDescription.__dataclass_fields__)


def _provided(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=Provided, choices=Provided.choices, initial=Provided.UNKNOWN)


class MeetingForm(forms.Form):
    """The description of a meeting with its agenda, and the version the person began from."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = WordsField(
        label=_("What it is for"),
        help_text=_("Two or three sentences: what shall be agreed, and what can still change."),
        rows=4,
        max_length=4000,
        required=False,
    )
    agenda = WordsField(
        label=_("Agenda"),
        help_text=_("One point on a line."),
        rows=6,
        max_length=20_000,
        required=False,
    )
    host = forms.CharField(
        label=_("Whom to ask"), help_text=_("The person who answers questions."), max_length=200, required=False
    )
    contact = forms.CharField(label=_("Phone or address"), max_length=300, required=False)
    step_free = _provided(_("Step-free access"))
    induction_loop = _provided(_("Induction loop"))
    sign_language = _provided(_("Polish sign language (PJM)"))
    access_note = forms.CharField(
        label=_("What else makes it easier to take part"),
        help_text=_("For example: a bus stop in front of the door, large print, somebody to help."),
        max_length=500,
        required=False,
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def described(self) -> MeetingDescription:
        """The description, without the agenda."""
        return MeetingDescription(**{name: self.cleaned_data[name] for name in FIELDS})

    def points(self) -> list[str]:
        """The points of the agenda, line by line."""
        return [line.strip() for line in self.cleaned_data["agenda"].splitlines() if line.strip()]


class CancelForm(forms.Form):
    """Why something ends or is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
