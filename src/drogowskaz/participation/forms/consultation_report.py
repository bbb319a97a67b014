"""What is typed about the report of a consultation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """Why the report is published again."""

    reason = forms.CharField(
        label=_("Why the report is corrected"), help_text=_("It stands beside the version."), max_length=500
    )
