"""Make docs/developers/checks.md from the specification tables: `python tests/engine/spec/render.py`."""

from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent.parent.parent / "docs" / "developers" / "checks.md"


def page() -> str:
    """The language in one page, then the tables, feature by feature."""
    return "\n".join(path.read_text("utf-8") for path in sorted(HERE.glob("*.md")))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
