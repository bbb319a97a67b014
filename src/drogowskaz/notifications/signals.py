"""News of this area."""

from django.dispatch import Signal

posted = Signal()
"""A letter was written, inside the writer's transaction. Sends `message_id`."""
told = Signal()
"""News was written, inside the writer's transaction."""
