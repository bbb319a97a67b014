"""The menu and the place of every page under it: one readable list."""

from django.http import HttpRequest


def in_templates(request: HttpRequest) -> dict[str, object]:
    return {}
