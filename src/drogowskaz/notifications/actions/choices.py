"""What a person chooses about letters: their language, and the kinds and duties that are not wanted."""

import datetime as dt
from typing import Any, Protocol

from django.contrib.auth import get_user_model

from drogowskaz.notifications.enums import Kind, Language
from drogowskaz.notifications.models import Preference, Stop


class Person(Protocol):
    """The person who chooses."""

    pk: Any


def choose_language(*, person: Person, language: str) -> None:
    """Keep in which language a person wants letters."""
    Preference.objects.update_or_create(person_id=person.pk, defaults={"language": Language(language).value})


def stop_letters(*, person_id: int, kind: Kind, thing: str, at: dt.datetime) -> bool:
    """Send the person no more letters of a kind, or with `thing` none about that thing. False when it was so
    already, or when the person is here no more."""
    if not get_user_model()._default_manager.filter(pk=person_id).exists():
        return False
    _kept, made = Stop.objects.get_or_create(person_id=person_id, kind=kind, thing=thing, defaults={"stopped_at": at})
    return made


def take_letters_again(*, person: Person, kind: Kind, thing: str = "") -> None:
    """Send the person these letters again from now on; what was not sent meanwhile is not made up for."""
    Stop.objects.filter(person_id=person.pk, kind=kind, thing=thing).delete()
