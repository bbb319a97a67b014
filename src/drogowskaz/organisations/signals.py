"""News of this area."""

from django.dispatch import Signal

register_asked = Signal()
"""The public register is to be asked about an organisation, inside the transaction that wrote the question down. Sends
the key of the `check`."""
