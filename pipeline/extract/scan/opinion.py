"""A third opinion on single cells: what the picture shows where the text layer can't be trusted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.extract.agreement import same_text
from pipeline.extract.cells import MISPLACED
from pipeline.extract.scan.engine import Engine
from pipeline.extract.scan.page import NAME, UNSURE
from pipeline.extract.scan.picture import Gray, Picture
from pipeline.extract.scan.reading import joined, read_lines
from pipeline.extract.scan.strokes import strokes
from pipeline.layers.extracted import Cell, Page

_UNDECODED = ("\ufffd", "(cid:")


def in_doubt(cell: Cell) -> bool:
    """Whether a cell's characters are unknown, or disputed by how they were decoded, not by structure."""
    if "unmapped_glyph" in cell.warnings or any(mark in cell.text for mark in _UNDECODED):
        return True
    return cell.agreement == "disputed" and cell.other is not None and MISPLACED.isdisjoint(cell.warnings)


def third_opinion(page: Page, picture: Picture, engine: Engine) -> Page:
    """Return ``page`` with its cells in doubt read from the picture.

    A cell whose picture confirms one of two readings has that reading; one that no reader could decode
    has what the picture shows. Both are single. Any other stays disputed.
    """
    ink = picture.ink()
    mask = strokes(ink, picture.scale).mask
    tables = tuple(
        replace(
            t, cells=tuple(_judged(c, picture, (ink, mask), engine) if in_doubt(c) else c for c in t.cells)
        )
        for t in page.tables
    )
    return replace(page, tables=tables)


def _judged(cell: Cell, picture: Picture, layers: tuple[Gray, Gray], engine: Engine) -> Cell:
    rows, columns = _place(cell, picture.scale)
    ink, mask = (np.ascontiguousarray(layer[rows, columns]) for layer in layers)
    gray = np.ascontiguousarray(picture.gray[rows, columns])
    if not gray.size:
        return cell
    seen = joined(read_lines(gray, ink, mask, engine))
    sure = round(seen.confidence, 3)
    for reading, loser in ((cell.text, cell.other), (cell.other, cell.text)):
        if reading and not any(m in reading for m in _UNDECODED) and same_text(reading, seen.text):
            return replace(cell, text=reading, other=loser, agreement="single", confidence=sure)
    if "unmapped_glyph" not in cell.warnings or seen.confidence < UNSURE:
        return replace(cell, agreement="disputed", other=cell.other if cell.other is not None else seen.text)
    return replace(cell, text=seen.text, other=cell.text, reader=NAME, agreement="single", confidence=sure)


def _place(cell: Cell, scale: float) -> tuple[slice, slice]:
    box = cell.box
    return (
        slice(max(0, round(box.top * scale)), round(box.bottom * scale)),
        slice(max(0, round(box.x0 * scale)), round(box.x1 * scale)),
    )
