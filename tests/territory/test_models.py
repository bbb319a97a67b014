"""The keys and names a unit carries, and what the database itself refuses."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from territory.files import DAY, EARLIER

from drogowskaz.territory.enums import Change, Kind
from drogowskaz.territory.models import Succession, Unit

LETTERS = " 0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
"""The Polish alphabet, as the oracle knows it: by position, with the space before everything."""
NAMES = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=30)


def unit(code: str = "0611042", name: str = "Krzywda", kind: Kind = Kind.GMINA_RURAL, **more: Any) -> Unit:
    return Unit.of(code=code, name=name, kind=kind, parent=None, **more)


@given(NAMES, NAMES)
def test_sort_keys_compare_like_names_in_the_polish_alphabet(one: str, other: str) -> None:
    places = [[LETTERS.index(letter) for letter in name.lower()] for name in (one, other)]
    keys = [unit(name=name).sort_key for name in (one, other)]
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (places[0] < places[1], places[0] == places[1])


@given(st.text(min_size=1, max_size=100))
def test_keys_are_plain_text_that_fits_its_column_whatever_the_name(name: str) -> None:
    made = unit(name=name, kind=Kind.GMINA_MIXED)
    assert made.sort_key.isascii()
    assert len(made.sort_key) <= 200
    assert made.search_key.isascii()


@pytest.mark.parametrize(
    ("code", "name", "kind", "key", "full"),
    [
        ("06", "lubelskie", Kind.VOIVODESHIP, "lubelskie / wojewodztwo 06", "lubelskie voivodeship"),
        ("0611", "łukowski", Kind.POWIAT, "lukowski / powiat 0611", "powiat łukowski"),
        ("1061", "Łódź", Kind.CITY, "lodz / miasto na prawach powiatu gmina 1061", "city of Łódź"),
        ("0611042", "Krzywda", Kind.GMINA_RURAL, "krzywda / gmina wiejska 0611042", "gmina Krzywda"),
        ("0611011", "Łuków", Kind.GMINA_URBAN, "lukow / gmina miejska 0611011", "gmina Łuków"),
        (
            "0605053",
            "Janów Lubelski",
            Kind.GMINA_MIXED,
            "janow lubelski / gmina miejsko wiejska 0605053",
            "gmina Janów Lubelski",
        ),
        ("0605054", "Janów Lubelski", Kind.TOWN, "janow lubelski / miasto 0605054", "town of Janów Lubelski"),
        ("0605055", "Janów", Kind.RURAL_PART, "janow / obszar wiejski 0605055", "rural part of Janów"),
        ("1465028", "Bemowo", Kind.DISTRICT, "bemowo / dzielnica 1465028", "district of Bemowo"),
        (
            "3064039",
            "Poznań-Jeżyce",
            Kind.DELEGATURA,
            "poznan jezyce / delegatura 3064039",
            "branch district Poznań-Jeżyce",
        ),
    ],
)
def test_a_unit_carries_its_words_without_diacritics_and_its_full_name(
    code: str, name: str, kind: Kind, key: str, full: str
) -> None:
    made = unit(code, name, kind)
    assert made.search_key == key
    with translation.override("en"):
        assert made.full_name == full


@pytest.mark.django_db
@pytest.mark.parametrize(
    "second",
    [
        {},
        {"valid_from": DAY, "valid_to": EARLIER},
        {"code": "0611052", "kind": Kind.GMINA_RURAL, "valid_to": DAY, "name": "twice"},
    ],
    ids=["stands twice", "ends before it begins", "ends twice on one day"],
)
def test_the_database_refuses_a_row_that_cannot_be(second: dict[str, Any]) -> None:
    unit().save()
    unit(code="0611052", valid_to=DAY).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        unit(**second).save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "itself"), [(DAY, False), (dt.date(2027, 1, 1), False), (None, True)], ids=["same", "later", "itself"]
)
def test_the_database_refuses_a_change_that_cannot_be(after: dt.date | None, itself: bool) -> None:
    old, new = unit(valid_to=DAY), unit(code="0611043", kind=Kind.GMINA_MIXED)
    old.save()
    new.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(old=old, new=old if itself else new, change=Change.KIND, after=after, by=DAY)
