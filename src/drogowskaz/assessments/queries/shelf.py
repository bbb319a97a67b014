"""The folder where made documents stand until what is in them changes: one folder for each state of an assessment.

A document is `<assessment>/<stamp>/<name>`; `stamp` names everything that is in it. Beside it may stand its note
`.asked`, which only one asker can put there, and its note `.failed` with the sentence that says why.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings

PATIENCE = dt.timedelta(minutes=10)
"""Making takes seconds; whoever was asked longer ago has been stopped and will not answer."""


class State(StrEnum):
    """Where a document stands."""

    ABSENT = "absent"
    ASKED = "asked"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Place:
    """Where one document of one assessment stands, or will."""

    assessment: int
    stamp: str
    name: str

    @property
    def file(self) -> Path:
        return folder_of(self.assessment) / self.stamp / self.name

    @property
    def asked(self) -> Path:
        return self.file.with_name(f"{self.name}.asked")

    @property
    def failed(self) -> Path:
        return self.file.with_name(f"{self.name}.failed")


def folder_of(assessment: int) -> Path:
    """Where the documents of an assessment stand."""
    return Path(settings.DATA) / "documents" / str(assessment)


def state_of(place: Place, at: dt.datetime) -> State:
    """Where the document stands now. An order that nobody has carried out for long counts as failed."""
    if place.file.exists():
        return State.READY
    if place.failed.exists():
        return State.FAILED
    asked = _asked_at(place)
    if asked is None:
        return State.ABSENT
    return State.FAILED if at - asked > PATIENCE else State.ASKED


def _asked_at(place: Place) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(place.asked.stat().st_mtime, dt.UTC)
    except FileNotFoundError:
        return None


def why_failed(place: Place) -> str:
    """The sentence that was noted; empty where there is none."""
    try:
        return place.failed.read_text("utf-8")
    except FileNotFoundError:
        return ""
