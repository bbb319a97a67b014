"""What a filled cell is called in SDMX: its status, its exact number, the places after the point, its unit.

The four states stay apart: a number has the status A, or F in a column of forecasts; a dot O; an x M; an empty cell is
no observation at all. The letters are those of the cross-domain list CL_OBS_STATUS.
"""

from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.values import Kind, State, Value
from drogowskaz.engine.words import _

NORMAL, FORECAST, UNKNOWN, IMPOSSIBLE = "A", "F", "O", "M"
STATUSES = {
    NORMAL: _("Normal value"),
    FORECAST: _("Forecast value"),
    UNKNOWN: _("Missing value: no information (a dot on the form)"),
    IMPOSSIBLE: _("Missing value: data cannot exist (an x on the form)"),
}
_STATUS = {State.NO_INFORMATION: UNKNOWN, State.NOT_APPLICABLE: IMPOSSIBLE}
FREQUENCY = "A"
"""Everything on the form is yearly."""


def status(value: Value, offset: int) -> str:
    """The status of a cell that is not empty, in the column `offset` years from the assessed one."""
    return _STATUS.get(value.state, FORECAST if offset > 0 else NORMAL)


def decimals(row: Row) -> int:
    """How many places after the point the numbers of the row are kept with."""
    return len(str(row.kind.scale)) - 1


def decimal(value: Value, row: Row) -> str:
    """The number in the unit shown on the form, exactly, with a point: `1204.50`; nothing where there is none."""
    if value.state is not State.VALUE or row.kind is Kind.TEXT:
        return ""
    whole, part = divmod(abs(value.number), row.kind.scale)
    sign = "-" if value.number < 0 else ""
    return f"{sign}{whole}.{part:0{decimals(row)}}" if decimals(row) else f"{sign}{whole}"


def unit_code(unit: str) -> str:
    """`person` → `PERSON`."""
    return unit.upper()
