"""LibreOffice, a program of strangers, for the tests of documents."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import absent

PROGRAM = shutil.which("soffice")
Office = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Converts a file with LibreOffice, which gets a profile of its own and no window; gives the new file."""
    if PROGRAM is None or not (Path(PROGRAM).resolve().parent / "libswlo.so").exists():
        packages = "libreoffice-calc-nogui libreoffice-writer-nogui"
        absent("libreoffice", f"LibreOffice Calc or Writer is not installed (Debian: apt-get install {packages}).")
    profile = tmp_path_factory.mktemp("profile")

    def run(path: Path, to: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [str(PROGRAM), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        arguments = ["--convert-to", to, "--outdir", str(folder), str(path)]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=False)
        found = list(folder.iterdir())
        assert found, done.stdout + done.stderr
        return found[0]

    return run
