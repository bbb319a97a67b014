"""Sentences of refusals that many actions share."""


def too_long(words: str, most: int) -> str:
    """What a person reads whose words do not fit."""
    return (
        f"The text that begins “{words[:40]}…” has {len(words)} characters, and {most} is the most that can be taken "
        "in. Shorten it; nothing was changed."
    )
