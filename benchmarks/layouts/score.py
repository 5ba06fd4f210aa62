"""How much of a typeset page a reader read: rows cell for cell, and wrong cells that nobody flagged.

One measure for all readers, so it asks only for what all of them give: the texts of a row's cells from
left to right. Blanks and line breaks don't count, nor do empty and spanned positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.layouts.peers import Rows
from tests.typeset import TruthPage, TruthTable, Typeset


@dataclass(frozen=True)
class Score:
    """Counts over pages; scores can be added. ``seconds`` is processor time."""

    rows: int = 0
    exact: int = 0
    cells: int = 0
    wrong: int = 0
    seconds: float = 0.0
    pages: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.rows + other.rows,
            self.exact + other.exact,
            self.cells + other.cells,
            self.wrong + other.wrong,
            self.seconds + other.seconds,
            self.pages + other.pages,
        )

    @property
    def share(self) -> float:
        """Share of rows read cell for cell."""
        return self.exact / self.rows if self.rows else 1.0


def plain_score(truth: Typeset, pages: Sequence[Sequence[Rows]], seconds: float) -> Score:
    """Judge a reader that never says that it is in doubt: every cell that is not right is wrong."""
    total = Score(seconds=seconds, pages=len(truth.pages))
    for page, tables in zip(truth.pages, pages, strict=True):
        total += _page(page, [_line(row) for table in tables for row in table])
    return total


def _page(page: TruthPage, read: list[list[str]]) -> Score:
    total = Score()
    for table in page.tables:
        for row in rows_of(table):
            exact = row in read
            right = len(row) if exact else max((_common(row, other) for other in read), default=0)
            if exact:
                read.remove(row)
            total += Score(1, exact, len(row), len(row) - right)
    return total


def rows_of(table: TruthTable) -> Iterator[list[str]]:
    """Yield the texts of each row that has any, as they are compared."""
    for number in range(1, table.row_count + 1):
        cells = sorted((c for c in table.cells if c.row == number and c.visible), key=lambda c: c.col)
        row = _line([cell.text for cell in cells])
        if row:
            yield row


def _line(texts: Sequence[str]) -> list[str]:
    return [plain for text in texts if (plain := "".join(text.split()))]


def _common(row: list[str], other: list[str]) -> int:
    blocks = SequenceMatcher(a=row, b=other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)
