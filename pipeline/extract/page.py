"""One page: from what the readers see to what the layer ``extracted/`` says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.extract import outside
from pipeline.extract.agreement import doubted, refereed
from pipeline.extract.cells import CUT, STRUCK, CellText, read_cell
from pipeline.extract.content import Char, Fill, PageContent
from pipeline.extract.finder import FoundTable, Frame, find_tables, shaded
from pipeline.extract.grid import Region
from pipeline.extract.ink import MAX_FILLS, Ink, ink_of
from pipeline.extract.likeness import alike
from pipeline.extract.prose import prose
from pipeline.extract.strike import struck_out
from pipeline.extract.undecoded import UNKNOWN
from pipeline.layers.extracted import Account, Box, Cell, Page, Table

OUTLINED = 50
"""Shapes from which a page without a character is one whose letters are drawn as outlines."""


@dataclass(frozen=True)
class Reading:
    """What one reader's characters and rulings come to on one page; ``drawn``: all tables are ruled off."""

    content: PageContent
    ink: Ink
    tables: tuple[Table, ...]
    frames: list[Frame]
    rest: list[Char]
    in_cells: int
    drawn: bool


Known = dict[tuple[tuple[str, int, int, int], ...], CellText]
"""What was read of the characters of a cell, told by their text and places."""

SecondReader = Callable[[Sequence[tuple[float, float]] | None], PageContent | None]
"""A second view of the page: of the given parts of its height (top, bottom), or of all of it."""


def read_page(content: PageContent, second: SecondReader | None = None) -> Page:
    """Return a page as ``content``'s reader reads it, refereed by a second reader.

    ``second`` is called for its view of the page only where there are tables to referee, or text that
    the first reader could not decode; it returns None where it can't read the page, whose cells are
    then single. The reader that sees more leads.
    """
    known: Known = {}
    lead = _reading(content, known)
    other = None if second is None else _second_reading(lead, second, known)
    if other is not None and content.unread and _sees_more(other, lead):
        lead, other = other, lead
    tables = refereed(lead.tables, other.tables) if other is not None else doubted(lead.tables)
    readers = (lead.content.reader,) if other is None else (lead.content.reader, other.content.reader)
    lines, ruby = prose(lead.rest, lead.frames)
    return Page(
        content.number, content.width, content.height, content.rotation, tuple(lines), tables,
        _account(lead, ruby), readers, problem_of(lead),
    )  # fmt: skip


def _second_reading(lead: Reading, second: SecondReader, known: Known) -> Reading | None:
    """Let the second reader look where it matters: at drawn tables alone, or at the whole page."""
    if not lead.tables and not lead.content.unread:
        return None
    drawn = lead.drawn and not lead.content.unread
    bands = [(t.box.top, t.box.bottom) for t in lead.tables] if drawn else None
    view = second(bands)
    if view is None:
        return None
    if bands is not None and alike(lead.content, view, bands):
        return replace(lead, content=view)
    return _reading(view, known, drawn_only=drawn)


def _sees_more(second: Reading, first: Reading) -> bool:
    """Whether the second reader has text that the first lacks: 2 % more that shows and is mapped."""
    return _mapped(second) > 1.02 * _mapped(first) + 2


def _mapped(reading: Reading) -> int:
    return sum(1 for c in reading.ink.chars if not c.text.isspace() and c.text != UNKNOWN)


def problem_of(reading: Reading) -> str:
    """Say why a page could not be read in full.

    It is a picture without a text layer, has more than a page holds, or numbers abreast in no table.
    """
    content, ink = reading.content, reading.ink
    if content.truncated:
        return "too_much_content"
    if ink.seen - ink.hidden == 0 and (content.pictures or content.shapes >= OUTLINED):
        return "no_text_layer"
    return outside.PROBLEM if outside.has_stray_numbers(reading.rest) else ""


def _reading(content: PageContent, known: Known, *, drawn_only: bool = False) -> Reading:
    ink = ink_of(content)
    struck = struck_out(ink.chars, content.rulings)
    content = replace(content, rulings=struck.rulings)
    found, frames, rest = find_tables(content, ink.chars, drawn_only=drawn_only)
    tables = tuple(_table(number, t, content, ink, known) for number, t in enumerate(found, start=1))
    if struck.chars:
        tables = tuple(_with_struck(t, f, struck.chars) for t, f in zip(tables, found, strict=True))
    in_cells = sum(_inked(cs) for t in found for cs in t.chars.values())
    return Reading(content, ink, tables, frames, rest, in_cells, all(t.drawn for t in found))


def _with_struck(table: Table, found: FoundTable, struck: frozenset[int]) -> Table:
    """Return a table whose cells say which of them have text that is struck out."""
    cells = tuple(
        replace(c, warnings=(*c.warnings, STRUCK))
        if any(id(x) in struck for x in found.chars.get(r, ()))
        else c
        for c, r in zip(table.cells, found.grid.regions, strict=True)
    )
    return replace(table, cells=cells)


def _account(reading: Reading, ruby: int) -> Account:
    ink = reading.ink
    return Account(
        seen=ink.seen, cells=reading.in_cells, lines=_inked(reading.rest) - ruby,
        duplicate=ink.duplicate, hidden=ink.hidden, ruby=ruby,
    )  # fmt: skip


def _inked(chars: Sequence[Char]) -> int:
    # a glyph may stand for several characters (a ligature)
    return sum(len(c.text) for c in chars if not c.text.isspace())


def _table(number: int, found: FoundTable, content: PageContent, ink: Ink, known: Known) -> Table:
    grid = found.grid
    box = (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    fills = [
        f for f in content.fills if f.x1 > box[0] and f.x0 < box[2] and f.bottom > box[1] and f.top < box[3]
    ]
    cells = tuple(_cell(r, found, content.reader, fills[-MAX_FILLS:], known) for r in grid.regions)
    if ink.cut:
        cells = tuple(
            replace(c, warnings=(*c.warnings, CUT)) if ink.is_cut(found.chars.get(r, ())) else c
            for c, r in zip(cells, grid.regions, strict=True)
        )
    return Table(
        number, Box(*box), grid.rows, grid.cols, cells,
        grid.ys, grid.xs, found.source, found.warnings,
    )  # fmt: skip


def _cell(region: Region, found: FoundTable, reader: str, fills: Sequence[Fill], known: Known) -> Cell:
    box = found.grid.box(region)
    read = _read(found.chars.get(region, ()), known)
    return Cell(
        region.row + 1, region.col + 1, region.row_span, region.col_span, read.text, Box(*box), read.lines,
        read.size, shaded(box, fills), reader, "single", None, read.ruby,
        (*read.warnings, *found.cell_warnings.get(region, ())),
    )  # fmt: skip


def _read(chars: Sequence[Char], known: Known) -> CellText:
    """Return the text of a cell; the same characters in the same places are the same text."""
    if not chars:
        return CellText()
    key = tuple(
        [(c.text, round(c.x0), round(c.bottom), round(c.size)) for c in chars if not c.text.isspace()]
    )
    found = known.get(key)
    if found is None:
        found = known[key] = read_cell(chars)
    return found
