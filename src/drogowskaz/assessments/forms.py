"""What people write on the pages of the crosswalk, as clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.engine.crosswalk.entries import RELATIONS, Relation


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
    reason = forms.CharField(
        label=_("Why, and where it is known from"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
