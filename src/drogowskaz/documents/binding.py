"""Several documents bound into one file for the printer."""

import io
from collections.abc import Iterable

import pikepdf


def bound(files: Iterable[bytes]) -> bytes:
    """The pages of all files, one file after another. The tags for screen readers stay with the single files: this one
    is for paper."""
    made = pikepdf.new()
    for content in files:
        with pikepdf.open(io.BytesIO(content)) as one:
            made.pages.extend(one.pages)
    saved = io.BytesIO()
    made.save(saved, deterministic_id=True)
    return saved.getvalue()
