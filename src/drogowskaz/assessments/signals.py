"""News of this area."""

from django.dispatch import Signal

public_changed = Signal()
"""What is public of a series of assessments was changed, inside the transaction of the change. Sends the keys of the
`changed` assessment and of all of its `series`."""
document_ordered = Signal()
"""A document is to be made and nobody else makes it. Sends the key of its `assessment`, its `file` as it is named in
addresses, its `lang`, and the `stamp` of the state it is to be made of."""
