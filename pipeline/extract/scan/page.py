"""A page read from its picture: rulings and characters through the same table finder as any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.content import BLACK, Char, PageContent
from pipeline.extract.page import read_page
from pipeline.extract.scan.columns import Column
from pipeline.extract.scan.engine import Engine
from pipeline.extract.scan.layer import LOW, compared, layer_of, only_layer
from pipeline.extract.scan.picture import Picture
from pipeline.extract.scan.reading import ReadLine, read_lines
from pipeline.extract.scan.shades import shades
from pipeline.extract.scan.skew import skew, straightened
from pipeline.extract.scan.strange import is_strange
from pipeline.extract.scan.strokes import strokes
from pipeline.extract.scan.turn import turned_page, upright
from pipeline.extract.text import is_wide
from pipeline.layers.extracted import Cell, Page, Table

NAME = "ocr"

UNSURE = 0.85
"""Confidence below which a cell carries the warning ``low_confidence``."""

UNRULED = frozenset(("shaded", "aligned"))
"""Sources of tables whose rows and columns are told by shading or by the places of words."""

_ODD = re.compile(r"[0-9] [0-9]|^[.,・]|[.,・]$|[ァ-ヴ]一", re.MULTILINE)
"""What may be a point gone from the paper, dirt on it, or 一 in the place of ー."""


KANJI, DIGIT = 0.9, 0.72
"""Share of the em that the ink of a line covers in height, with East Asian characters and without."""


def read_scan(content: PageContent, picture: Picture, engine: Engine | None) -> Page:
    """Return the page that ``content`` gives no visible text of, as its picture shows it.

    Without an engine, the text is that of the hidden layer, if there is one. Boxes are those of the
    picture set upright and straight; ``rotation`` says how it was turned. Where nothing can be read the
    page keeps its problem.
    """
    if engine is not None:
        picture, way, angle = upright(picture, engine)
    else:
        way, angle = 0, skew(picture.gray)
        picture = straightened(picture, angle)
    layer = () if way else layer_of(content.chars, content.width, content.height, angle)
    return read_picture(turned_page(content, way), picture, layer, engine)


def read_picture(
    content: PageContent, picture: Picture, layer: Sequence[Char], engine: Engine | None
) -> Page:
    """Return what ``picture`` shows as a page of the frame of ``content``."""
    ink = picture.ink()
    found = strokes(ink, picture.scale)
    lines = read_lines(picture.gray, ink, found.mask, engine) if engine is not None else []
    chars = [c for run, line in enumerate(lines) for c in _characters(line, run, picture.scale)]
    seen = replace(
        content, reader=NAME, chars=tuple(chars) if engine is not None else tuple(layer),
        rulings=found.rulings, fills=shades(picture.gray, picture.scale), slants=(), shapes=0, unread=0,
    )  # fmt: skip
    page = read_page(seen)
    if engine is None:
        tables = tuple(replace(t, cells=tuple(map(only_layer, t.cells))) for t in page.tables)
        return replace(page, tables=tables)
    tables = tuple(
        replace(t, cells=tuple(_judged(c, lines, layer, picture.scale) for c in t.cells)) for t in page.tables
    )
    return replace(page, tables=tuple(_unsure(t) if t.source in UNRULED else t for t in tables))


def _unsure(table: Table) -> Table:
    """Mark all cells of a table whose rows and columns no ruling tells: in a picture, places are rough."""
    cells = (replace(c, warnings=tuple(dict.fromkeys((*c.warnings, LOW)))) for c in table.cells)
    return replace(table, cells=tuple(cells))


def _judged(cell: Cell, lines: Sequence[ReadLine], layer: Sequence[Char], scale: float) -> Cell:
    cell = _with_confidence(cell, lines, scale)
    return compared(cell, layer) if layer and cell.text else cell


def _characters(read: ReadLine, run: int, scale: float) -> list[Char]:
    """Spread the characters of a line over its box by their usual widths."""
    if read.column is not None:
        return _downwards(read, read.column, run, scale)
    text = read.words.text
    x0, x1 = read.line.x0 / scale, read.line.x1 / scale
    top, bottom = read.line.top / scale, read.line.bottom / scale
    size = _size(read, scale)
    if size > bottom - top:
        middle = (top + bottom) / 2
        top, bottom = middle - size / 2, middle + size / 2
    widths = [1.0 if is_wide(c) else 0.52 for c in text]
    unit = (x1 - x0) / sum(widths)
    found, at = [], x0
    for char, width in zip(text, widths, strict=True):
        end = at + width * unit
        found.append(Char(char, at, top, end, bottom, size, False, False, 0, False, run, BLACK))
        at = end
    return found


def _downwards(read: ReadLine, column: Column, run: int, scale: float) -> list[Char]:
    """Give the characters of a column the places of its glyphs, or spread them where there are others."""
    text = "".join(read.words.text.split())
    left, top, right, bottom = (edge / scale for edge in column.box)
    size = (right - left) / KANJI
    middles = [(glyph[1] + glyph[3]) / 2 / scale for glyph in column.glyphs]
    if len(text) != len(middles):
        step = (bottom - top) / len(text)
        middles = [top + (place + 0.5) * step for place in range(len(text))]
    x = (left + right) / 2
    half = size / 2
    return [
        Char(char, x - half, y - half, x + half, y + half, size, False, False, 0, True, run, BLACK)
        for char, y in zip(text, middles, strict=True)
    ]


def _size(read: ReadLine, scale: float) -> float:
    share = KANJI if any(is_wide(c) for c in read.words.text) else DIGIT
    high = (read.line.bottom - read.line.top) / scale
    usual = read.line.em / scale
    size = high / share
    return usual if read.line.is_dash or abs(size - usual) < 0.25 * usual else size


def _with_confidence(cell: Cell, lines: Sequence[ReadLine], scale: float) -> Cell:
    if not cell.text:
        return cell
    sure = min((r.words.confidence for r in lines if _inside(r, cell, scale)), default=0.0)
    odd = _ODD.search(cell.text) or is_strange(cell.text)
    unsure = (LOW,) if sure < UNSURE or odd else ()
    return replace(cell, confidence=round(sure, 3), warnings=(*cell.warnings, *unsure))


def _inside(read: ReadLine, cell: Cell, scale: float) -> bool:
    x, y = (read.line.x0 + read.line.x1) / 2 / scale, (read.line.top + read.line.bottom) / 2 / scale
    return cell.box.x0 <= x <= cell.box.x1 and cell.box.top <= y <= cell.box.bottom
