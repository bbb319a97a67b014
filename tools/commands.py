"""docs/administrators/commands.md: every command of `drogowskaz`, written from its own parser.

python tools/commands.py           write the page anew
python tools/commands.py check     exit 1 when the page is stale
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "administrators" / "commands.md"
HEAD = """# Commands

Written by `tools/commands.py` from the parser in `config/cli.py`; a test fails when it is stale.
Everything speaks Polish; `--lang en` before the command makes it speak English.

Exit codes: {ok} nothing wrong · {found} a check of severity *error* fails, or the linter found a mistake ·
{unusable} the input cannot be used (nothing was kept).

Before every command:
"""


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every command that does something, in the order in which it was declared."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield parser
    for action in inner:
        for command in action.choices.values():
            yield from leaves(command)


def purposes(parser: argparse.ArgumentParser) -> dict[str, str]:
    """What each command is for, by its full name: argparse keeps the sentence with the parent."""
    found: dict[str, str] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                command = action.choices[choice.dest]
                found[command.prog] = choice.help or ""
                found |= purposes(command)
    return found


def shown(action: argparse.Action) -> str:
    """An argument as a person types it."""
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    if not action.option_strings:
        return f"[{value} …]" if action.nargs in ("*", argparse.REMAINDER) else str(value)
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value}"


def arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    """A line for each argument of one command, with its default where it has one."""
    for action in parser._actions:
        if isinstance(action, (argparse._HelpAction, argparse._SubParsersAction)):
            continue
        default = "" if action.nargs == 0 or action.default is None or not action.option_strings else action.default
        told = f" – {action.help}" if action.help else ""
        yield f"- `{shown(action)}`{told}" + (f" (default: `{default}`)" if default else "")


def page() -> str:
    """The whole page, in English."""
    from drogowskaz.config import cli

    top = cli.parser("en")
    purpose = purposes(top)
    sections = [HEAD.format(ok=cli.OK, found=cli.FOUND, unusable=cli.UNUSABLE), "\n".join(arguments(top)) + "\n"]
    for command in leaves(top):
        meaning = purpose[command.prog]
        heading = f"## {command.prog}\n\n{meaning[:1].upper()}{meaning[1:]}.\n"
        lines = "\n".join(arguments(command))
        sections.append(heading + (f"\n{lines}\n" if lines else ""))
    return "\n".join(sections)


if __name__ == "__main__":
    if sys.argv[1:] == []:
        PAGE.write_text(page(), "utf-8")
    elif sys.argv[1:] == ["check"]:
        if PAGE.read_text("utf-8") != page():
            sys.exit(f"{PAGE.relative_to(ROOT)} is stale: run python tools/commands.py")
    else:
        sys.exit(__doc__)
