"""Drawing a table, or the part of one that a page holds, and telling the truth about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tests.typeset.canvas import Canvas
from tests.typeset.grid import MARK_SIZE, Placed, Setting, set_cell
from tests.typeset.ink import COLUMN, draw_line, draw_turned, draw_vertical, line_width
from tests.typeset.rules import draw_rules
from tests.typeset.table import Align, Table
from tests.typeset.truth import Box, TruthCell, TruthTable


@dataclass(frozen=True)
class Part:
    """Rows of a table that stand on one page, with the heights of all its rows."""

    table: Table
    placed: Sequence[Placed]
    heights: Sequence[float]
    rows: Sequence[int]
    number: int = 1

    @property
    def height(self) -> float:
        """Height of the part in points."""
        return sum(self.heights[row] for row in self.rows)

    def header_rows(self) -> int:
        """Count the header rows that stand in this part."""
        return sum(row < self.table.header_rows for row in self.rows)


def draw_part(canvas: Canvas, part: Part, x: float, top: float) -> TruthTable:
    """Draw ``part`` with its top left corner at (``x``, ``top``)."""
    table = part.table
    col_edges = list(accumulate(table.widths, initial=x))
    row_edges = list(accumulate((part.heights[row] for row in part.rows), initial=top))
    position = {row: index for index, row in enumerate(part.rows)}
    here = [piece for one in part.placed if (piece := one.within(part.rows))]
    boxes = [
        Box(
            col_edges[one.col],
            row_edges[position[one.row]],
            col_edges[one.last_col + 1],
            row_edges[position[one.last_row] + 1],
        )
        for one in here
    ]
    for one, box in zip(here, boxes, strict=True):
        shade = _shade(table, one)
        if shade is not None:
            canvas.rectangle(box, fill=shade)
        if one.cell.slanted:
            canvas.line((box.x0, box.top), (box.x1, box.bottom), width=table.rules.width)
    header = part.header_rows()
    draw_rules(canvas, table.rules, boxes, row_edges[header] if header else None)
    cells = tuple(
        _draw_cell(canvas, table, one, box, position[one.row] + 1)
        for one, box in zip(here, boxes, strict=True)
    )
    box = Box(x, top, col_edges[-1], row_edges[-1])
    return TruthTable(box, len(part.rows), len(table.widths), cells, part.number)


def _shade(table: Table, one: Placed) -> float | None:
    if one.cell.shade is not None or table.stripes is None:
        return one.cell.shade
    return table.stripes if one.row >= table.header_rows and (one.row - table.header_rows) % 2 else None


def _draw_cell(canvas: Canvas, table: Table, one: Placed, box: Box, row: int) -> TruthCell:
    cell, setting = one.cell, set_cell(table, one)
    top = {
        "top": box.top + table.padding[1],
        "middle": (box.top + box.bottom - setting.height) / 2,
        "bottom": box.bottom - table.padding[1] - setting.height,
    }[cell.valign]
    if cell.effect in ("vertical", "turned"):
        ink = _draw_upright(canvas, table, one, setting, box, top)
    else:
        ink = _draw_lines(canvas, table, one, setting, box, top)
    return TruthCell(
        row=row,
        col=one.col + 1,
        row_span=cell.row_span,
        col_span=cell.col_span,
        text=cell.text + cell.mark,
        box=box,
        lines=(*setting.lines[:-1], setting.lines[-1] + cell.mark),
        lines_box=ink,
        ruby=cell.ruby,
        visible=cell.effect not in ("white", "invisible"),
        struck=cell.effect == "struck" and bool(cell.text),
        header=one.row < table.header_rows,
    )


def _draw_upright(
    canvas: Canvas, table: Table, one: Placed, setting: Setting, box: Box, top: float
) -> Box | None:
    columns = one.cell.text.count("\n") if one.cell.effect == "vertical" else 0
    wide = setting.size * (1 + COLUMN * columns)
    x = (box.x0 + box.x1 - wide) / 2
    bottom = top + setting.height
    if one.cell.effect == "vertical":
        draw_vertical(canvas, x, top, one.cell.text, table.face, setting.size)
    else:
        draw_turned(canvas, x, bottom, one.cell.text, table.face, setting.size)
    return Box(x, top, x + wide, bottom) if one.cell.text else None


def _draw_lines(
    canvas: Canvas, table: Table, one: Placed, setting: Setting, box: Box, top: float
) -> Box | None:
    cell, size = one.cell, setting.size
    if cell.ruby:
        small = size * MARK_SIZE
        x = _start(cell.align, box, table.padding[0], table.face.width(cell.ruby, small))
        draw_line(canvas, x, top, cell.ruby, table.face, small, "plain")
        top += small
    extents = []
    for index, line in enumerate(setting.lines):
        y = top + index * size * table.leading
        mark = cell.mark if index == len(setting.lines) - 1 else ""
        marked = table.face.width(mark, size * MARK_SIZE)
        if cell.align == "spread" and len(line) > 1 and not mark:
            extents.append(_spread(canvas, table, line, size, box, y))
            continue
        width = line_width(line, table.face, size, cell.effect)
        x = _start(
            "right" if cell.slanted and not index else cell.align, box, table.padding[0], width + marked
        )
        draw_line(canvas, x, y, line, table.face, size, cell.effect)
        if mark:
            draw_line(canvas, x + width, y - size * 0.1, mark, table.face, size * MARK_SIZE, "plain")
        extents.append((x, x + width + marked))
    if not cell.text + cell.mark:
        return None
    bottom = top + (len(setting.lines) - 1) * size * table.leading + size
    return Box(min(x0 for x0, _ in extents), top, max(x1 for _, x1 in extents), bottom)


def _start(align: Align, box: Box, padding: float, width: float) -> float:
    if align == "right":
        return box.x1 - padding - width
    if align in ("center", "spread"):
        return (box.x0 + box.x1 - width) / 2
    return box.x0 + padding


def _spread(canvas: Canvas, table: Table, line: str, size: float, box: Box, y: float) -> tuple[float, float]:
    """Draw ``line`` with its letters spread over the width of the cell (均等割付)."""
    room = box.x1 - box.x0 - 2 * table.padding[0]
    gap = max((room - table.face.width(line, size)) / (len(line) - 1), 0.0)
    x = box.x0 + table.padding[0]
    for char in line:
        draw_line(canvas, x, y, char, table.face, size, "plain")
        x += table.face.width(char, size) + gap
    return box.x0 + table.padding[0], x - gap
