"""Forms of accounts that allauth does not have, or has otherwise."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm
from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.notifications.enums import Language
from drogowskaz.organisations.accounts.people import is_taken


class LinkForm(forms.Form):
    """The address a link for signing in is asked for."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    )


class PersonForm(forms.Form):
    """The name others see and the language of letters."""

    name = forms.CharField(
        label=_("Name and surname"),
        help_text=_("Others see it beside what you write."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=Language.choices)


class AddressForm(AddEmailForm):
    """The new address of an account. Only people with an account see the form, so it may say that another has it."""

    def clean_email(self) -> str:
        address: str = super().clean_email()
        if is_taken(address, person=self.user):
            raise get_adapter().validation_error("email_taken")
        return address
