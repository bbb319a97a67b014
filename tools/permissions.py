"""docs/developers/permissions.md: who is answered with what, written from the table in `tests/config/answers.py`.

python tools/permissions.py           write the page anew
python tools/permissions.py check     exit 1 when the page is stale
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "developers" / "permissions.md"


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT / "tests"))
    from config.answers import page

    if arguments == ["check"]:
        return 0 if PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
