"""The text of a file of unknown origin, or a sentence saying why it cannot be read."""

from pathlib import Path

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _


def read_text(path: Path, *, name: str | None = None, most: int | None = None, larger: str = "") -> str:
    """The text of a UTF-8 file, with or without a byte order mark. `name` is what messages call it.

    A file of more than `most` bytes is refused with the sentence `larger`. Raises Unusable.
    """
    place = Place(name or path.name)
    try:
        if most is not None and path.stat().st_size > most:
            raise unusable(larger, place)
        raw = path.read_bytes()
    except OSError:
        raise unusable(_("The file cannot be opened."), place) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = _("The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”.")
        raise unusable(message, Place(place.file, line)) from None
    if "\0" in text:
        raise unusable(_("The file is not a text file."), place)
    if not text.strip():
        raise unusable(_("The file is empty."), place)
    return text
