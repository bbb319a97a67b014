"""XML written by hand: elements, and texts without the characters that XML cannot hold."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def element(name: str, attributes: Mapping[str, str] | None = None, *inner: str) -> str:
    """An element; what is inside is XML already."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items())
    return f"<{name}{written}>{''.join(inner)}</{name}>" if inner else f"<{name}{written}/>"


def escaped(text: str) -> str:
    """A text as XML. Control characters, which XML 1.0 has no way to write, become spaces."""
    return escape(_FORBIDDEN.sub(" ", text))
