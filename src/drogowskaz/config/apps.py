"""The area's entry in the list of installed applications."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "drogowskaz.config"
    default_auto_field = "django.db.models.BigAutoField"
