"""News of this area."""

from django.dispatch import Signal

public_changed = Signal()
"""What is public of a series of assessments was changed, inside the transaction of the change. Sends the keys of the
`changed` assessment and of all of its `series`."""
document_ordered = Signal()
"""A document is to be made and nobody else makes it. Sends the key of its `assessment`, its `file` as it is named in
addresses, its `lang`, and the `stamp` of the state it is to be made of."""
cell_decided = Signal()
"""The values offered to a cell were decided on, inside the transaction of the decision. Sends the keys of the `offers`
it speaks of, and the moment `at`."""
cycle_opened = Signal()
"""A cycle was opened and has its form, inside the transaction of the opening. Sends the `cycle` and the moment `at`."""
