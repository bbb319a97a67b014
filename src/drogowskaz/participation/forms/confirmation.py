"""What is asked of an institution and what it answers, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.organisations.models import Organisation
from drogowskaz.ui.fields import WordsField


class AskingForm(forms.Form):
    """A question to an institution about what a paper says."""

    institution = forms.TypedChoiceField(label=_("Institution"), coerce=int, empty_value=None, required=False)
    email = forms.EmailField(
        label=_("Its e-mail address"),
        help_text=_("The official address of the office is best; whoever opens the letter can answer."),
        max_length=254,
    )
    subject = forms.CharField(label=_("What it is about"), max_length=200)
    sentences = WordsField(
        label=_("What it shall confirm"),
        help_text=_("A sentence in each line, exactly as you wrote it down in its name."),
        rows=5,
        max_length=5000,
    )

    def __init__(self, *arguments: Any, institutions: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = [("", _("not in the register")), *((one.pk, one.name) for one in institutions)]
        self.fields["institution"].choices = known  # type: ignore[attr-defined]

    def clean_sentences(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["sentences"].splitlines() if line.strip()]


class AnswerForm(forms.Form):
    """The answer of an institution. Whether a note is needed, the answer decides."""

    note = WordsField(
        label=_("In your words"),
        help_text=_("Needed when it is not so: write what is different. Otherwise you can leave it empty."),
        rows=4,
        max_length=2000,
        required=False,
    )
    said_by = forms.CharField(
        label=_("Who answers"),
        help_text=_("Your name or your post, as you sign letters. We ask for nothing else."),
        max_length=200,
        required=False,
    )
