"""Tables sketched as text, to test what is understood of them without a PDF.

A cell ``<`` belongs to the cell on its left, ``^`` to the cell above it; ``⏎`` breaks a line in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.layers.extracted import Box, Cell, Document, Line, Page, Table
from pipeline.normalize.document import normalize_document

WIDTH, HEIGHT = 60.0, 14.0
LEFT, GAP = 40.0, 6.0


def grid_of(sketch: str) -> list[list[str]]:
    """Split a sketch into rows of cells."""
    lines = [line.strip() for line in sketch.strip().splitlines() if line.strip()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def table(sketch: str, number: int = 1, top: float = 100.0) -> Table:
    """Build the table that a sketch draws, with its top edge at ``top`` points."""
    rows = grid_of(sketch)
    cells = [
        _cell(rows, r, c, top)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in ("<", "^")
    ]
    height, width = len(rows), len(rows[0])
    box = Box(LEFT, top, LEFT + width * WIDTH, top + height * HEIGHT)
    return Table(
        number,
        box,
        height,
        width,
        tuple(cells),
        tuple(top + r * HEIGHT for r in range(height + 1)),
        tuple(LEFT + c * WIDTH for c in range(width + 1)),
    )


def _cell(rows: Sequence[Sequence[str]], r: int, c: int, top: float) -> Cell:
    col_span = 1
    while c + col_span < len(rows[r]) and rows[r][c + col_span] == "<":
        col_span += 1
    row_span = 1
    while r + row_span < len(rows) and rows[r + row_span][c] == "^":
        row_span += 1
    box = Box(
        LEFT + c * WIDTH, top + r * HEIGHT, LEFT + (c + col_span) * WIDTH, top + (r + row_span) * HEIGHT
    )
    text = rows[r][c].replace("⏎", "\n")
    return Cell(r + 1, c + 1, row_span, col_span, text, box, size=9.0, reader="sketch", agreement="agreed")


def document(*parts: str) -> Document:
    """Build a document of one page out of tables (sketches with ``|``) and lines of text, from the top.

    A line that begins with ``#`` is a heading; more of them make it a lower one.
    """
    return document_of([parts])


def document_of(pages: Sequence[Sequence[str]]) -> Document:
    """Build a document of several pages, each as ``document`` takes it."""
    drawn = tuple(_page(number, parts) for number, parts in enumerate(pages, start=1))
    return Document("sketch", "sketch.pdf", "0" * 64, drawn)


def _page(number: int, parts: Sequence[str]) -> Page:
    lines: list[Line] = []
    tables: list[Table] = []
    top = 40.0
    for part in parts:
        if "|" in part:
            tables.append(table(part, len(tables) + 1, top))
            top = tables[-1].box.bottom + GAP
        else:
            lines.append(_line(part, top, len(lines)))
            top = lines[-1].box.bottom + GAP
    return Page(number, 595.0, 842.0, 0, tuple(lines), tuple(tables))


def _line(text: str, top: float, block: int) -> Line:
    depth = len(text) - len(text.lstrip("#"))
    bare = text.lstrip("# ")
    size = 10.0 if not depth else 18.0 - 2.0 * depth
    return Line(bare, Box(LEFT, top, LEFT + size * len(bare), top + size), block, size, bold=bool(depth))


def observe(*parts: str) -> list[dict[str, Any]]:
    """Return the observations of a sketched document."""
    return list(normalize_document(document(*parts))["observation"])


def facts(*parts: str) -> list[tuple[Any, ...]]:
    """Return name, fiscal year, kind, status, value (or why there is none) and unit of each observation."""
    return facts_of(document(*parts))


def facts_of(sketched: Document) -> list[tuple[Any, ...]]:
    """Return what ``facts`` does of a document of several pages."""
    return [
        (
            o["indicator"],
            o["fiscal_year"],
            o["value_kind"],
            o["status"],
            str(o["value"]) if o["value"] is not None else o["grade"] or o["missing_reason"],
            o["unit"] or "",
        )
        for o in normalize_document(sketched)["observation"]
    ]
