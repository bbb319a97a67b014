"""What people type on the page of an agreement, as clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.actions.agreement import ConditionText, ScopeText, Signer
from drogowskaz.participation.enums.agreement import ConditionKind, Opinion, ScopeLevel
from drogowskaz.ui.fields import WordsField


class ScopeForm(forms.Form):
    """What is proposed for a chapter; `text` gives it to the action."""

    level = forms.TypedChoiceField(
        label=_("How far organisations take part"),
        coerce=lambda typed: ScopeLevel(int(typed)),
        choices=ScopeLevel.choices,
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        label=_("Who does it"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("every organisation that joined"),
    )
    gives = WordsField(label=_("What organisations give"), max_length=500, required=False, rows=2)
    condition = WordsField(label=_("On what condition"), max_length=500, required=False, rows=2)
    basis = forms.CharField(
        label=_("Task in the programme of cooperation"),
        help_text=_(
            "Only for what is commissioned: which task of which programme. Nothing is commissioned without it."
        ),
        max_length=300,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, organisations: tuple[Organisation, ...] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]

    def text(self) -> ScopeText:
        """The clean values."""
        names = ("level", "organisation", "gives", "condition", "basis")
        return ScopeText(**{name: self.cleaned_data[name] for name in names})


class ConditionForm(forms.Form):
    """A new point of one of the three lists."""

    kind = forms.TypedChoiceField(coerce=ConditionKind, choices=ConditionKind.choices, widget=forms.HiddenInput)
    text = WordsField(label=_("Your point"), max_length=1000, rows=2)

    def point(self) -> ConditionText:
        """The clean values."""
        return ConditionText(self.cleaned_data["kind"], self.cleaned_data["text"])


class WordingForm(forms.Form):
    """Another wording of a side's own point."""

    text = WordsField(label=_("Wording"), max_length=1000, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """An act on a point as the reader saw it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class OpinionForm(SeenForm):
    """What a side says of a point; the action asks what it wants instead."""

    opinion = forms.TypedChoiceField(coerce=Opinion, choices=Opinion.choices)
    wants = WordsField(label=_("What you want instead"), max_length=1000, required=False, rows=2)


class DigestForm(forms.Form):
    """An act on the whole wording as the reader saw it."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SignForm(DigestForm):
    """How a side signs."""

    role = forms.CharField(
        label=_("Your function"), help_text=_("For example: chair of the board."), max_length=200, required=False
    )
    name = forms.CharField(label=_("Who signed on the paper"), max_length=200, required=False)
    divergence = forms.BooleanField(
        label=_("I sign although some points stay disputed; they are printed as disputed."), required=False
    )

    def signer(self) -> Signer:
        """The clean values."""
        return Signer(**{name: self.cleaned_data[name] for name in ("role", "name", "divergence")})


class ReasonForm(forms.Form):
    """A reason; the action says when it may not be empty."""

    reason = WordsField(label=_("Reason"), max_length=500, required=False, rows=2)
