"""Allauth speaks and writes letters through us."""

from typing import Any, ClassVar
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.notifications.actions import post
from drogowskaz.organisations.accounts.people import is_taken
from drogowskaz.organisations.accounts.sentences import CHANGES, FACTORS, MESSAGES, REFUSALS, WAYS
from drogowskaz.organisations.models import User

LETTERS = {
    "account/email/password_reset_key": ("organisations.password_reset", "password_reset_url"),
    "account/email/email_confirmation": ("organisations.address_confirmation", "activate_url"),
}
"""Allauth's letters that carry a link: our event, and where allauth keeps the link."""


class Accounts(DefaultAccountAdapter):
    """Accounts are made by invitations alone; letters go through the outbox; sentences are ours."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **REFUSALS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home:tasks")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("home:front")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("accounts:account" if self.request.user.is_authenticated else "account_login")

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Not when an account was made for the address after it was asked for."""
        if is_taken(email_address.email, person=email_address.user):
            taken = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, taken, {"email": email_address.email})
            return False
        confirmed: bool = super().confirm_email(request, email_address)
        return confirmed

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template in MESSAGES:
            message = str(MESSAGES[message_template]).format(**(message_context or {}))
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter into the outbox, to the account's owner where the address is the owner's."""
        if template_prefix in CHANGES:
            event, details = "organisations.account_changed", {"prefix": template_prefix, "details": context}
        else:
            event, place = LETTERS[template_prefix]
            details = {"link": context[place], "name": context["user"].name}
        owner = User.objects.filter(email__iexact=email).first()
        with transaction.atomic():
            post(
                event=event,
                thing=str(uuid4()),
                recipient=owner,
                address=email,
                language=get_language(),
                context={**details, "host": self.request.get_host()},
                confidential="link" in details,
                at=timezone.now(),
            )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [{**way, "description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]


class Factors(DefaultMFAAdapter):
    """The second step of signing in."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, **FACTORS}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Passkey")

    def _get_site_name(self) -> str:
        return "Drogowskaz"
