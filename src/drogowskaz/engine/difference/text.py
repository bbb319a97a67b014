"""A difference as text for a terminal."""

from drogowskaz.engine.difference.pieces import CHANGES, SORTS, Aspect, Change, Difference, Piece
from drogowskaz.engine.words import _, say

NOTHING = _("The two editions do not differ.")
SIGNS = {Change.ADDED: "+", Change.REMOVED: "−"}


def text(found: Difference, lang: str) -> str:
    """Counts first, then chapter by chapter; `+` is new, `−` is gone, `~` differs."""
    lines = [f"{found.old.id} → {found.new.id}"]
    if not found.pieces:
        return "\n".join([*lines, say(NOTHING, lang)])
    for sort, counts in found.counts.items():
        said = ", ".join(f"{say(CHANGES[change], lang)} {number}" for change, number in counts.items() if number)
        lines += [f"{say(SORTS[sort], lang)}: {said}"] if said else []
    for number, label, pieces in found.chapters:
        lines += ["", f"{number}  {label[lang]}"]
        lines += [line for piece in pieces for line in _lines(piece, lang)]
    return "\n".join(lines)


def _lines(piece: Piece, lang: str) -> list[str]:
    sign = SIGNS.get(piece.changes[0], "~")
    said = ", ".join(say(CHANGES[change], lang) for change in piece.changes)
    first = f"  {sign} {say(SORTS[piece.sort], lang)} – {said}: {piece.label[lang]} [{piece.key}]"
    return [first, *(f"      {_aspect(aspect, lang)}" for aspect in piece.aspects)]


def _aspect(aspect: Aspect, lang: str) -> str:
    before, after = (shown.get(lang) or say(_("none"), lang) for shown in (aspect.before, aspect.after))
    return f"{say(aspect.name, lang)}: {before} → {after}"
