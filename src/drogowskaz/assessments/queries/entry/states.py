"""A form as the browser keeps it: every cell with its version, last year's beside, and which checks to run."""

from typing import Any

from django.urls import reverse

from drogowskaz.assessments.enums import RemarkState
from drogowskaz.assessments.models import Assessment, CellChange
from drogowskaz.assessments.queries.entry.forms import last_change, sheet_with_last
from drogowskaz.assessments.queries.entry.parts import pages_of
from drogowskaz.assessments.queries.entry.remarks import explanations
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import State, Value, show
from drogowskaz.organisations.models import User

Told = dict[str, Any]


def state(form: Assessment, person: User) -> Told:
    """Everything a browser needs to go on without the network. Cells are lists: row, column, state, number, text,
    version; those of last year's form have no version. `last` is None where that form is not known."""
    mark = last_change(form)
    sheet = sheet_with_last(form)
    edition = sheet.edition
    pages = pages_of(edition)
    talked = form.remarks.exclude(state=RemarkState.CLOSED)
    name = compiled(edition, form.year).sha256
    return {
        "form": form.pk,
        "person": person.pk,
        "year": form.year,
        "mark": mark,
        "artefact": reverse("assessments:artefact", args=[edition.id, name]),
        "sha256": name,
        "pages": {
            place: [chapter.number, pages[place]]
            for chapter in edition.chapters
            for place in (*(row.key for row in chapter.rows), *(table.key for table in chapter.tables))
        },
        "explained": {f"{about}:{offset}": one.text for (about, offset), one in explanations(form).items()},
        "talked": sorted({f"{row}:{offset}" for row, offset in talked.values_list("row", "offset")}),
        "negative": [row.key for row in edition.rows if row.negative],
        "cells": [
            [cell.row, cell.offset, cell.state, cell.number, cell.text, cell.version] for cell in form.cells.all()
        ],
        "last": None
        if sheet.last is None
        else [[row, offset, value.state, value.number] for (row, offset), value in sheet.last.items()],
    }


def change(one: CellChange, form: Assessment, lang: str) -> Told:
    """A line of the journal as the browser takes it in."""
    row = edition_named(form.edition).row_by_key.get(one.row)
    value = Value(State(one.state), one.number, one.text)
    return {
        "row": one.row,
        "offset": one.offset,
        "state": one.state,
        "number": one.number,
        "text": one.text,
        "shown": show(value, row.kind, lang) if row else "",
        "version": one.version,
        "by": one.by.name if one.by else "",
        "person": one.by_id,
        "save": str(one.save_id) if one.save_id else None,
    }
