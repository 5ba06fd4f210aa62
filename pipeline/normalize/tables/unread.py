"""Values in a table of texts that stand in none of its fields: listed, so that none is lost."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels.values import is_value, only_period
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.grid import Grid


def refuse_values(grid: Grid, cells: Iterable[Cell], collector: Collector, detail: str) -> None:
    """List those of ``cells`` that hold a value; ``detail`` says what they are outside of."""
    for cell in cells:
        if is_value(cell.text) and only_period(cell.text) is None:
            collector.refuse(cell, grid.page, grid.table.number, "not in a field that was understood", detail)
