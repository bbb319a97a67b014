"""`drogowskaz edition diff A B`: what is not the same in two editions."""

import sys

from drogowskaz.engine.difference.compare import difference_between
from drogowskaz.engine.difference.text import text
from drogowskaz.engine.editions.loader import edition_named


def run(old: str, new: str, *, lang: str) -> int:
    """Print what differs from `old` to `new`; 0 also when they do. Raises Unusable for an unknown edition."""
    found = difference_between(edition_named(old), edition_named(new))
    sys.stdout.write(text(found, lang) + "\n")
    return 0
