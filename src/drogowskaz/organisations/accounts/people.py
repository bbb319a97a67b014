"""What a person changes in their own account."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.notifications.actions import choose_language
from drogowskaz.organisations.models import User


def change_person(*, person: User, name: str, language: str, at: dt.datetime) -> None:
    """Keep the name others see and the language of letters; the log keeps the earlier name."""
    with transaction.atomic():
        earlier = User.objects.select_for_update().values_list("name", flat=True).get(pk=person.pk)
        User.objects.filter(pk=person.pk).update(name=name)
        choose_language(person=person, language=language)
        if earlier != name:
            record(actor=person, verb="changed the name", thing=person, at=at, earlier=earlier, name=name)
    person.name = name


def trust_address(*, person: User) -> None:
    """Tell allauth that the account's address is proven: accounts come only by invitations sent to it."""
    EmailAddress.objects.filter(user=person, verified=True).exclude(email__iexact=person.email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email__iexact=person.email, defaults={"email": person.email, "verified": True, "primary": True}
    )


def is_taken(address: str, *, person: User) -> bool:
    """Whether another account signs in with this address."""
    return User.objects.filter(email__iexact=address).exclude(pk=person.pk).exists()
