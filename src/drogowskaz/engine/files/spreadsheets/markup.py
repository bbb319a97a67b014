"""XML out of a stranger's file: read event by event, without entities or anything from outside."""

from collections.abc import Callable

# The dangers the linter means need a document type, and a document with one is refused below.
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class NotMarkup(ValueError):
    """Not well formed, or with a document type, which no spreadsheet writes and which can hide a bomb."""


def walk(data: bytes, start: Start, end: End | None = None, text: End | None = None) -> None:
    """Call back for every element and text. Names are `namespace local`, or `local` where there is no namespace.

    Raises NotMarkup.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:
        # LookupError: an encoding that nobody knows, or an attribute that a caller needs and that is not there.
        raise NotMarkup(str(error)) from None


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def _refuse(*_declaration: object) -> None:
    raise NotMarkup("document type")
