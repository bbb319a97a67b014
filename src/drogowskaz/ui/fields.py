"""Fields that forms of several areas ask with."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2026-12-31 or 31.12.2026."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)
