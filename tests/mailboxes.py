"""Stands for the mail server of another organisation where a test waits for it, or makes it slow."""

import threading
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend


class Watched(EmailBackend):
    """Says when a letter begins to be taken, and takes it no sooner than it is let to."""

    begun = threading.Event()
    let = threading.Event()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        self.begun.set()
        assert self.let.wait(30)
        return super().send_messages(messages)
