"""Areas that text alone makes: lines of text that share gutters over some height."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.areas import Area
from pipeline.extract.extent import ROWS_APART
from pipeline.extract.pieces import Piece
from pipeline.extract.textlines import spread

LEAST = 3
"""Lines with text side by side, at least, that make a table."""


def text_areas(rows: Sequence[Sequence[Piece]]) -> list[Area]:
    """Return the stretches of text, without a wide gap, in which lines are broken up: three at least."""
    runs: list[list[Sequence[Piece]]] = []
    for row in rows:
        if runs and _follows(runs[-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return [_run_area(run) for run in runs if sum(map(spread, run)) >= LEAST]


def _follows(run: Sequence[Sequence[Piece]], row: Sequence[Piece]) -> bool:
    last = max(p.bottom for r in run[-2:] for p in r)
    return min(p.top for p in row) - last <= ROWS_APART * max(p.size for p in row)


def _run_area(run: Sequence[Sequence[Piece]]) -> Area:
    pieces = [p for row in run for p in row]
    return Area(
        min(p.x0 for p in pieces) - 1, min(p.top for p in pieces) - 1,
        max(p.x1 for p in pieces) + 1, max(p.bottom for p in pieces) + 1,
    )  # fmt: skip
