"""Where the cells of a table stand in its grid, how high its rows are, and where it may break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.typeset.table import Cell, Row, Table
from tests.typeset.wrap import wrap

MARK_SIZE = 0.6  # size of a raised mark, as a share of the text's


@dataclass(frozen=True)
class Placed:
    """A cell at its position in the grid; rows and columns count from 0 here."""

    cell: Cell
    row: int
    col: int

    @property
    def last_row(self) -> int:
        """Number of the last row that the cell covers."""
        return self.row + self.cell.row_span - 1

    @property
    def last_col(self) -> int:
        """Number of the last column that the cell covers."""
        return self.col + self.cell.col_span - 1

    def within(self, rows: Sequence[int]) -> Placed | None:
        """Return the piece of the cell that stands in ``rows``, None if none does.

        Only the first piece has the text.
        """
        own = [row for row in rows if self.row <= row <= self.last_row]
        if not own:
            return None
        if len(own) == self.cell.row_span:
            return self
        text = self.cell.text if own[0] == self.row else ""
        return Placed(replace(self.cell, row_span=len(own), text=text, valign="top"), own[0], self.col)


@dataclass(frozen=True)
class Setting:
    """The text of a cell broken into lines, with its font size and its height in points."""

    lines: tuple[str, ...]
    size: float
    height: float


def place(rows: Sequence[Row], columns: int) -> list[Placed]:
    """Give each cell the next free position of its row; raises ``ValueError`` if they don't tile the grid."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(rows):
        for cell in row:
            col = next((c for c in range(columns) if (number, c) not in taken), columns)
            covered = {
                (r, c) for r in range(number, number + cell.row_span) for c in range(col, col + cell.col_span)
            }
            if covered & taken or col + cell.col_span > columns or number + cell.row_span > len(rows):
                raise ValueError(f"row {number + 1}: {cell.text!r} does not fit the grid")
            taken |= covered
            placed.append(Placed(cell, number, col))
    if len(taken) != len(rows) * columns:
        gaps = sorted({(r, c) for r in range(len(rows)) for c in range(columns)} - taken)
        raise ValueError(f"no cell at row {gaps[0][0] + 1}, column {gaps[0][1] + 1}")
    return placed


def set_cell(table: Table, placed: Placed) -> Setting:
    """Break the text of a cell to the width of its columns."""
    cell = placed.cell
    size = cell.size or table.size
    width = sum(table.widths[placed.col : placed.last_col + 1]) - 2 * table.padding[0]
    if cell.effect == "vertical":
        return Setting((cell.text,), size, max(map(len, cell.text.split("\n"))) * size * 1.05)
    if cell.effect == "turned":
        return Setting((cell.text,), size, table.face.width(cell.text, size))
    if cell.overflow:
        lines = cell.text.split("\n")
    else:
        lines = wrap(cell.text, table.face, size * (1.3 if cell.effect == "spaced" else 1.0), width)
    marked = table.face.width(lines[-1], size) + table.face.width(cell.mark, size * MARK_SIZE)
    if cell.mark and marked > width and len(lines[-1]) > 1:
        lines[-1:] = [lines[-1][:-1], lines[-1][-1]]
    room = size * table.leading * len(lines) + (size * MARK_SIZE if cell.ruby else 0.0)
    return Setting(tuple(lines), size, room)


def row_heights(table: Table, placed: Sequence[Placed]) -> list[float]:
    """Return the height of each row in points: what its cells need, those over several rows last."""
    least = max(table.min_height, table.size * table.leading + 2 * table.padding[1])
    heights = [least] * len(table.rows)
    for one in sorted(placed, key=lambda p: (p.cell.row_span, p.row)):
        need = set_cell(table, one).height + 2 * table.padding[1]
        lacking = need - sum(heights[one.row : one.last_row + 1])
        if lacking > 0:
            for row in range(one.row, one.last_row + 1):
                heights[row] += lacking / one.cell.row_span
    return heights


def parts(
    table: Table, placed: Sequence[Placed], heights: Sequence[float], first: float, full: float
) -> list[list[int]]:
    """Divide the rows over pages with ``first`` and then ``full`` points of room.

    Rows that a cell joins stay together, unless spans may be divided. The first part may be empty of
    rows: the table then begins on the next page.
    """
    header = list(range(table.header_rows))
    repeated = header if table.repeat_header else []
    result: list[list[int]] = [[]]
    room = first
    joining = [one for one in placed if not table.divide_spans or one.row < table.header_rows]
    for group in _groups(joining, len(table.rows), table.header_rows):
        height = sum(heights[row] for row in group)
        if height > room + 0.01 and (len(result) > 1 or result[0] or first < full):
            begun = any(result)
            result.append(list(repeated) if begun else [])
            room = full - (sum(heights[row] for row in repeated) if begun else 0.0)
        result[-1] += group
        room -= height
    return result


def _groups(placed: Sequence[Placed], count: int, header_rows: int) -> list[list[int]]:
    """Return runs of rows that may not be divided; the header goes with the first body row."""
    joined = {row for one in placed for row in range(one.row + 1, one.last_row + 1)}
    joined |= set(range(1, header_rows + 1))
    groups: list[list[int]] = []
    for row in range(count):
        if row in joined:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
