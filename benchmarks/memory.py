"""How much memory this process holds, and the most it held; the kernel counts both."""

import resource
from pathlib import Path

STATUS, MARKS = Path("/proc/self/status"), Path("/proc/self/clear_refs")
FORGET = "5"
"""What, written to MARKS, brings the high-water mark down to what is held now."""


def resident() -> int:
    """Bytes held now; where the system does not tell, the most held so far."""
    return _told("VmRSS") or _most()


def peak() -> int:
    """The most bytes held since `forget_peak`; where the system cannot forget, since the start."""
    return _told("VmHWM") or _most()


def forget_peak() -> None:
    """Count the peak anew from here."""
    try:
        MARKS.write_text(FORGET)
    except OSError:
        return


def _told(name: str) -> int:
    try:
        lines = STATUS.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
