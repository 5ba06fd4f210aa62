"""Sheets that are printed over several pages to the right: which page has the header of one without."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header

Known = tuple[Grid, Header]


@dataclass
class PageOrder:
    """The tables so far, in runs with the same names on one page after the other: parts of the same rows.

    A spreadsheet that is wider than its paper prints its columns on page after page, each with the names at
    the left, then its next rows in the same order. Only the first of these rows need have a header.
    """

    _run: list[Known] = field(default_factory=list)
    _before: list[Known] = field(default_factory=list)

    def before(self, grid: Grid) -> Known | None:
        """Return the table whose columns one without a header has, as if it stood right before it."""
        if not self._run:
            return None
        last = self._run[-1]
        if self._is_beside(grid, Header(0, 0, last[1].columns)):
            at = len(self._run)
            found = self._before[at] if at < len(self._before) else last
        else:
            found = last if grid.page == last[0].page else self._run[0]
        return replace(found[0], page=last[0].page), found[1]

    def add(self, grid: Grid, header: Header) -> None:
        """Take note of a table that was understood."""
        if self._run and self._is_beside(grid, header):
            self._run.append((grid, header))
        else:
            self._before, self._run = self._run, [(grid, header)]

    def forget(self) -> None:
        """Begin anew after a table that was not understood."""
        self._run, self._before = [], []

    def _is_beside(self, grid: Grid, header: Header) -> bool:
        """Whether a table on the next page has the same names as the last one."""
        last, known = self._run[-1]
        names = _names(last, known)
        return grid.page == last.page + 1 and any(names) and names == _names(grid, header)


def _names(grid: Grid, header: Header) -> list[str]:
    cells = (c for c in grid.table.cells if c.row > header.last and c.col < header.first_value_col)
    return ["".join(cell.text.split()) for cell in cells]
