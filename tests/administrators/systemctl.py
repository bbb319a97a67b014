"""`systemctl` for a folder: runs the commands of the units there, as systemd would, without its walls.

    systemctl.py PREFIX start|stop|restart|reload|status|enable|daemon-reload [--now] [UNIT …]

What is no unit of ours (nginx) is only noted.
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 60.0


def read(unit: Path) -> dict[str, str]:
    """The settings of a unit that a folder needs; of the repeated ones the last."""
    lines = (line.partition("=") for line in unit.read_text("utf-8").splitlines() if "=" in line and line[0] != "#")
    return {name: value for name, _equals, value in lines}


def environment(file: str) -> dict[str, str]:
    """The variables of an environment file, and what comes from the shell around it."""
    told = subprocess.run(["sh", "-c", f"set -a; . {file}; env -0"], capture_output=True, text=True, check=True)
    return dict(pair.split("=", 1) for pair in told.stdout.split("\0") if "=" in pair)


def start(prefix: Path, name: str) -> None:
    unit = read(prefix / "etc/systemd/system" / f"{name}.service")
    variables = {**environment(unit["EnvironmentFile"]), "PGUSER": unit["User"]}
    if "RuntimeDirectory" in unit:
        (prefix / "run" / unit["RuntimeDirectory"]).mkdir(parents=True, exist_ok=True)
    if "ExecStartPre" in unit:
        subprocess.run(shlex.split(unit["ExecStartPre"]), env=variables, cwd=unit["WorkingDirectory"], check=True)
    words = shlex.split(unit["ExecStart"])
    if unit["Type"] == "oneshot":
        subprocess.run(words, env=variables, cwd=unit["WorkingDirectory"], check=True)
        return
    with (prefix / f"{name}.log").open("ab") as log:
        running = subprocess.Popen(
            words, env=variables, cwd=unit["WorkingDirectory"], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    (prefix / f"{name}.pid").write_text(str(running.pid))
    sign = prefix / "run/drogowskaz/web.sock" if unit["Type"] == "notify" else prefix / f"{name}.log"
    wait_for(lambda: running.poll() is not None or (sign.exists() and (sign.is_socket() or sign.stat().st_size > 0)))
    if running.poll() is not None:
        sys.exit(f"{name} ended at once:\n{(prefix / f'{name}.log').read_text()}")


def stop(prefix: Path, name: str) -> None:
    file = prefix / f"{name}.pid"
    if not file.exists():
        return
    pid = int(file.read_text())
    file.unlink()
    os.kill(pid, signal.SIGTERM)
    wait_for(lambda: not Path(f"/proc/{pid}").exists() or "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text())


def wait_for(done: "object") -> None:
    until = time.monotonic() + PATIENCE
    while not done():  # type: ignore[operator]
        if time.monotonic() > until:
            sys.exit("waited in vain")
        time.sleep(0.05)


def main(prefix: Path, verb: str, units: list[str]) -> None:
    for unit in units:
        name = unit.removesuffix(".service")
        if not (prefix / "etc/systemd/system" / f"{name}.service").exists():
            continue
        if verb in ("stop", "restart"):
            stop(prefix, name)
        if verb in ("start", "restart", "enable"):
            start(prefix, name)
        if verb == "status" and not (prefix / f"{name}.pid").exists():
            sys.exit(3)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], [word for word in sys.argv[3:] if not word.startswith("-")])
