"""The Polish catalogue is whole, fresh and typeset."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from architecture.house import tool
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

MESSAGES = tool("messages")
MARKUP = re.compile(r"<[^>]*>|\{[^}]*\}|%\([^)]*\)[sd]")
LONE = re.compile(r"(?:^|[\s(„])[aiouwzAIOUWZ] (?=\S)")


def strings(catalogue: Catalog) -> Iterator[tuple[object, int, str]]:
    """Every Polish string with its source and the number of its plural form."""
    for message in catalogue:
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        source = (message.context, message.id if isinstance(message.id, str) else tuple(message.id))
        if message.id:
            yield from ((source, form, text) for form, text in enumerate(texts))


def loose(text: str) -> str:
    """The text with ordinary spaces only."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def untypeset(text: str) -> bool:
    """Does a Polish sentence use typewriter quotes or three dots?"""
    return re.search(r"[\"']|\.\.\.", MARKUP.sub(" ", text)) is not None


@pytest.fixture(scope="module")
def compiled() -> Catalog:
    with MESSAGES.PO.with_suffix(".mo").open("rb") as file:
        return read_mo(file)


def test_every_sentence_is_translated_and_every_translation_used() -> None:
    assert MESSAGES.untranslated() == []


def test_the_compiled_catalogue_is_the_stored_one_with_short_words_bound(compiled: Catalog) -> None:
    stored = {(source, form): loose(text) for source, form, text in strings(MESSAGES.stored())}
    # An untranslated sentence is another test's finding; the compiler leaves it out or keeps its English.
    untranslated = {source for (source, _form), text in stored.items() if not text}
    assert {(source, form): loose(text) for source, form, text in strings(compiled) if source not in untranslated} == {
        (source, form): text for (source, form), text in stored.items() if source not in untranslated
    }


def test_no_line_of_polish_can_end_in_a_one_letter_word(compiled: Catalog) -> None:
    assert [text for _source, _form, text in strings(compiled) if LONE.search(text)] == []


def test_polish_quotes_and_dots_are_typographic() -> None:
    assert [text for _source, _form, text in strings(MESSAGES.stored()) if untypeset(text)] == []


@pytest.mark.parametrize("text", ['Plik "a.csv" jest pusty.', "To jest 'x'.", "Czekaj..."])
def test_a_typewriters_sentence_is_found(text: str) -> None:
    assert untypeset(text)


def test_the_quotes_of_markup_are_no_sentence() -> None:
    assert not untypeset('Zobacz <a href="/x">mapę</a> – „cała” {name!r}…')


def test_a_lone_letter_is_found_and_a_bound_one_is_not() -> None:
    assert LONE.search("w tym")
    assert not LONE.search("w\N{NO-BREAK SPACE}tym, z\N{NO-BREAK SPACE}tego")


def test_the_tool_finds_a_sentence_without_polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "django.po"
    empty.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n', "utf-8")
    monkeypatch.setattr(MESSAGES, "PO", empty)
    found = MESSAGES.untranslated()
    assert len(found) == sum(1 for message in MESSAGES.gathered() if message.id)
