"""What arrives from the workspace as clean saves."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import QueryDict

from drogowskaz.assessments.actions.entry import Save
from drogowskaz.engine.editions.schema import Row

MOST_VERSION = 2**31 - 1
MOST_OFFSET = 9


class Misread(ValueError):
    """The request is not one that our own modules send."""


def from_module(body: bytes) -> list[Save]:
    """The saves of `{"cells": [{row, offset, text, version, id}]}`. Raises Misread."""
    try:
        saves = [_save(cell) for cell in json.loads(body)["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Misread from error
    if len({save.key for save in saves}) < len(saves):
        raise Misread
    return saves


def _save(cell: Any) -> Save:
    row, offset, text, seen = cell["row"], cell["offset"], cell["text"], cell["version"]
    if not (isinstance(row, str) and isinstance(text, str) and type(offset) is int and type(seen) is int):
        raise Misread
    if not 0 <= seen <= MOST_VERSION or abs(offset) > MOST_OFFSET or "\0" in row:
        raise Misread
    return Save(row, offset, text, seen, UUID(cell["id"]))


def from_page(posted: QueryDict, rows: Iterable[Row]) -> list[Save]:
    """The saves of a page without scripts: every cell of it, whether touched or not. Raises Misread."""
    saves = []
    for row in rows:
        for offset in row.offsets:
            text, seen = posted.get(f"v:{row.key}:{offset}"), posted.get(f"s:{row.key}:{offset}", "")
            if text is None:
                continue
            if not seen.isdecimal() or int(seen) > MOST_VERSION:
                raise Misread
            saves.append(Save(row.key, offset, text.replace("\r\n", "\n"), int(seen)))
    return saves
