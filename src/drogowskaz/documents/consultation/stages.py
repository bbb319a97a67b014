"""Who took part in which stage of an assessment, as tables."""

from dataclasses import dataclass

from drogowskaz.documents.content import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    Items,
    Mark,
    Paragraph,
    Row,
    Table,
    heads,
)
from drogowskaz.engine.words import _, say


@dataclass(frozen=True)
class StageRow:
    """An organisation, who it is, and for each column what it did, a line for each thing; empty for nothing."""

    name: str
    sector: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class StageText:
    """The table in words. `columns` are the stages, the last one the work as a whole. `totals` are numbers of
    organisations by sector, `residents` contributions of residents as they may be told, `method` sentences."""

    columns: tuple[str, ...]
    about: tuple[str, ...]
    rows: tuple[StageRow, ...]
    totals: tuple[tuple[str, tuple[int, ...]], ...]
    residents: tuple[str, ...]
    method: tuple[str, ...]


NOBODY = _("No organisation has taken part yet in a way that may be told of.")


def stage_blocks(text: StageText, lang: str) -> list[Block]:
    """The tables and the method under them, for a document that has the heading."""
    blocks: list[Block] = []
    if text.rows:
        blocks.append(
            Table(
                caption=say(_("What each organisation did, in the order of the alphabet"), lang),
                head=heads(say(_("Organisation or institution"), lang), *text.columns),
                body=tuple(
                    Row(f"{one.name}\n({one.sector})", tuple(Cell("\n".join(cell) or "–") for cell in one.cells))
                    for one in text.rows
                ),
                aligned=(Align.START,) * len(text.columns),
            )
        )
    else:
        blocks.append(Paragraph(say(NOBODY, lang)))
    blocks.append(stage_totals(text, lang))
    blocks.append(Items(text.method))
    return blocks


def stage_totals(text: StageText, lang: str) -> Table:
    """How many organisations of each sector, and how many contributions of residents."""
    body = [
        Row(sector[:1].upper() + sector[1:], tuple(Cell(str(n), n) for n in numbers)) for sector, numbers in text.totals
    ]
    residents = Row(say(_("Contributions of residents"), lang), tuple(Cell(told) for told in text.residents))
    return Table(
        caption=say(_("How many organisations took part, and contributions of residents"), lang),
        head=heads(say(_("Who"), lang), *text.columns),
        body=(*body, residents),
        aligned=(Align.END,) * len(text.columns),
    )


def stage_document(text: StageText, title: str, about: str, lang: str, *, invented: bool) -> Document:
    """The tables by themselves, for a spreadsheet or for paper."""
    return Document(
        title=title,
        blocks=(
            Paragraph(about, Mark.LEAD),
            Heading(1, say(_("Participation by stage"), lang), "stages"),
            *stage_blocks(text, lang),
        ),
        lang=lang,
        mark=Mark.INVENTED if invented else Mark.NONE,
        mark_text=say(_("an example, no real place"), lang) if invented else "",
        footer=title,
    )
