"""A machine in a folder: the pages' commands run in it, with a real database and real services.

Every absolute path of the pages is put under the folder. What only a real machine has is replaced by a stand-in, listed
with its reason in `STAND_INS`; everything else is the real program.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import postgresql
from administrators.cloning import ROOT, placed

HERE = Path(__file__).parent
PAGES = ROOT / "docs" / "administrators"
BLOCK = re.compile(r"^(?:## (?P<heading>[^\n]+)|```sh\n(?P<commands>.*?)^```)$", re.M | re.S)

STAND_INS = {
    "sudo": "needs root: the command runs as who runs the test; the name goes to PostgreSQL",
    "apt-get": "needs root and the network; the names of the packages are compared with Debian's by hand",
    "adduser": "needs root",
    "install": "the real one, without owners and groups",
    "git": "clone copies the working tree, pull brings nothing new",
    "make": "takes the environment that runs the test; `make install` itself is tried by hand on a fresh clone",
    "systemctl": "systemctl.py starts and stops what the units say, without systemd's walls",
    "nginx": "the real one where it is installed, on a configuration of the folder",
    "certbot": "needs a name and a certificate authority",
}

FOLDERS = (
    "etc/systemd/system", "etc/nginx/sites-available", "etc/nginx/sites-enabled", "etc/ssl", "tmp", "usr/local/bin",
    "srv", "var/lib", "var/backups", "var/log/nginx", "run", "stand-ins",
)  # fmt: skip
"""What a bare Debian has."""


def blocks(page: str) -> list[tuple[str, str]]:
    """The commands of a page in their order, each with the heading it stands under."""
    heading, found = "", []
    for match in BLOCK.finditer((PAGES / page).read_text("utf-8")):
        if match["heading"]:
            heading = match["heading"]
        else:
            found.append((heading, match["commands"]))
    return found


class Machine:
    """`folder` stands for `/`. The path must be short: the name of a socket has room for a hundred letters."""

    def __init__(self, folder: Path, server: postgresql.Server) -> None:
        self.folder, self.server = folder, server
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DROGOWSKAZ_")}
        path = f"{folder}/stand-ins:{folder}/usr/local/bin:{server.bin}:{kept['PATH']}:/usr/sbin"
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "drogowskaz.config.settings",
            **kept,
            "PATH": path,
            "PGHOST": str(server.folder),
            "PYTHONUNBUFFERED": "1",
        }
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        self._stand_ins()

    def here(self, text: str) -> str:
        """The text with every path of the machine put under the folder."""
        return placed(text, str(self.folder), str(self.server.folder))

    def run(self, commands: str) -> str:
        """Run them one after another in a shell that stops at the first fault; gives all they said."""
        script = f"set -eu\ncd {self.folder}\n{self.here(commands)}"
        done = subprocess.run(
            ["bash", "-c", script], env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{script}\n→ {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def stop(self) -> None:
        """End what still runs."""
        self.run("systemctl stop drogowskaz-web drogowskaz-worker")

    def _stand_ins(self) -> None:
        note = f'echo "$(basename "$0") $*" >> {self.folder}/noted\n'
        scripts = {
            "sudo": 'if [ "$1" = -u ]; then PGUSER="$2"; shift 2; else PGUSER=root; fi\n'
            f'[ "$PGUSER" = postgres ] && PGUSER={self.server.user}\nexport PGUSER\nexec "$@"\n',
            "apt-get": note,
            "adduser": note,
            "certbot": note,
            "make": note,
            "install": 'words=""\nwhile [ $# -gt 0 ]; do case "$1" in -o|-g) shift 2;;'
            ' *) words="$words $1"; shift;; esac; done\nexec /usr/bin/install $words\n',
            "git": f'{note}[ "$1" = pull ] || '
            f"exec {sys.executable} {HERE}/cloning.py {self.folder} {self.server.folder}\n",
            "systemctl": f'{note}exec {sys.executable} {HERE}/systemctl.py {self.folder} "$@"\n',
        }
        real = shutil.which("nginx", path=self.environment["PATH"])
        scripts["nginx"] = (
            f'{note}exec {real} -p {self.folder} -c {self.folder}/etc/nginx/nginx.conf "$@"\n' if real else note
        )
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"{kind}_temp_path {self.folder}/tmp/{kind};\n" for kind in kinds)
        (self.folder / "etc/nginx/nginx.conf").write_text(
            f"pid {self.folder}/nginx.pid;\nerror_log {self.folder}/var/log/nginx/error.log;\nevents {{}}\n"
            f"http {{\n{temporary}include {self.folder}/etc/nginx/sites-enabled/*;\n}}\n"
        )
        assert scripts.keys() == STAND_INS.keys()
        for name, script in scripts.items():
            file = self.folder / "stand-ins" / name
            file.write_text(f"#!/bin/sh\n{script}")
            file.chmod(0o755)
