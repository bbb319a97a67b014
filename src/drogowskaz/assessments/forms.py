"""What people write on the pages of the crosswalk, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.enums import Ruling
from drogowskaz.engine.crosswalk.entries import RELATIONS, Relation
from drogowskaz.ui.fields import WordsField


class ProposalForm(forms.Form):
    """A proposed entry. What it means is asked by the action, which knows the other entries."""

    relation = forms.TypedChoiceField(
        label=_("What happened"), coerce=Relation, choices=[(one.value, _(RELATIONS[one])) for one in Relation]
    )
    old = forms.CharField(
        label=_("Keys before"),
        help_text=_("Several where rows were joined, with spaces between; none for a new row."),
        max_length=1000,
        required=False,
    )
    new = forms.CharField(
        label=_("Keys from that year on"),
        help_text=_("Several where a row was divided, with spaces between; none for a removed row."),
        max_length=1000,
        required=False,
    )
    year = forms.IntegerField(label=_("First assessed year"), min_value=2000, max_value=2100)
    breaks = forms.BooleanField(label=_("The numbers before and after cannot be compared"), required=False)
    reason = WordsField(label=_("Why, and where it is known from"), rows=3, max_length=2000)


class TextForm(forms.Form):
    """The text of a chapter with the version the person began from. An empty text takes the text back."""

    text = forms.CharField(required=False, strip=False)
    seen = forms.IntegerField(min_value=0)


class DateForm(forms.Form):
    """A day for one date of the calendar, with the reason or a note. `key` is one of the dates offered."""

    key = forms.ChoiceField(label=_("Which date"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Reason or note"), max_length=500, required=False)

    def __init__(self, *args: Any, dates: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = list(dates)  # type: ignore[attr-defined]


class MigrationForm(forms.Form):
    """The day on which the official form was opened, and the list the person has looked at."""

    opened_on = forms.DateField(
        label=_("Day on which the official form was opened"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    stamp = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ExplanationForm(forms.Form):
    """Why a finding is as it is; an empty text takes the explanation back."""

    text = WordsField(label=_("Explanation"), rows=4, max_length=2000, required=False)


class RemarkForm(forms.Form):
    """A note to a cell, or a question when it asks; the assignee is the key of a person, or nobody."""

    text = WordsField(label=_("What you want to say"), rows=3, max_length=2000)
    asks = forms.BooleanField(label=_("This is a question"), required=False)
    assignee = forms.IntegerField(required=False)


class ReplyForm(forms.Form):
    """What somebody says under a remark."""

    remark = forms.IntegerField()
    text = forms.CharField(max_length=2000)


class OfferForm(forms.Form):
    """A value that somebody would put into a cell."""

    value = forms.CharField(label=_("Value"), max_length=2000)
    supplier = forms.CharField(label=_("Who supplies it"), max_length=200)
    origin = forms.CharField(label=_("Where it is known from"), max_length=500, required=False)


class ChoiceForm(forms.Form):
    """One of the things on the page, with the version of the cell that the person sees."""

    chosen = forms.IntegerField()
    seen = forms.IntegerField(min_value=0, required=False)


class SettleForm(forms.Form):
    """What is to stand in a cell among the values offered to it: the offers that are taken, a figure of one's own,
    why, and what the person has seen. What fits together is asked by the action."""

    ruling = forms.TypedChoiceField(label=_("What is to stand in the form"), coerce=Ruling, choices=Ruling.choices)
    taken = forms.TypedMultipleChoiceField(coerce=int, required=False)
    figure = forms.CharField(label=_("Another figure"), max_length=2000, required=False)
    reason = forms.CharField(label=_("Why"), max_length=1000, required=False)
    basis = forms.CharField(label=_("Letter or minutes it stands on"), max_length=300, required=False)
    seen = forms.IntegerField(min_value=0)
    decided = forms.IntegerField(min_value=0)
    newest = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, offers: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken"].choices = [(key, key) for key in offers]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """The name of the state of the form that the person has looked at; see `stamp_of`."""

    stamp = forms.CharField(max_length=100, widget=forms.HiddenInput)


class NotedSignatureForm(SignForm):
    """A signature given on paper: on which day, and the paper it stands on."""

    day = forms.DateField(label=_("Day"))
    reason = forms.CharField(label=_("The paper with the signature"), max_length=1000, required=False)


class ReasonForm(forms.Form):
    """Why something goes a way back. An empty one is refused by the action, with its sentence."""

    reason = forms.CharField(max_length=1000, required=False)


class OutsideForm(forms.Form):
    """What the regional centre decided elsewhere: on which day, and what it said."""

    day = forms.DateField(label=_("Day"))
    reason = forms.CharField(label=_("Reason or note"), max_length=1000, required=False)


class AnswerForm(forms.Form):
    """Why a cell that was returned stays as it is; an empty answer takes the answer back."""

    objection = forms.IntegerField()
    answer = forms.CharField(label=_("Why it stays as it is"), max_length=1000, required=False)


class ObjectionForm(forms.Form):
    """What the regional centre asks about a cell."""

    text = forms.CharField(label=_("What you ask about this cell"), max_length=1000, required=False)


class DecisionForm(forms.Form):
    """A decision on the version that the person has looked at; a return has its reason."""

    seen = forms.IntegerField(min_value=0)
    reason = forms.CharField(label=_("Reason of the return"), max_length=1000, required=False)


class DropForm(forms.Form):
    """An objection that is not to be sent."""

    objection = forms.IntegerField()
