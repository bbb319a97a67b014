"""Fields that forms of several areas ask with."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2026-12-31 or 31.12.2026."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)


class WordsField(forms.CharField):
    """Several lines of words. The end of a line is one character, as the browser counts it against `max_length`,
    though it sends two."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str | None:
        words: str | None = super().to_python(value)
        return words.replace("\r\n", "\n") if words else words
