"""A table as a grid: which cell covers a position."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import regex

from pipeline.layers.extracted import Cell, Table
from pipeline.normalize.labels.label import Label, join_lines, read_label
from pipeline.normalize.labels.lexing import UNSET, Setting
from pipeline.normalize.labels.undated import nearest_era, undated
from pipeline.normalize.labels.words import fold
from pipeline.normalize.tables.numbered import ordinal_columns

# A letter that names a row or a column in formulas: 差引（a）－（b）.
_LETTER = regex.compile(r"[（(]([A-Za-z])[）)]")


@dataclass(frozen=True)
class Grid:
    """A table with its cells by position. Rows and columns count from 1."""

    page: int
    table: Table
    setting: Setting = UNSET

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, col): cell
            for cell in self.table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        }

    @property
    def place(self) -> tuple[int, float]:
        """Page and top edge, to order it among the headings and paragraphs."""
        return (self.page, self.table.box.top)

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return self.table.row_count

    @property
    def cols(self) -> int:
        """How many columns the table has."""
        return self.table.col_count

    @cached_property
    def _labels(self) -> dict[tuple[int, int], Label]:
        return {}

    def label(self, cell: Cell) -> Label:
        """Read a header cell; a year without an era takes the one that its left neighbour makes nearest."""
        place = (cell.row, cell.col)
        if place not in self._labels:
            self._labels[place] = self._read(cell)
        return self._labels[place]

    def _read(self, cell: Cell) -> Label:
        label = self.without_reference(read_label(cell.text))
        if label.period is not None or not undated(cell.text):
            return label
        left = self.at(cell.row, cell.col - 1)
        beside = self.label(left).period if left is not None else None
        known = beside.start.year if beside and beside.start else self.setting.fiscal_year
        return read_label(cell.text, Setting(nearest_era(cell.text, known), self.setting.fiscal_year))

    def without_reference(self, label: Label) -> Label:
        """Return a label whose unit, where it is only the letter that formulas call it by, is none.

        小計（a） is no area in a table that has （b） as well.
        """
        if label.unit.casefold() not in self._references:
            return label
        return replace(label, unit="", name=label.name and join_lines(label.printed))

    @cached_property
    def _references(self) -> frozenset[str]:
        letters = {m.casefold() for cell in self.table.cells for m in _LETTER.findall(fold(cell.text))}
        return frozenset(letters) if {"a", "b"} <= letters else frozenset()

    def at(self, row: int, col: int) -> Cell | None:
        """Return the cell that covers a position, its own or one that spans it."""
        return self._covering.get((row, col))

    @cached_property
    def ordinal_columns(self) -> frozenset[int]:
        """The columns, from the left, whose cells only number the rows."""
        return frozenset(ordinal_columns(self.table))

    def row(self, row: int) -> list[Cell]:
        """Return the cells that cover a row, each once, from left to right."""
        cells: list[Cell] = []
        for col in range(1, self.cols + 1):
            cell = self.at(row, col)
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells

    def starts(self, row: int) -> list[Cell]:
        """Return the cells whose first row is ``row``."""
        return [cell for cell in self.row(row) if cell.row == row]

    def stack(self, rows: range, col: int) -> list[Cell]:
        """Return the cells over a column within ``rows``, each once, from the top."""
        cells: list[Cell] = []
        for row in rows:
            cell = self.at(row, col)
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells


def is_blank(cell: Cell | None) -> bool:
    """Whether a cell prints nothing."""
    return cell is None or not cell.text.strip()


def spans_all(grid: Grid, cell: Cell) -> bool:
    """Whether a cell reaches across the whole table."""
    return cell.col == 1 and cell.col_span >= grid.cols
