"""Where a command puts what it makes: a file that is whole or not there at all, or the screen."""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _


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
        with tempfile.TemporaryDirectory(dir=output.parent) as folder:
            # First beside its place, so that nothing half-written ever stands there.
            draft = Path(folder) / output.name
            with draft.open("wb") as file:
                file.writelines(pieces)
            os.replace(draft, output)
    except OSError:
        raise unusable(_("The file cannot be written."), Place(output.name)) from None
    sys.stdout.write(f"{output.name}: {summary}\n")
