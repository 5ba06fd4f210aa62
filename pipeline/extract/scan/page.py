"""A page read from its picture: rulings and characters through the same table finder as any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.content import BLACK, Char, PageContent
from pipeline.extract.page import read_page
from pipeline.extract.scan.engine import Engine
from pipeline.extract.scan.picture import Picture
from pipeline.extract.scan.reading import ReadLine, read_lines
from pipeline.extract.scan.skew import straightened
from pipeline.extract.scan.strokes import strokes
from pipeline.extract.text import is_wide
from pipeline.layers.extracted import Cell, Page

NAME = "ocr"

UNSURE = 0.85
"""Confidence below which a cell carries the warning ``low_confidence``."""

_ODD = re.compile(r"[0-9] [0-9]|^[.,・]|[.,・]$|[ァ-ヴ]一", re.MULTILINE)
"""What may be a point gone from the paper, dirt on it, or 一 in the place of ー."""


KANJI, DIGIT = 0.9, 0.72
"""Share of the em that the ink of a line covers in height, with East Asian characters and without."""


def read_scan(content: PageContent, picture: Picture, engine: Engine) -> Page:
    """Return the page that ``content`` gives no text of, as its picture shows it.

    Boxes are those of the straightened picture. Where nothing can be read the page keeps its problem.
    """
    picture = straightened(picture)
    ink = picture.ink()
    found = strokes(ink, picture.scale)
    lines = read_lines(picture.gray, ink, found.mask, engine)
    chars = tuple(c for run, line in enumerate(lines) for c in _characters(line, run, picture.scale))
    seen = replace(
        content, reader=NAME, chars=chars, rulings=found.rulings, fills=(), slants=(), shapes=0, unread=0
    )
    page = read_page(seen)
    tables = tuple(
        replace(t, cells=tuple(_with_confidence(c, lines, picture.scale) for c in t.cells))
        for t in page.tables
    )
    return replace(page, tables=tables)


def _characters(read: ReadLine, run: int, scale: float) -> list[Char]:
    """Spread the characters of a line over its box by their usual widths."""
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
    unsure = ("low_confidence",) if sure < UNSURE or _ODD.search(cell.text) else ()
    return replace(cell, confidence=round(sure, 3), warnings=(*cell.warnings, *unsure))


def _inside(read: ReadLine, cell: Cell, scale: float) -> bool:
    x, y = (read.line.x0 + read.line.x1) / 2 / scale, (read.line.top + read.line.bottom) / 2 / scale
    return cell.box.x0 <= x <= cell.box.x1 and cell.box.top <= y <= cell.box.bottom
