"""Allauth's forms for passkeys, which break on an answer that is no answer at all; ours refuse it."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

NONSENSE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What the library raises when parts of an answer are missing or of another kind."""


class _Answer:
    """Refuses nonsense with the sentence for a wrong code."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None


class Authenticate(_Answer, forms.AuthenticateWebAuthnForm):
    pass


class Login(_Answer, forms.LoginWebAuthnForm):
    pass


class Reauthenticate(_Answer, forms.ReauthenticateWebAuthnForm):
    pass


class Add(forms.AddWebAuthnForm):
    def clean(self) -> Any:
        try:
            return super().clean()
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None
