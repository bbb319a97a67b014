"""A model points only downwards in the house; the user is the one exception."""

from collections.abc import Iterable

from architecture.house import tool
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from drogowskaz.assessments.models import Assessment
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

STOREY = {area: place for place, storey in enumerate(tool("architecture").storeys()) for area in storey}
"""The number of each area's storey, counted from the top."""


def ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("drogowskaz.")


def upward(every: Iterable[type[models.Model]]) -> list[str]:
    """The relations that point at an area above or beside their own."""
    wrong = []
    for model in every:
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if not isinstance(target, type) or not ours(target) or target._meta.label == settings.AUTH_USER_MODEL:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and STOREY[there] <= STOREY[here]:
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return wrong


def test_no_model_points_upwards() -> None:
    assert upward(model for model in apps.get_models(include_auto_created=True) if ours(model)) == []


def test_every_model_belongs_to_a_storey() -> None:
    assert {model._meta.app_label for model in apps.get_models() if ours(model)} - STOREY.keys() == set()


@isolate_apps("drogowskaz.audit")
def test_a_planted_key_upwards_is_found() -> None:
    class Planted(models.Model):
        assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "audit"

        def __str__(self) -> str:
            return "planted"

    assert upward([Planted]) == ["audit.Planted.assessment → assessments.Assessment"]


@isolate_apps("drogowskaz.territory")
def test_a_planted_set_of_things_above_is_found() -> None:
    class Planted(models.Model):
        assessments = models.ManyToManyField(Assessment, related_name="+")

        class Meta:
            app_label = "territory"

        def __str__(self) -> str:
            return "planted"

    assert upward([Planted]) == ["territory.Planted.assessments → assessments.Assessment"]


@isolate_apps("drogowskaz.audit")
def test_a_key_to_the_user_and_keys_downwards_are_in_order() -> None:
    class Traced(models.Model):
        by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "audit"

        def __str__(self) -> str:
            return "traced"

    assert upward([Traced, Assessment, Unit]) == []
