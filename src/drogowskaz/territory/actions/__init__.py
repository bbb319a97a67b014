"""Everything that writes the register: one file, one transaction, one report."""

from drogowskaz.territory.actions.boundaries import import_boundaries
from drogowskaz.territory.actions.changes import import_changes
from drogowskaz.territory.actions.register import import_register, load_demo

__all__ = ["import_boundaries", "import_changes", "import_register", "load_demo"]
