"""What somebody types when registering for a meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.participation.actions.registration import LONGEST_NEEDS, Guest
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.ui.fields import WordsField


class RegistrationForm(forms.Form):
    """A place in a slot. `website` is a trap: people do not see it, programs fill it in."""

    name = forms.CharField(
        label=_("Name or pseudonym"),
        help_text=_("Only those who run the meeting see it."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    presence = forms.TypedChoiceField(label=_("How you take part"), coerce=Presence, widget=forms.RadioSelect)
    organisation = forms.CharField(
        label=_("Organisation or institution (not required)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisations"}),
    )
    needs = WordsField(
        label=_("What do you need to take part with ease? (not required)"),
        help_text=_("For example: an interpreter of sign language, a place near the door, large print."),
        rows=3,
        max_length=LONGEST_NEEDS,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address (not required)"),
        help_text=_("For a confirmation, and for a letter when something changes. Without it you get a page to keep."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *arguments: Any, presences: Iterable[Presence], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = [(one.value, one.label) for one in presences]
        self.fields["presence"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["presence"].widget = forms.HiddenInput()
            self.fields["presence"].initial = offered[0][0]

    @property
    def shown(self) -> list[Any]:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people do not see."""
        return bool(self.data.get("website"))

    def guest(self) -> Guest:
        """Who registers, as the action takes it."""
        names = ("name", "presence", "email", "organisation", "needs")
        return Guest(**{name: self.cleaned_data[name] for name in names})
