"""Our SDMX files on disk, and read back by pysdmx into cells."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from pysdmx.io import read_sdmx
from pysdmx.model.message import Message

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.exchange.names import row_key
from drogowskaz.engine.exchange.sdmx_csv import lines
from drogowskaz.engine.exchange.sdmx_structure import structure
from drogowskaz.engine.files.formulas import restore
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, State, Value

PREPARED = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
Observed = tuple[str, str, int]
"""The unit, the dataflow and the assessed year that an observation names."""


def structure_file(form: Edition, folder: Path) -> Path:
    path = folder / "structure.xml"
    path.write_bytes(structure(form, PREPARED))
    return path


def read_structure(form: Edition, folder: Path) -> Message:
    """The message after pysdmx has validated it against the schemas of SDMX-ML 3.0."""
    return read_sdmx(structure_file(form, folder), validate=True)


def data_file(sheets: Iterable[Sheet], folder: Path) -> Path:
    path = folder / "data.csv"
    path.write_text("".join(lines(sheets)), "utf-8", newline="")
    return path


def read_cells(path: Path, form: Edition) -> dict[Observed, dict[CellKey, Value]]:
    """The cells of every form in the file that is of this edition, as pysdmx reads them."""
    found: dict[Observed, dict[CellKey, Value]] = {}
    for dataset in read_sdmx(path).data:
        if dataset.short_urn.endswith(f":{form.id.upper().replace('-', '_')}(1.0.0)"):
            for record in dataset.data.to_dict("records"):
                year = int(record["FORM_YEAR"])
                key = row_key(record["CELL"]), int(record["TIME_PERIOD"]) - year
                found.setdefault((record["REF_AREA"], dataset.short_urn, year), {})[key] = _value(record, key, form)
    return found


def _value(record: dict[str, str], key: CellKey, form: Edition) -> Value:
    row = form.row_by_key[key[0]]
    assert record["UNIT_MEASURE"] == row.unit.upper()
    if record["OBS_STATUS"] in ("O", "M"):
        assert record["OBS_VALUE"] == record["OBS_TEXT"] == ""
        return NO_INFORMATION if record["OBS_STATUS"] == "O" else NOT_APPLICABLE
    assert record["OBS_STATUS"] == ("F" if key[1] > 0 else "A")
    if record["OBS_TEXT"]:
        return Value(State.VALUE, text=restore(record["OBS_TEXT"]))
    number = Decimal(record["OBS_VALUE"]) * 10 ** int(record["DECIMALS"])
    assert number == int(number)
    return Value(State.VALUE, int(number))
