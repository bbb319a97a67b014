"""Files that are whole or not there at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def put_whole(path: Path, content: bytes | Iterable[bytes], *, lasting: bool = False) -> None:
    """Write the file beside its place and move it there, so that nobody ever reads half of it; its folder must
    be there.

    `lasting`: it is on the disk when this returns, also if the power fails then. Raises OSError, and whatever the
    pieces raise; then the file is as it was.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        with draft.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.replace(draft, path)
