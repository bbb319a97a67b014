"""How wide texts are, near enough to keep them apart: by the sort of letter, a little wider than any font we use."""

from collections.abc import Iterable

SIZE = 13
SMALL = 12
"""Heights of letters in pixels."""
LINE = 17
"""From one line of text to the next."""
_NARROW = set("ijlftr.,:;|!'()[]I \N{NO-BREAK SPACE}")
_WIDE = set("mwMWŚŻŹ%—@&")


def width(text: str, size: float = SIZE) -> float:
    """Pixels a text takes in its line."""
    return size * sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.92
    return 0.7 if letter.isupper() or ord(letter) > 0x2000 else 0.56


def shortened(text: str, room: float, size: int = SIZE) -> str:
    """The text, or as much of its beginning as the room takes, with an ellipsis."""
    text = " ".join(text.split())
    if width(text, size) <= room:
        return text
    kept, used = "", width("…", size)
    for letter in text:
        used += size * _letter(letter)
        if used > room:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def lines(text: str, room: float, most: int, size: int = SIZE) -> list[str]:
    """The text broken between words into at most so many lines; what is left of it ends the last one, shortened."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < most - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += f" {words.pop(0)}"
        found.append(shortened(line, room, size))
    return [*found, shortened(" ".join(words), room, size)] if words else found


def widest(texts: Iterable[str], size: int = SIZE) -> float:
    """Pixels of the widest of the texts."""
    return max((width(text, size) for text in texts), default=0)
