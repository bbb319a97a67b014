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


OFFICIAL = {
    Kind.VOIVODESHIP: "województwo",
    Kind.POWIAT: "powiat",
    Kind.CITY: "miasto na prawach powiatu",
    Kind.GMINA_URBAN: "gmina miejska",
    Kind.GMINA_RURAL: "gmina wiejska",
    Kind.GMINA_MIXED: "gmina miejsko-wiejska",
    Kind.TOWN: "miasto",
    Kind.RURAL_PART: "obszar wiejski",
    Kind.DISTRICT: "dzielnica",
    Kind.DELEGATURA: "delegatura",
}
"""The kinds in the words of the register itself, which are Polish in every language of the interface."""

FULL_NAMES = {
    Kind.VOIVODESHIP: _("{name} voivodeship"),
    Kind.POWIAT: _("powiat {name}"),
    Kind.CITY: _("city of {name}"),
    Kind.GMINA_URBAN: _("gmina {name}"),
    Kind.GMINA_RURAL: _("gmina {name}"),
    Kind.GMINA_MIXED: _("gmina {name}"),
    Kind.TOWN: _("town of {name}"),
    Kind.RURAL_PART: _("rural part of {name}"),
    Kind.DISTRICT: _("district of {name}"),
    Kind.DELEGATURA: _("branch district {name}"),
}


class Tier(models.TextChoices):
    """How high a unit stands, for counting and ordering; a city with powiat rights stands with the powiats."""

    VOIVODESHIP = "voivodeship", _("voivodeships")
    POWIAT = "powiat", _("powiats and cities")
    GMINA = "gmina", _("gminas")
    PART = "part", _("parts of gminas and districts")

    @classmethod
    def of(cls, kind: str) -> "Tier":
        """The tier of a kind."""
        if kind == Kind.VOIVODESHIP:
            return cls.VOIVODESHIP
        if kind in POWIATS:
            return cls.POWIAT
        return cls.GMINA if kind in GMINAS else cls.PART


class Content(models.TextChoices):
    """What a file about the territory holds."""

    REGISTER = "register", _("register of units")
    CHANGES = "changes", _("list of changes")
    BOUNDARIES = "boundaries", _("boundaries")


class Outcome(models.TextChoices):
    """What an import did with a unit."""

    CREATED = "created", _("New: {units}.")
    RENAMED = "renamed", _("With a changed name: {units}.")
    KIND = "kind", _("With a changed kind: {units}.")
    CLOSED = "closed", _("Closed, because the register no longer has them: {units}.")
    FORMER = "former", _("Former units added: {units}.")
    FOLLOWED = "followed", _("Joined to what they were before: {units}.")
    OUTLINED = "outlined", _("With a new outline: {units}.")
    UNCHANGED = "unchanged", _("Unchanged: {units}.")
