"""What is typed about the opinion of a public-benefit council, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.participation.actions.opinion import LONGEST_NAME, LONGEST_TEXT, OpinionText
from drogowskaz.participation.enums.consultation import OpinionKind
from drogowskaz.ui.fields import DayField, WordsField


class HandingForm(forms.Form):
    """Which council got the draft, and when."""

    council = forms.CharField(
        label=_("Council"),
        help_text=_("For example: public-benefit council of the gmina, or of the powiat."),
        max_length=LONGEST_NAME,
    )
    delivered_on = DayField(label=_("Day on which it got the draft"))


class OpinionForm(forms.Form):
    """What the council said. `papers` are those it can stand on; members of the council need none."""

    kind = forms.TypedChoiceField(label=_("What the council said"), coerce=OpinionKind, choices=OpinionKind.choices)
    received_on = DayField(label=_("Day on which the opinion came"))
    text = WordsField(
        label=_("The opinion"),
        help_text=_("Everybody reads it. Leave out names of people and what is private."),
        rows=5,
        max_length=LONGEST_TEXT,
        required=False,
    )
    paper = forms.TypedChoiceField(label=_("Paper it came in"), coerce=int, empty_value=None, required=False)

    def __init__(self, *arguments: Any, papers: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["paper"].choices = [("", _("none")), *papers]  # type: ignore[attr-defined]

    def said(self) -> OpinionText:
        """The opinion as the action takes it."""
        return OpinionText(**{name: self.cleaned_data[name] for name in ("kind", "received_on", "text")})


class TakingBackForm(forms.Form):
    """Why an opinion is taken back."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("The log keeps it beside what was written."), max_length=500
    )
