"""One page: from what the readers see to what the layer ``extracted/`` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.cells import CellText, read_cell
from pipeline.extract.content import PageContent
from pipeline.extract.finder import FoundTable, Frame, find_tables, shaded
from pipeline.extract.grid import Region
from pipeline.extract.ink import Ink, ink_of
from pipeline.extract.prose import prose
from pipeline.layers.extracted import Account, Box, Cell, Page, Table


@dataclass(frozen=True)
class Reading:
    """What one reader's characters and rulings come to on one page."""

    content: PageContent
    ink: Ink
    tables: list[FoundTable]
    frames: list[Frame]
    texts: list[dict[Region, CellText]]
    rest: list[object]


def read_page(content: PageContent) -> Page:
    """Return the page as ``content``'s reader alone reads it."""
    ink = ink_of(content)
    found, frames, rest = find_tables(content, ink.chars)
    tables = tuple(_table(number, t, content) for number, t in enumerate(found, start=1))
    lines, _, ruby = prose(rest, frames)
    cells = sum(_inked(c.text) for t in tables for c in t.cells)
    page = Page(
        content.number, content.width, content.height, content.rotation, tuple(lines), tables,
        readers=(content.reader,), problem=problem_of(content, ink),
    )  # fmt: skip
    in_cells = sum(1 for t in found for cs in t.chars.values() for c in cs if not c.text.isspace())
    return replace(
        page,
        account=Account(
            seen=ink.seen, cells=in_cells, lines=sum(1 for c in rest if not c.text.isspace()) - ruby,
            duplicate=ink.duplicate, hidden=ink.hidden, ruby=ruby,
        ),  # fmt: skip
    )


def problem_of(content: PageContent, ink: Ink) -> str:
    """Say why a page could not be read: a picture without a text layer, or more than a page holds."""
    if content.truncated:
        return "too_much_content"
    if ink.seen - ink.hidden == 0 and content.pictures:
        return "no_text_layer"
    return ""


def _inked(text: str) -> int:
    return sum(1 for c in text if not c.isspace())


def _table(number: int, found: FoundTable, content: PageContent) -> Table:
    grid = found.grid
    cells = tuple(_cell(r, found, content) for r in grid.regions)
    return Table(
        number, Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]), grid.rows, grid.cols, cells,
        grid.ys, grid.xs, found.source, found.warnings,
    )  # fmt: skip


def _cell(region: Region, found: FoundTable, content: PageContent) -> Cell:
    box = found.grid.box(region)
    read = read_cell(found.chars.get(region, ()))
    return Cell(
        region.row + 1, region.col + 1, region.row_span, region.col_span, read.text, Box(*box), read.lines,
        read.size, shaded(box, content.fills), content.reader, "single", None, read.ruby,
        (*read.warnings, *found.cell_warnings.get(region, ())),
    )  # fmt: skip
