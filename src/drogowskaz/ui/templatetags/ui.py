"""Tags and filters every template has."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from drogowskaz.engine.editions.schema import SOURCES
from drogowskaz.engine.words import say

register = template.Library()

ICONS = {
    "error": "M8 1.5 15 14H1zM8 6v4M8 12v.5",
    "justify": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM6.2 6a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.7-.9 1.4M8 11.4v.5",
    "warning": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 4.5v4.5M8 11.2v.5",
    "note": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7v4.5M8 4.4v.5",
    "done": "M2 8.5 6 12.5 14 3.5",
    "external": "M6 3H3v10h10v-3M9 2.5h4.5V7M13 3 7.5 8.5",
    "search": "M7 1.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 7 1.8zM11 11l3.5 3.5",
    "sign": "M8 1v14M3 2.5h8l2.5 2-2.5 2H3zM13 8H5L2.5 10 5 12h8z",
}
"""Our own icons, drawn as lines on a 16 × 16 field. Each stands beside a word, never instead of one."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing in the colour of the text, hidden from screen readers."""
    drawing = '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    return format_html(drawing, ICONS[name])


@register.filter
def texts(found: dict[str, str]) -> str:
    """The text of a definition in the page's language; nothing where the definition has none."""
    return found.get(get_language() or "pl", "")


@register.filter
def words(message: str) -> str:
    """A marked source string of the engine in the page's language."""
    return say(message, get_language() or "pl")


@register.filter
def source_name(code: str) -> str:
    """The system a row of a form is filled from; a code we have no name for is shown as it is."""
    return say(SOURCES[code], get_language() or "pl") if code in SOURCES else code


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column, which a narrow screen tells in front of it."""
    return [*zip(cells, columns, strict=True)]


@register.filter
def svg(drawing: str) -> SafeString:
    """A drawing made by `documents`, which escapes every text it is given."""
    return mark_safe(drawing)  # noqa: S308
