"""Zip files that are the same for the same content, whenever they are written."""

import io
import zipfile

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can tell."""


def steady(data: bytes) -> bytes:
    """The same archive without the moments of its writing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, MOMENT), old.read(entry), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
