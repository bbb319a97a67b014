"""Where a command puts what it makes: a file that is whole or not there at all, or the screen."""

import sys
from collections.abc import Iterable
from pathlib import Path

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.wholefile import put_whole
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refused

UNUSABLE = 2


def deliver(output: Path | None, pieces: Iterable[bytes], summary: str) -> None:
    """Write the pieces one after another, then say the summary where it does not mix with them.

    Without `output` on the screen, the summary on the error output. Raises Unusable; then the file is as it was.
    """
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        sys.stderr.write(summary + "\n")
        return
    try:
        put_whole(output, pieces)
    except OSError:
        raise unusable(_("The file cannot be written."), Place(output.name)) from None
    sys.stdout.write(f"{output.name}: {summary}\n")


def refused_at_the_command_line(refused: Refused, lang: str) -> int:
    """Tell every reason on the error output, a line each; the exit code of what cannot be used."""
    sys.stderr.write("".join(f"{refusal.sentence(lang)}\n" for refusal in refused.refusals))
    return UNUSABLE
