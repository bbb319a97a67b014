"""The Polish catalogue: gather the sentences of the interface, compile them, say what is not translated.

    python tools/messages.py update     put new source strings into the .po file, drop those no longer used
    python tools/messages.py compile    .po to .mo, with one-letter words bound to the next word
    python tools/messages.py check      list what is missing; exit 1 when anything is

Plain Python (Babel), so that a fresh machine needs no gettext programs.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "drogowskaz"
PO = SOURCE / "locale" / "pl" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "plural": (1, 2),
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
CALL = re.compile(r"""n?p?gettext\((?:u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*"|[^'")])*\)""")
HEADER = "# The Polish sentences of Drogowskaz. Gathered by tools/messages.py; translated by hand.\n#"


def sentences() -> Iterator[tuple[object, str | None]]:
    """Every source string as (message or plural pair, context)."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _in_python(path.read_bytes())
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        python = templatize(path.read_text("utf-8"), origin=str(path))
        flat = "\n".join(line.strip() for line in python.splitlines())
        calls = (found.group() for found in CALL.finditer(flat))
        yield from _in_python("\n".join(calls).encode())


def _in_python(source: bytes) -> Iterator[tuple[object, str | None]]:
    for _line, function, messages, _comments in extract_python(io.BytesIO(source), KEYWORDS, (), {}):
        texts = [text for text in (messages if isinstance(messages, tuple) else (messages,)) if isinstance(text, str)]
        if not texts or not texts[0]:
            continue
        if function == "pgettext":
            yield texts[1], texts[0]
        elif function in ("ngettext", "plural"):
            yield (texts[0], texts[1]), None
        else:
            yield texts[0], None


def gathered() -> Catalog:
    """A catalogue of what the source holds now, without translations. Where a sentence stands is not kept: a search
    finds it, and the places would make up more than a third of the file."""
    catalog = Catalog(locale="pl", domain="django", project="Drogowskaz", fuzzy=False)
    for message, context in sentences():
        catalog.add(message, context=context)
    return catalog


def stored() -> Catalog:
    """The catalogue as it stands in the repository."""
    if not PO.exists():
        return Catalog(locale="pl", domain="django")
    with PO.open("rb") as file:
        return read_po(file, locale="pl", domain="django")


def update() -> None:
    """Bring the stored catalogue up to the source, keeping translations."""
    fresh, old = gathered(), stored()
    for message in fresh:
        known = old.get(message.id, context=message.context) if message.id else None
        if known:
            message.string = known.string
    fresh.header_comment = HEADER
    PO.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, fresh, width=120, sort_output=True, omit_header=False)
    lines = [
        line
        for line in text.getvalue().decode().splitlines()
        if not re.match(r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Report-Msgid)', line)
    ]
    PO.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def compile_catalogue() -> None:
    """Write the .mo file beside the .po file, whole or not at all."""
    sys.path.insert(0, str(ROOT / "src"))
    from drogowskaz.engine.polish import bind

    catalog = stored()
    for message in catalog:
        if isinstance(message.string, str):
            message.string = bind(message.string) if message.id else message.string
        else:
            message.string = tuple(bind(text) for text in message.string)
    target = PO.with_suffix(".mo")
    partial = target.with_suffix(".mo.part")
    with partial.open("wb") as file:
        write_mo(file, catalog)
    os.replace(partial, target)


def untranslated() -> list[str]:
    """Source strings without a Polish sentence, and stored ones that nothing uses."""
    fresh, old = gathered(), stored()
    wrong = []
    for message in fresh:
        known = old.get(message.id, context=message.context) if message.id else None
        strings = [] if known is None else [known.string] if isinstance(known.string, str) else list(known.string)
        if message.id and (not strings or not all(strings)):
            wrong.append(f"no Polish: {message.id!r}")
        elif message.id and isinstance(message.id, str) and _names(message.id) != _names(strings[0]):
            wrong.append(f"names differ: {message.id!r} / {strings[0]!r}")
    for message in old:
        if message.id and fresh.get(message.id, context=message.context) is None:
            wrong.append(f"no longer used: {message.id!r}")
    return wrong


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^}]*\}|%\((\w+)\)", text))


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        update()
    elif command == "compile":
        compile_catalogue()
    elif command == "check":
        problems = untranslated()
        print("\n".join(problems) or "every sentence is translated")
        sys.exit(bool(problems))
    else:
        sys.exit(__doc__)
