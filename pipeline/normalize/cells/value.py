"""Cells in, values out: the one reader of cells (V1 to V13)."""

from __future__ import annotations

from pipeline.normalize.cells.cell import read_cell
from pipeline.normalize.cells.common import read_common
from pipeline.normalize.cells.draft import Circumstances
from pipeline.normalize.cells.marks import Legend
from pipeline.normalize.cells.model import Direction, Qualifier, Status, Value

__all__ = ["Direction", "Legend", "Qualifier", "Status", "Value", "parse_value"]


def parse_value(
    text: str,
    *,
    unit_hint: str | None = None,
    legend: Legend | None = None,
    default_era: str | None = None,
    fiscal_year: int | None = None,
) -> Value:
    """The value of the cell ``text``.

    ``unit_hint`` is the unit of the column or the table, which the cell's own beats (V2); ``legend``
    what the table says of its marks, as printed or mark by mark; ``default_era`` and ``fiscal_year``
    date the periods in brackets (P6). Raises nothing: what can't be read is ``unparsed``.
    """
    if legend is None and (value := read_common(text, unit_hint)) is not None:
        return value
    return read_cell(text, Circumstances(unit_hint, legend, default_era, fiscal_year))
