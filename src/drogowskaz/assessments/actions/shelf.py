"""Putting made documents into their folder and taking them out: whole files only, and one order at a time."""

import datetime as dt
import os
import shutil
from collections.abc import Iterable

from drogowskaz.assessments.queries.shelf import Place, State, folder_of, state_of
from drogowskaz.engine.wholefile import put_whole


def claim(place: Place, at: dt.datetime) -> bool:
    """Note that the document is asked for; False when it stands there or somebody has asked already.

    Of several who ask at once exactly one gets True.
    """
    if state_of(place, at) is State.FAILED:
        # Two who try again at once after a failure can both get here; then the same file is made twice, no more.
        drop(place)
    if place.file.exists():
        return False
    place.asked.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(place.asked, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    os.utime(place.asked, (at.timestamp(), at.timestamp()))
    return True


def put(place: Place, content: bytes) -> None:
    """Put the document in its place, whole or not at all, and take its notes away."""
    place.file.parent.mkdir(parents=True, exist_ok=True)
    put_whole(place.file, content)
    drop(place)


def fail(place: Place, sentence: str) -> None:
    """Note that the document could not be made; an empty sentence where we do not know why."""
    place.failed.parent.mkdir(parents=True, exist_ok=True)
    put_whole(place.failed, sentence.encode())
    place.asked.unlink(missing_ok=True)


def drop(place: Place) -> None:
    """Take the notes beside the document away."""
    place.asked.unlink(missing_ok=True)
    place.failed.unlink(missing_ok=True)


def tidy(assessment: int, stamps: Iterable[str]) -> None:
    """Remove what was made of former states of an assessment: everything but these stamps."""
    folder, kept = folder_of(assessment), set(stamps)
    for old in folder.iterdir() if folder.is_dir() else ():
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)
