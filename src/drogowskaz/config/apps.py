"""The start of the site."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "drogowskaz.config"

    def ready(self) -> None:
        # The areas' models exist only now.
        from drogowskaz.config.gates import register_keepers  # noqa: PLC0415
        from drogowskaz.config.letters import declare_letters  # noqa: PLC0415

        register_keepers()
        declare_letters()
