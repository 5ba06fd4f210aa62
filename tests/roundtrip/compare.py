"""Holding what was read of a page against what was typeset on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.layers import extracted
from tests.typeset import TruthCell, TruthTable, Typeset

_RAISED = re.compile(r"\^\{([^{}]*)\}")
TOUCHING = 3.0
"""Points between tables, one on the other, that are no gap."""

NEAR = 0.5
"""Points by which edges of the same columns may differ: browsers round them."""

Verdict = Literal["right", "flagged", "lost", "wrong"]


@dataclass(frozen=True)
class Finding:
    """The verdict on one cell of the truth. Of struck text, that it is struck belongs to what is right.

    ``right``: read at its place, with its spans and text. ``flagged``: not so, but the reader says that
    something is wrong there. ``lost``: no table was found where it stands. ``wrong``: none of these.
    """

    page: int
    table: int
    cell: TruthCell
    verdict: Verdict
    found: str = ""

    def __str__(self) -> str:
        cell = self.cell
        place = f"page {self.page}, table {self.table}, row {cell.row}, column {cell.col}"
        spans = f"{cell.row_span}×{cell.col_span}"
        return f"{self.verdict}: {place} ({spans}): {cell.text!r}, read {self.found}"


@dataclass(frozen=True)
class Score:
    """How a document was read. A row is exact when all cells that begin in it are right."""

    findings: tuple[Finding, ...]

    def count(self, verdict: Verdict) -> int:
        """Count the cells with that verdict."""
        return sum(finding.verdict == verdict for finding in self.findings)

    @property
    def rows_exact(self) -> float:
        """Share of rows read cell for cell."""
        rows: dict[tuple[int, int, int], bool] = {}
        for finding in self.findings:
            key = (finding.page, finding.table, finding.cell.row)
            rows[key] = rows.get(key, True) and finding.verdict == "right"
        return sum(rows.values()) / len(rows) if rows else 1.0

    def faults(self) -> Iterator[str]:
        """Yield a line for each cell that is not right."""
        return (str(finding) for finding in self.findings if finding.verdict != "right")

    def verdicts(self) -> Counter[Verdict]:
        """Count the cells by verdict."""
        return Counter(finding.verdict for finding in self.findings)


def compare(truth: Typeset, document: extracted.Document) -> Score:
    """Judge every cell of ``truth``."""
    findings: list[Finding] = []
    for number, (page, read) in enumerate(zip(truth.pages, document.pages, strict=True), start=1):
        for index, table in enumerate(page.tables, start=1):
            above = page.tables[: index - 1]
            findings += _judge_table(number, index, table, read, _rows_above(table, above))
    return Score(tuple(findings))


def plain(text: str) -> str:
    """Return ``text`` without blanks and line breaks, which the page does not keep apart.

    A mark that is read as raised, ``^{※1}``, is the mark.
    """
    return "".join(_RAISED.sub(r"\1", text).split())


def _rows_above(table: TruthTable, others: Sequence[TruthTable]) -> int:
    """Count the rows of the tables on which ``table`` stands with the same columns and without a gap.

    The page shows one table with a second header, and two tables, alike.
    """
    for other in others:
        if abs(table.box.top - other.box.bottom) <= TOUCHING and _share_columns(other, table):
            return other.row_count + _rows_above(other, [o for o in others if o is not other])
    return 0


def _share_columns(one: TruthTable, other: TruthTable) -> bool:
    first, second = (
        {edge for cell in table.cells for edge in (cell.box.x0, cell.box.x1)} for table in (one, other)
    )
    return all(
        any(abs(x - edge) <= NEAR for edge in edges)
        for xs, edges in ((first, second), (second, first))
        for x in xs
    )


def _judge_table(
    page: int, index: int, table: TruthTable, read: extracted.Page, rows_above: int
) -> Iterator[Finding]:
    found = max(read.tables, key=lambda other: _overlap(table.box, other.box), default=None)
    if found is None or not _overlap(table.box, found.box):
        verdict: Verdict = "flagged" if read.problem else "lost"
        yield from (Finding(page, index, cell, verdict, "no table") for cell in table.cells)
        return
    above = rows_above if found.row_count >= rows_above + table.row_count else 0
    cells = {(cell.row - above, cell.col): cell for cell in found.cells}
    for cell in table.cells:
        at_place = cells.get((cell.row, cell.col))
        if at_place is not None and _same(cell, at_place):
            yield Finding(page, index, cell, "right")
            continue
        near = [other for other in found.cells if _overlap(cell.box, other.box) > 1.0]
        flagged = bool(read.problem or found.warnings) or any(_doubtful(other) for other in near)
        texts = "; ".join(_describe(other) for other in [*([at_place] if at_place else []), *near][:3])
        yield Finding(page, index, cell, "flagged" if flagged else "wrong", texts or "no cell")


def _same(cell: TruthCell, read: extracted.Cell) -> bool:
    spans = (read.row_span, read.col_span) == (cell.row_span, cell.col_span)
    expected = cell.text if cell.visible else ""
    if not spans or plain(read.text) != plain(expected):
        return False
    return "struck_out" in read.warnings if cell.struck else read.agreement != "disputed"


def _doubtful(cell: extracted.Cell) -> bool:
    return cell.agreement == "disputed" or bool(cell.warnings)


def _describe(cell: extracted.Cell) -> str:
    return f"{cell.text!r} at {cell.row},{cell.col} ({cell.row_span}×{cell.col_span}, {cell.agreement})"


def _overlap(one: Iterable[float], other: Iterable[float]) -> float:
    left0, top0, right0, bottom0 = one
    left1, top1, right1, bottom1 = other
    width = min(right0, right1) - max(left0, left1)
    height = min(bottom0, bottom1) - max(top0, top1)
    return max(width, 0.0) * max(height, 0.0)
