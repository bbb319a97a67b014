"""Names of rows and editions where only letters, digits and underscores are safe, and the way back.

A key of a row has dots, which a code of SDMX may not have and which some readers of VTL take for something else.
Our keys have no capital letters, so a capital U can mark what needs marking, and no two keys get one name.
"""

import re

from drogowskaz.engine.editions.schema import Edition

AGENCY = "DROGOWSKAZ"
VERSION = "1.0.0"
"""A published edition never changes, so neither does the version of what describes it."""
_UNSAFE = re.compile(r"(?<![a-z0-9])_|_(?![a-z0-9])|[^a-z0-9_.]|^[0-9.]")
_MARKED = re.compile(r"U([0-9a-f]+)U|__")


def cell_code(key: str) -> str:
    """`population.total` → `population__total`. An underscore that could be taken for a dot, a first digit and any
    other character stand as their number: `1.a__b` → `U31U__aU5fUU5fUb`."""
    return _UNSAFE.sub(lambda found: f"U{ord(found[0]):x}U", key).replace(".", "__")


def row_key(code: str) -> str:
    """The key that `cell_code` was given."""
    return _MARKED.sub(lambda found: chr(int(found[1], 16)) if found[1] else ".", code)


def structure_id(edition: Edition) -> str:
    """`ozps-gmina-2025` → `OZPS_GMINA_2025`: the data structure, the dataflow and the dataset of VTL."""
    return re.sub(r"[^A-Z0-9]", "_", edition.id.upper())


def dataflow(edition: Edition) -> str:
    """How a file of data names what it is about."""
    return f"{AGENCY}:{structure_id(edition)}({VERSION})"


def identifier(code: str) -> str:
    """A code as a name in VTL. Between apostrophes where it could be a word of the language, such as `all`."""
    return code if "__" in code else f"'{code}'"
