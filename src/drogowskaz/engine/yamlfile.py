"""YAML that knows its lines: each mapping answers for its own keys and says where a mistake stands."""

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from drogowskaz.engine.polish import bind
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.textfile import read_text
from drogowskaz.engine.words import LANGUAGES, _

Choice = TypeVar("Choice", bound=Enum)
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node:
    """A mapping of a YAML file. Asking for a key marks it as known; `refuse_unknown` reports the rest.

    Problems are collected in a list given by the caller, so that one reading finds them all.
    """

    def __init__(self, file: str, node: yaml.MappingNode, problems: list[Problem] | None = None) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        self._misshapen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                if problems is not None:
                    problems.append(Problem(_("A key must be a plain name."), Place(file, key.start_mark.line + 1)))
                continue
            if key.value in self._values and problems is not None:
                place = Place(file, key.start_mark.line + 1)
                problems.append(Problem(_("The key “{key}” stands twice."), place, {"key": key.value}))
            self._values[key.value] = value
            self._lines[key.value] = key.start_mark.line + 1

    def problem(self, message: str, at: str | None = None, /, **params: Any) -> Problem:
        """A problem at this mapping, or at its key `at`."""
        line = self.line if at is None else self._lines.get(at, self.line)
        return Problem(message, Place(self.file, line), params)

    def has(self, key: str) -> bool:
        return key in self._values

    def is_list(self, key: str) -> bool:
        return isinstance(self._values.get(key), yaml.SequenceNode)

    def keys(self) -> tuple[str, ...]:
        self._asked.update(self._values)
        return tuple(self._values)

    def _scalar(self, key: str) -> str | None:
        self._asked.add(key)
        value = self._values.get(key)
        if value is not None and not isinstance(value, yaml.ScalarNode):
            self._misshapen.add(key)
        return value.value if isinstance(value, yaml.ScalarNode) else None

    def optional(self, key: str, default: str = "") -> str:
        """The text of `key`, or `default` when the key is absent."""
        return self._scalar(key) or default

    def text(self, key: str, problems: list[Problem]) -> str:
        """The text of a required key."""
        text = self._scalar(key)
        if not text and key not in self._misshapen:
            problems.append(self.problem(_("The key “{key}” is missing."), key, key=key))
        return text or ""

    def flag(self, key: str, problems: list[Problem]) -> bool:
        """`true` or `false`; absent means false."""
        text = self._scalar(key)
        if text not in (None, "true", "false"):
            problems.append(self.problem(_("“{key}” must be true or false."), key, key=key))
        return text == "true"

    def number(self, key: str, problems: list[Problem]) -> int | None:
        """A whole number, or None when the key is absent."""
        text = self._scalar(key)
        if text is None:
            return None
        try:
            return int(text)
        except ValueError:
            problems.append(self.problem(_("“{key}” must be a whole number."), key, key=key))
            return None

    def date(self, key: str, problems: list[Problem]) -> dt.date | None:
        """A date written as 2026-11-21, or None when the key is absent."""
        text = self._scalar(key)
        if text is None:
            return None
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            problems.append(self.problem(_("“{key}” must be a date such as 2026-11-21."), key, key=key))
            return None

    def choice(self, key: str, options: type[Choice], problems: list[Problem], default: Choice) -> Choice:
        """One of the values of an enum; absent means `default`."""
        text = self._scalar(key)
        if text is None:
            return default
        try:
            return options(text)
        except ValueError:
            known = ", ".join(str(option.value) for option in options)
            problems.append(self.problem(_("“{text}” is not one of: {known}."), key, text=text, known=known))
            return default

    def texts(self, key: str, problems: list[Problem]) -> dict[str, str]:
        """A text in every language of the interface: `{pl: …, en: …}`; empty when the key is absent."""
        if not self.has(key):
            return {}
        inner = self.inner(key, problems)
        found = {lang: inner.text(lang, problems) for lang in LANGUAGES} if inner else {}
        if inner:
            inner.refuse_unknown(problems)
        return {lang: bind(text) if lang == "pl" else text for lang, text in found.items()}

    def inner(self, key: str, problems: list[Problem]) -> "Node | None":
        """The mapping below `key`."""
        self._asked.add(key)
        value = self._values.get(key)
        if isinstance(value, yaml.MappingNode):
            return Node(self.file, value, problems)
        if value is not None:
            problems.append(self.problem(_("“{key}” must be a mapping of names to values."), key, key=key))
        return None

    def scalars(self, key: str, problems: list[Problem]) -> list[tuple[str, int]]:
        """A list of texts, each with its line; empty when the key is absent."""
        self._asked.add(key)
        value = self._values.get(key)
        if value is None:
            return []
        if isinstance(value, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in value.value):
            return [(item.value, item.start_mark.line + 1) for item in value.value]
        problems.append(self.problem(_("“{key}” must be a list."), key, key=key))
        return []

    def strings(self, key: str, problems: list[Problem]) -> tuple[str, ...]:
        """A list of texts, empty when the key is absent."""
        return tuple(text for text, _line in self.scalars(key, problems))

    def items(self, problems: list[Problem], key: str = "items") -> Iterator["Node"]:
        """The mappings of the list below `key`."""
        self._asked.add(key)
        value = self._values.get(key)
        if value is None:
            return
        if not isinstance(value, yaml.SequenceNode):
            problems.append(self.problem(_("“{key}” must be a list."), key, key=key))
            return
        for item in value.value:
            if isinstance(item, yaml.MappingNode):
                yield Node(self.file, item, problems)
            else:
                place = Place(self.file, item.start_mark.line + 1)
                problems.append(Problem(_("Each item of “{key}” must be a mapping."), place, {"key": key}))

    def refuse_unknown(self, problems: list[Problem]) -> None:
        """Report the keys nobody asked for, and lists where one text was asked for: nothing is silently ignored."""
        for key in self._values:
            if key not in self._asked:
                problems.append(self.problem(_("The key “{key}” is not known here."), key, key=key))
            elif key in self._misshapen:
                problems.append(self.problem(_("“{key}” must be a single text or number."), key, key=key))


def read(path: Path, shown: str | None = None) -> Node:
    """The mapping at the top of a YAML file; `shown` is its name in messages.

    Raises Unusable when the file is missing, is not UTF-8 or is not YAML.
    """
    name = shown or path.name
    text = read_text(path, name=name)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        at_line = error.problem_mark.line + 1 if error.problem_mark else None
        raise unusable(_("The file is not valid YAML."), Place(name, at_line)) from None
    except yaml.YAMLError:
        raise unusable(_("The file is not valid YAML."), Place(name)) from None
    if not isinstance(node, yaml.MappingNode):
        raise unusable(_("The file must be a mapping of names to values."), Place(name, 1))
    problems: list[Problem] = []
    top = Node(name, node, problems)
    if problems:
        raise Unusable(problems)
    return top
