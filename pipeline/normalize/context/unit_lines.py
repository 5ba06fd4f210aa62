"""Lines that name the units of the table below them: （単位：千円、％）, or （千円） by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.tables import words as vocabulary
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.lexing import unit_of

UNIT = regex.compile(r"[（(\[［]?\s*単位\s*[:：]?\s*([^（()）\[\]［］。]{1,20}?)\s*[)）\]］]?\s*$")
_BARE = regex.compile(r"\s*[（(\[［]\s*([^（()）\[\]［］]{1,12}?)\s*[)）\]］]\s*")


def units_in(text: str) -> tuple[str, ...]:
    """Return the units that a line names; without the word 単位, all in its brackets must be known ones."""
    if match := UNIT.search(text):
        return _several(match.group(1))
    return _units_alone(text)


def is_unit_alone(text: str) -> bool:
    """Whether a line is units in brackets and nothing else."""
    return bool(_units_alone(text))


def _units_alone(text: str) -> tuple[str, ...]:
    bare = _BARE.fullmatch(text)
    units = _several(bare.group(1)) if bare else ()
    return units if all(unit_of(vocabulary.fold(unit)) for unit in units) else ()


def _several(printed: str) -> tuple[str, ...]:
    return tuple(unit.strip() for unit in regex.split(r"[、，,]", printed) if unit.strip())


def units_go_on(between: Sequence[Paragraph], before: Grid, grid: Grid) -> bool:
    """Whether the line of units over one table holds for the next one: the same table, printed in parts.

    Nothing stands ``between`` them, and they have the same columns or, with as many columns, the same rows.
    """
    if before.cols != grid.cols or between:
        return False
    rows, columns = ([_printed(part, way) for part in (before, grid)] for way in (_first_row, _names))
    return rows[0] == rows[1] or columns[0] == columns[1]


def _first_row(grid: Grid) -> list[Cell]:
    return [cell for cell in grid.table.cells if cell.row == 1]


def _names(grid: Grid) -> list[Cell]:
    """The first column, or the first two where cells of the first one span several rows below the header."""
    groups = any(cell.col == 1 and cell.row > 1 and cell.row_span > 1 for cell in grid.table.cells)
    return [cell for cell in grid.table.cells if cell.col <= 1 + groups]


def _printed(grid: Grid, part: Callable[[Grid], list[Cell]]) -> list[str]:
    """Return what cells print; of blank ones something that equals nothing else."""
    texts = ["".join(cell.text.split()) for cell in part(grid)]
    return texts if any(texts) else [f"{grid.page} {grid.table.number}"]
