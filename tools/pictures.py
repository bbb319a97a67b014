"""Take the pictures of the documentation from the running program: `make pictures`."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
IMAGES = ROOT / "docs" / "users" / "images"
PORT = 8765
DROBIN = "/jednostka/1419053/ocena/2014/"
SHOTS = {
    "front": ("/", "desk", 900),
    "assessment": (DROBIN, "desk", 1240),
    "cell": (DROBIN + "komorka/labour.unemployed.total/2014/", "desk", 860),
    "phone": (DROBIN + "rozdzial/2/", "phone", 1500),
}
"""Name to address, screen and height of the picture in pixels."""


def main() -> None:
    """Serve the example in a folder of its own and picture each page."""
    from browser import DESK, PHONE, chromium

    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).parent / "drogowskaz"), "demo", "--port", str(PORT)]
        served = subprocess.Popen(command, env={**os.environ, "DROGOWSKAZ_DATA": folder})
        try:
            _wait()
            with chromium() as browser:
                for name, (address, screen, height) in SHOTS.items():
                    size = {**(DESK if screen == "desk" else PHONE), "height": height}
                    page = browser.new_page(viewport=size, color_scheme="light")
                    page.goto(f"http://127.0.0.1:{PORT}{address}")
                    page.screenshot(path=IMAGES / f"{name}.png")
                    page.close()
        finally:
            served.terminate()
            served.wait()


def _wait() -> None:
    for _attempt in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/").close()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("the site did not start")


if __name__ == "__main__":
    main()
