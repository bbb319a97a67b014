"""Everything that belongs to one unit, found by following the relations of the models, so that nothing is forgotten."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.apps import apps
from django.core import serializers
from django.db import models
from django.db.models import Q, QuerySet

from drogowskaz.assessments.models import Assessment, Package, Source
from drogowskaz.assessments.queries import sheet_of
from drogowskaz.assessments.queries.packages import content_of
from drogowskaz.audit.models import Entry
from drogowskaz.documents.spreadsheets.long_csv import long_csv
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.models import User
from drogowskaz.participation.models import Paper
from drogowskaz.participation.queries.paper import scan_file
from drogowskaz.territory.models import Unit

OURS = "drogowskaz."
ELSEWHERE = ("territory", "audit", "notifications")
"""Areas whose rows do not belong to a unit: the register is everybody's, the log is exported by its things, and
letters belong to those who got them."""
SECRETS = {"token_digest"}
"""Fields that open something; whoever reads the file must not be able to use them."""
README = _(
    "Everything about {unit} kept in this installation of Drogowskaz, as of {at}. In `oceny/` each assessment is a "
    "table that `drogowskaz check` reads back. In `podpisane/` are the signed versions, which `drogowskaz verify "
    "packages` looks at. In `pisma/` are the scans of papers by year and number; they hold names of people, so keep "
    "them to yourselves. In `dane/` every row of every kind is JSON with its own number; people are told by the names "
    "in `osoby.json`. `dziennik.json` is the log of acts."
)

Found = dict[type[models.Model], QuerySet[models.Model]]


def belonging(units: Iterable[Unit]) -> Found:
    """The rows of each model that belong to these units, directly or through others; models without any are left out.

    A row belongs when any of its relations leads to something that belongs. People are not followed.
    """
    found: Found = {Unit: Unit.objects.filter(pk__in=[unit.pk for unit in units])}
    for model in _in_order():
        leads = Q()
        for field in model._meta.local_fields:
            target = field.related_model
            if isinstance(target, type) and target in found:
                leads |= Q(**{f"{field.name}__in": found[target].values("pk")})
        if leads:
            found[model] = model._default_manager.filter(leads).order_by("pk")
    del found[Unit]
    return found


def _in_order() -> list[type[models.Model]]:
    """Our models, each after those it points at; where they point at each other, after those it cannot be without."""
    every = [model for model in apps.get_models() if model.__module__.startswith(OURS) and model is not User]
    waiting = [model for model in every if model._meta.app_label not in ELSEWHERE]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not _targets(model) & set(waiting) - {model}]
        ready = ready or [model for model in waiting if not _needed(model) & set(waiting) - {model}]
        assert ready, "the models need each other in a circle"
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _targets(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.local_fields if isinstance(field.related_model, type)}


def _needed(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in model._meta.local_fields
        if isinstance(field.related_model, type) and not field.null
    }


def exported(unit: Unit, units: Iterable[Unit], at: str, lang: str) -> bytes:
    """The ZIP file with everything of the unit; `units` is its lineage, `at` the moment in words."""
    found = belonging(units)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("CZYTAJ.txt", say(README, lang, unit=unit.full_name, at=at) + "\n")
        for assessment in Assessment.objects.filter(unit__in=units).select_related("unit").order_by("year"):
            sheet = sheet_of(assessment)
            form = long_csv(sheet.edition, unit=unit.code, year=assessment.year, filled=sheet, lang=lang)
            file.writestr(f"oceny/{assessment.year}.csv", form.encode("utf-8-sig"))
        for package in Package.objects.filter(assessment__unit__in=units).select_related("assessment").order_by("pk"):
            # A damaged one is still the unit's own; `drogowskaz verify packages` says what is wrong with it.
            with suppress(Unusable):
                name = f"{package.assessment.year}-{package.number}-{package.sha256[:12]}.zip"
                file.writestr(f"podpisane/{name}", content_of(package.sha256))
        for paper in (
            Paper.objects.filter(cycle__unit__in=units).exclude(sha256="").select_related("cycle").order_by("pk")
        ):
            # A missing one is told by `drogowskaz verify papers`; the rest is still the unit's own.
            place = scan_file(paper.sha256, paper.media_type)
            with suppress(OSError):
                file.writestr(f"pisma/{paper.cycle.year}-{paper.number}{place.suffix}", place.read_bytes())
        for model, rows in found.items():
            file.writestr(f"dane/{model._meta.label}.json", _rows(rows))
        file.writestr(f"dane/{Source._meta.label}.json", _rows(_sources(found)))
        file.writestr("osoby.json", json.dumps(dict(_people(found)), ensure_ascii=False, indent=1))
        file.writestr("dziennik.json", _rows(_log(found)))
    return made.getvalue()


def _rows(rows: QuerySet[models.Model]) -> str:
    fields = [field.name for field in rows.model._meta.local_fields if field.name not in SECRETS]
    written: str = serializers.serialize("json", rows.iterator(), fields=fields, ensure_ascii=False, indent=1)
    return written


def _sources(found: Found) -> QuerySet[Source]:
    """The documents that the exported rows name."""
    named: set[int] = set()
    for model, rows in found.items():
        for field in model._meta.local_fields:
            if field.related_model is Source:
                named |= set(rows.order_by().values_list(field.name, flat=True).distinct())
    return Source.objects.filter(pk__in=named).order_by("pk")


def _people(found: Found) -> Iterator[tuple[str, str]]:
    """The number and name of everybody whom the exported rows name; addresses stay here."""
    named: set[int] = set()
    for model, rows in found.items():
        for field in model._meta.local_fields:
            if field.related_model is User:
                named |= set(rows.order_by().values_list(field.name, flat=True).distinct())
    for key, name in User.objects.filter(pk__in=named).order_by("pk").values_list("pk", "name"):
        yield str(key), name


def _log(found: Found) -> QuerySet[Entry]:
    about = Q(pk=None)
    for model, rows in found.items():
        keys = [str(key) for key in rows.values_list("pk", flat=True)] if model._meta.label in _logged() else []
        if keys:
            about |= Q(thing=model._meta.label, thing_id__in=keys)
    return Entry.objects.filter(about).order_by("pk")


def _logged() -> set[str]:
    """The sorts of things that the log speaks of; a cell, of which there are thousands, has its own journal."""
    return set(Entry.objects.values_list("thing", flat=True).distinct())
