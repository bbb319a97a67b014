"""Annexes from their folders, with every mistake of a definition told at once."""

from functools import cache
from pathlib import Path

from drogowskaz.engine.annexes.schema import CHOSEN, COUNTED, NUMBERS, Annexe, Choice, Field, FieldType, Section, Texts
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable, unusable
from drogowskaz.engine.words import LANGUAGES, _
from drogowskaz.engine.yamlfile import Node, read

FILE = "annexe.yaml"
EDITIONS = DEFINITIONS / "editions"
COLUMNS = range(-2, 3)
"""The columns a number may be asked for, in years from the assessed one."""


def annexe_ids(folder: Path = EDITIONS) -> tuple[str, ...]:
    """The annexes that are installed, by name."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{FILE}")))


def annexe_named(name: str) -> Annexe:
    """An installed annexe. Raises Unusable, naming those that exist."""
    if name not in annexe_ids():
        known = ", ".join(annexe_ids())
        raise unusable(_("There is no annexe “{name}”. Known annexes: {known}."), name=name, known=known)
    return load_annexe(EDITIONS / name)


@cache
def load_annexe(folder: Path) -> Annexe:
    """The annexe in `folder`. Raises Unusable with every problem found."""
    problems: list[Problem] = []
    top = read(folder / FILE, f"{folder.name}/{FILE}")
    nodes: dict[str, Node] = {}
    annexe = Annexe(
        id=top.text("annexe", problems),
        label=_texts(top, "label", problems),
        basis=top.text("basis", problems),
        sections=tuple(_section(node, nodes, problems) for node in top.items(problems, "sections")),
    )
    top.refuse_unknown(problems)
    if annexe.id and annexe.id != folder.name:
        problems.append(top.problem(_("The annexe is named “{id}”, its folder otherwise."), "annexe", id=annexe.id))
    if not annexe.fields:
        problems.append(top.problem(_("The annexe asks nothing."), "sections"))
    for name, keys in (
        ("section", [section.key for section in annexe.sections]),
        ("key", [field.key for field in annexe.fields]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            message = _("“{key}” stands twice as a {name} of the annexe.")
            problems.append(top.problem(message, "sections", key=key, name=name))
    for section in annexe.sections:
        _check_named(annexe, section, nodes, problems)
    if problems:
        raise Unusable(problems)
    return annexe


def _texts(node: Node, key: str, problems: list[Problem]) -> Texts:
    if not node.has(key):
        problems.append(node.problem(_("The key “{key}” is missing."), key=key))
    return node.texts(key, problems)


def _section(node: Node, nodes: dict[str, Node], problems: list[Problem]) -> Section:
    label = _texts(node, "label", problems)
    section = Section(
        key=node.text("section", problems),
        label=label,
        repeats=node.flag("repeats", problems),
        fields=tuple(_field(item, nodes, problems) for item in node.items(problems, "fields")),
        entry=node.texts("entry", problems) or label,
        method=node.optional("method"),
        double=node.optional("double"),
        declared=node.flag("declared", problems),
    )
    fills = any(field.feeds or field.by or any(one.feeds for one in field.choices) for field in section.fields)
    if section.declared and (section.repeats or fills):
        message = _("What an organisation declares is asked once, and fills no row: the office decides nothing on it.")
        problems.append(node.problem(message, "declared"))
    node.refuse_unknown(problems)
    nodes[section.key] = node
    return section


def _field(node: Node, nodes: dict[str, Node], problems: list[Problem]) -> Field:
    if not node.has("type"):
        problems.append(node.problem(_("The key “{key}” is missing."), key="type"))
    field = Field(
        key=node.text("key", problems),
        label=_texts(node, "label", problems),
        type=node.choice("type", FieldType, problems, FieldType.TEXT),
        unit=node.optional("unit"),
        required=node.flag("required", problems),
        feeds=node.strings("feeds", problems),
        help=node.texts("help", problems) or dict.fromkeys(LANGUAGES, ""),
        choices=tuple(_choice(item, problems) for item in node.items(problems, "choices")),
        column=node.number("column", problems) or 0,
        by=node.optional("by"),
        explains=node.flag("explains", problems),
        only_if=_answers(node, "only_if", problems),
        contradicts=_answers(node, "contradicts", problems),
        within=node.optional("within"),
        consent=node.flag("consent", problems),
        sensitive=node.flag("sensitive", problems),
        core=node.flag("core", problems),
    )
    _check_field(node, field, problems)
    node.refuse_unknown(problems)
    nodes[field.key] = node
    return field


def _choice(node: Node, problems: list[Problem]) -> Choice:
    choice = Choice(
        key=node.text("key", problems),
        label=_texts(node, "label", problems),
        feeds=node.strings("feeds", problems),
    )
    if len(choice.key.split()) > 1 or any(";" in label for label in choice.label.values()):
        problems.append(node.problem(_("A key has no spaces, and a label has no semicolon: both part answers.")))
    node.refuse_unknown(problems)
    return choice


def _answers(node: Node, key: str, problems: list[Problem]) -> dict[str, str]:
    inner = node.inner(key, problems)
    if inner is None:
        return {}
    return {name: inner.text(name, problems) for name in inner.keys()}  # noqa: SIM118 – a node is no dictionary


def _check_field(node: Node, field: Field, problems: list[Problem]) -> None:
    """What must hold of a question by itself."""
    aims = field.type in (*NUMBERS, *COUNTED)
    for wrong, message, at in (
        ((field.type in NUMBERS) != bool(field.unit), _("A number needs a unit, and only a number has one."), "type"),
        ((field.type in CHOSEN) != bool(field.choices),
         _("A question to choose from needs choices, and only such a question has them."), "type"),
        (bool(field.feeds) and not aims and not field.explains,
         _("Words are offered to no row: say “explains: true”, or give the rows to choices."), "feeds"),
        (field.column not in COLUMNS, _("A column is a number of years from the assessed one, −2 to 2."), "column"),
        (bool(field.by) and (field.type not in NUMBERS or bool(field.feeds)),
         _("Only a number takes its rows by another question, and then it has none of its own."), "by"),
        (field.consent and field.type is not FieldType.YES_NO, _("A consent is a question of yes or no."), "consent"),
        ((bool(field.within) or field.sensitive) and field.type not in NUMBERS,
         _("Only a number is a part of another, or sensitive."), "type"),
    ):  # fmt: skip
        if wrong:
            problems.append(node.problem(message, at))
    named: dict[str, set[int]] = {}
    for place, choice in enumerate(field.choices):
        for name in (choice.key, *choice.label.values()):
            named.setdefault(" ".join(name.casefold().split()), set()).add(place)
    if any(len(places) > 1 for places in named.values()):
        problems.append(node.problem(_("Two choices of a question have the same key or label."), "choices"))


def _check_named(annexe: Annexe, section: Section, nodes: dict[str, Node], problems: list[Problem]) -> None:
    """Questions that speak of other questions must speak of such as are there, and in reach."""
    here = {field.key: field for field in section.fields}
    for key in filter(None, (section.method, section.double)):
        if key not in here:
            problems.append(nodes[section.key].problem(_("The section has no question “{key}”."), key=key))
    for field in section.fields:
        node = nodes[field.key]
        if field.by and (field.by not in here or here[field.by].type is not FieldType.CHOICE):
            problems.append(node.problem(_("“{key}” is no choice of the same section."), "by", key=field.by))
        if field.within and (field.within not in here or here[field.within].type is not field.type):
            problems.append(
                node.problem(_("“{key}” is no such number of the same section."), "within", key=field.within)
            )
        for key, answer in {**field.only_if, **field.contradicts}.items():
            other = annexe.field_by_key.get(key)
            if other is None or (key not in here and annexe.section_of[key].repeats):
                message = _("“{key}” is no question of the same section or of one that does not repeat.")
                problems.append(node.problem(message, key=key))
            elif other.type in CHOSEN and answer not in other.choice_by_key:
                problems.append(node.problem(_("“{key}” has no choice “{answer}”."), key=key, answer=answer))
