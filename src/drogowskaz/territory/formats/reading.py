"""Any file about the territory: what it is, is told by its content and not by its name."""

from pathlib import Path

from drogowskaz.territory.formats import changes, terc
from drogowskaz.territory.formats.changes import ChangeList, parse_changes
from drogowskaz.territory.formats.terc import Register, parse_register
from drogowskaz.territory.formats.text import columns_of, has_header, read_text, unknown_header
from drogowskaz.territory.formats.topojson import Outlines, parse_outlines


def read(path: Path) -> Register | ChangeList | Outlines:
    """What the file holds. Raises Unusable with every problem found, or naming the files we know."""
    text = read_text(path)
    if text.lstrip()[0] in "{[":
        return parse_outlines(text, path.name)
    columns = columns_of(text)
    if has_header(columns, terc.OFFICIAL_HEADER) or has_header(columns, terc.COMPACT_HEADER):
        return parse_register(text, path.name)
    if has_header(columns, changes.HEADER):
        return parse_changes(text, path.name)
    raise unknown_header(path.name, columns, [terc.OFFICIAL_HEADER, terc.COMPACT_HEADER, changes.HEADER])
