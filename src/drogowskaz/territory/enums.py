"""Kinds of unit in the national register of territory (TERC), by GUS's names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The seventh digit of the code tells kinds 1–9 apart; powiats and voivodeships have shorter codes."""

    VOIVODESHIP = "voivodeship", _("voivodeship")
    POWIAT = "powiat", _("powiat")
    CITY = "city", _("city with powiat rights")
    GMINA_URBAN = "gmina_urban", _("urban gmina")
    GMINA_RURAL = "gmina_rural", _("rural gmina")
    GMINA_MIXED = "gmina_mixed", _("urban-rural gmina")
    TOWN = "town", _("town in an urban-rural gmina")
    RURAL_PART = "rural_part", _("rural part of an urban-rural gmina")
    DISTRICT = "district", _("district of Warsaw")
    DELEGATURA = "delegatura", _("branch district of a city")


GMINAS = (Kind.GMINA_URBAN, Kind.GMINA_RURAL, Kind.GMINA_MIXED)
POWIATS = (Kind.POWIAT, Kind.CITY)
ASSESSED = (Kind.VOIVODESHIP, *POWIATS, *GMINAS)
"""Kinds that make an assessment. The gmina inside a city with powiat rights is the city itself."""


class Change(models.TextChoices):
    """What happened between a unit and its successor. The first three keep the series of the unit."""

    KIND = "kind", _("changed its kind")
    RENAMED = "renamed", _("changed its name")
    RECODED = "recoded", _("changed its code")
    SPLIT = "split", _("a new unit was split off")
    MERGED = "merged", _("joined another unit")


CONTINUOUS = (Change.KIND, Change.RENAMED, Change.RECODED)
