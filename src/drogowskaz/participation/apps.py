"""The area's entry in the list of installed applications."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "drogowskaz.participation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Receivers listen only once their module has been read, and it needs the models.
        from drogowskaz.participation import receivers  # noqa: F401, PLC0415
