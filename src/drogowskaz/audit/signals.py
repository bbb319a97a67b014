"""News of this area."""

from django.dispatch import Signal

written = Signal()
"""An entry was written, inside the writer's transaction. Sends `entry_id`."""
