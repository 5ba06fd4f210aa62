"""Areas that text alone makes: lines of text that share gutters over some height."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.areas import Area
from pipeline.extract.extent import ROWS_APART
from pipeline.extract.pieces import Piece
from pipeline.extract.textlines import is_inside_table, spread


def text_areas(rows: Sequence[Sequence[Piece]]) -> list[Area]:
    """Return the areas that text alone makes: runs of broken lines, three at least."""
    areas: list[Area] = []
    run: list[Sequence[Piece]] = []
    for index, row in enumerate(rows):
        if run and not _follows(run, row):
            areas += _run_area(run)
            run = []
        if spread(row) or is_inside_table(rows, index):
            run.append(row)
        elif run:
            areas += _run_area(run)
            run = []
    return [*areas, *_run_area(run)]


def _follows(run: Sequence[Sequence[Piece]], row: Sequence[Piece]) -> bool:
    last = max(p.bottom for r in run[-2:] for p in r)
    return min(p.top for p in row) - last <= ROWS_APART * max(p.size for p in row)


def _run_area(run: Sequence[Sequence[Piece]]) -> list[Area]:
    broken = [row for row in run if spread(row)]
    if len(broken) < 3:
        return []
    pieces = [p for row in run for p in row]
    return [
        Area(
            min(p.x0 for p in pieces) - 1, min(p.top for p in pieces) - 1,
            max(p.x1 for p in pieces) + 1, max(p.bottom for p in pieces) + 1,
        )
    ]  # fmt: skip
