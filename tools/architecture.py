"""The drawn parts of docs/developers/architecture.md: storeys, areas, workflows, gates and signals.

    python tools/architecture.py           write them anew from the import contracts and the code
    python tools/architecture.py check     exit 1 when the page is stale

Each part stands between `<!-- name -->` and `<!-- /name -->`; everything else on the page is written by hand.
"""

import ast
import importlib
import os
import pkgutil
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "drogowskaz"
PAGE = ROOT / "docs" / "developers" / "architecture.md"
PART = re.compile(r"(<!-- ([a-z-]+) -->\n).*?(<!-- /\2 -->)", re.S)


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts of pyproject.toml by their id."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def storeys() -> list[list[str]]:
    """The areas from the top down; those of one storey together. Storeys not built yet are among them."""
    layers = contracts()["storeys"]["layers"]
    return [[name.strip(" ()") for name in layer.split("|")] for layer in layers]


def built(area: str) -> bool:
    """Does this storey stand already?"""
    return (SOURCE / area / "__init__.py").exists()


def sentence(module: ModuleType) -> str:
    """The docstring of an area on one line."""
    text = " ".join((module.__doc__ or "").split())
    assert text, f"{module.__name__} has no docstring; the page of the architecture is made from it"
    return text


def modules(name: str) -> Iterator[ModuleType]:
    """The module `name` of every area that has one, from the top storey down; a folder with its modules."""
    for area in (area for storey in storeys() for area in storey if built(area) and area != "engine"):
        if (SOURCE / area / f"{name}.py").exists() or (SOURCE / area / name / "__init__.py").exists():
            module = importlib.import_module(f"drogowskaz.{area}.{name}")
            yield module
            for _finder, inner, _folder in pkgutil.iter_modules(getattr(module, "__path__", [])):
                yield importlib.import_module(f"{module.__name__}.{inner}")


def own(module: ModuleType, kind: type) -> Iterator[tuple[str, Any]]:
    """The objects of `kind` that `module` itself assigns, in the order of the file, with their names."""
    for statement in _statements(module):
        for name in _targets(statement):
            thing = getattr(module, name, None)
            if isinstance(thing, kind):
                yield name, thing


def note(module: ModuleType, name: str) -> str:
    """The string that stands under the assignment of `name`, on one line; empty when there is none."""
    statements = _statements(module)
    for statement, after in zip(statements, [*statements[1:], None], strict=True):
        if name in _targets(statement) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            return " ".join(str(after.value.value).split())
    return ""


def _statements(module: ModuleType) -> list[ast.stmt]:
    return ast.parse(Path(str(module.__file__)).read_text("utf-8")).body


def _targets(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def storeys_part() -> str:
    """The storeys as a diagram; those not built yet have a dashed frame."""
    lines = ["```mermaid", "flowchart TB"]
    names = [" │ ".join(storey) for storey in storeys()]
    for place, (storey, name) in enumerate(zip(storeys(), names, strict=True)):
        lines.append(f'  s{place}["{name}"]')
        if not any(built(area) for area in storey):
            lines.append(f"  style s{place} stroke-dasharray: 4 3")
    lines.append("  " + " --> ".join(f"s{place}" for place in range(len(names))))
    return "\n".join([*lines, "```"])


def areas_part() -> str:
    """The areas that stand, each with the sentence of its package."""
    areas = [area for storey in storeys() for area in storey if built(area)]
    return "\n".join(f"- `{area}` – {sentence(importlib.import_module(f'drogowskaz.{area}'))}" for area in areas)


def workflows_part() -> str:
    """Every workflow as a diagram and a table."""
    from drogowskaz.engine.workflow import Workflow

    drawn = [
        drawing(workflow, f"{module.__name__}.{name}")
        for module in modules("workflow")
        for name, workflow in own(module, Workflow)
    ]
    return "\n\n".join(drawn) or "None yet."


def drawing(workflow: Any, where: str) -> str:
    """One workflow: its states and moves, then who may make each move and what it needs."""
    lines = [f"### {workflow.name[:1].upper()}{workflow.name[1:]} (`{where}`)", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"  {key}: {label}" for key, label in workflow.states.items()]
    lines.append(f"  [*] --> {workflow.start}")
    lines += [f"  {source} --> {move.target}: {move.name}" for move in workflow.transitions for source in move.sources]
    lines += ["```", "", "| Move | From | To | Who | Needs | In the log |", "| --- | --- | --- | --- | --- | --- |"]
    for move in workflow.transitions:
        sources = ", ".join(str(source) for source in move.sources)
        lines.append(
            f"| {move.name} | {sources} | {move.target} | {move.who or '–'} | {move.needs or '–'} | `{move.verb}` |"
        )
    return "\n".join(lines)


def gates_part() -> str:
    """Every gate with the question it asks."""
    from drogowskaz.engine.workflow import Gate

    return _listed("workflow", Gate, lambda gate: gate.name)


def signals_part() -> str:
    """Every signal with its meaning."""
    from django.dispatch import Signal

    return _listed("signals", Signal, lambda signal: "")


def _listed(file: str, kind: type, name_of: Callable[[Any], str]) -> str:
    lines = []
    for module in modules(file):
        for name, thing in own(module, kind):
            meaning = note(module, name)
            assert meaning, f"{module.__name__}.{name} has no sentence under it; the page is made from it"
            lines.append(f"- `{name_of(thing) or f'{module.__name__}.{name}'}` – {meaning}")
    return "\n".join(lines) or "None yet."


PARTS: dict[str, Callable[[], str]] = {
    "storeys": storeys_part,
    "areas": areas_part,
    "workflows": workflows_part,
    "gates": gates_part,
    "signals": signals_part,
}


def regenerated(page: str) -> str:
    """The page with every part drawn anew. A part that is missing or unknown stops the work."""
    named = [name for _open, name, _close in PART.findall(page)]
    assert sorted(named) == sorted(PARTS), f"the page must have the parts {sorted(PARTS)}, it has {sorted(named)}"
    return PART.sub(lambda part: f"{part[1]}{PARTS[part[2]]()}\n{part[3]}", page)


def prepare() -> None:
    """Let Django read its models, without touching a database or an installation's secret."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogowskaz.config.settings")
    os.environ.setdefault("DROGOWSKAZ_SECRET_KEY", "only for drawing")
    import django

    django.setup()


if __name__ == "__main__":
    prepare()
    before = PAGE.read_text("utf-8")
    after = regenerated(before)
    if sys.argv[1:] == []:
        PAGE.write_text(after, "utf-8")
    elif sys.argv[1:] == ["check"]:
        if before != after:
            sys.exit(f"{PAGE.relative_to(ROOT)} is stale: run python tools/architecture.py")
    else:
        sys.exit(__doc__)
