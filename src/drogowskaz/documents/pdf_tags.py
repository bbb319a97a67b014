"""The tags of tables, completed: typst marks the cells of the head as headings of columns, and has no way yet to say
that the first cell of a row is the heading of that row. A screen reader needs both to tell what a number is."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

ROWS = (Name("/THead"), Name("/TBody"), Name("/TFoot"))


def with_row_headings(pdf: bytes) -> bytes:
    """The file in which the first cell of every row of a table is the heading of the row.

    Cells are no longer tied to single headings by name, so that those of the row and of the column both hold.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        assert isinstance(tree, Dictionary), "the file is tagged"
        for table in _tables(tree):
            for row in _rows(table):
                for place, cell in enumerate(_children(row)):
                    _mark(cell, first=place == 0)
        saved = io.BytesIO()
        opened.save(saved, deterministic_id=True)
    return saved.getvalue()


def _children(node: Dictionary) -> list[Dictionary]:
    inner = node.get("/K")
    parts = list(inner) if isinstance(inner, Array) else [inner]
    return [part for part in parts if isinstance(part, Dictionary)]


def _tables(node: Dictionary) -> Iterator[Dictionary]:
    for child in _children(node):
        if child.get("/S") == "/Table":
            yield child
        elif "/K" in child:
            yield from _tables(child)


def _rows(table: Dictionary) -> Iterator[Dictionary]:
    for group in _children(table):
        if group.get("/S") in ROWS:
            yield from _children(group)


def _mark(cell: Dictionary, *, first: bool) -> None:
    for about in _abouts(cell):
        if "/Headers" in about:
            del about["/Headers"]
        if first and cell.S == "/TD":
            cell.S = Name("/TH")
            about.Scope = Name("/Row")


def _abouts(cell: Dictionary) -> list[Dictionary]:
    """What is said of a cell as a cell of a table; typst says something of each."""
    attributes = cell.A
    said = list(attributes) if isinstance(attributes, Array) else [attributes]
    return [one for one in said if isinstance(one, Dictionary) and one.O == "/Table"]
