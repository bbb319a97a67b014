"""What people type about a paper, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.engine.files.scan import TYPES
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.ui.fields import DayField, WordsField


class PaperForm(forms.Form):
    """A paper to be registered, with its scan or without. What the scan is, the action says."""

    kind = forms.TypedChoiceField(label=_("What it is"), coerce=PaperKind, choices=PaperKind.choices)
    title = forms.CharField(
        label=_("What it is about"),
        help_text=_("For example: answer of the centre to the annexe of the circle."),
        max_length=200,
    )
    day = DayField(label=_("Day on the paper"))
    sender = forms.CharField(
        label=_("From whom, or to whom"), help_text=_("As it stands on the paper."), max_length=200, required=False
    )
    organisation = forms.TypedChoiceField(
        label=_("The same in the register of organisations"), coerce=int, empty_value=None, required=False
    )
    reference = forms.CharField(label=_("Case sign"), max_length=100, required=False)
    note = WordsField(
        label=_("In a few words"),
        help_text=_("What somebody who does not open the scan should know. Leave out what is private."),
        rows=3,
        max_length=2000,
        required=False,
    )
    scan = forms.FileField(
        label=_("Scan or photo"),
        help_text=_("PDF, JPEG or PNG, up to 10 MB. On a phone you can take the photo right here. Not required."),
        widget=forms.FileInput(attrs={"accept": ",".join(kind.media for kind in TYPES)}),
        allow_empty_file=True,
        required=False,
    )

    def __init__(self, *arguments: Any, organisations: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = [("", _("none of them")), *((one.pk, one.name) for one in organisations)]
        self.fields["organisation"].choices = known  # type: ignore[attr-defined]


class CrossingOutForm(forms.Form):
    """Why a paper is crossed out."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("It stays beside the paper and in the log."), max_length=500
    )
