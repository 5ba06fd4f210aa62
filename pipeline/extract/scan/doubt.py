"""Which cells a picture can settle: asked of every page, so that no model is loaded for one without."""

from __future__ import annotations

from pipeline.extract.cells import MISPLACED, UNMAPPED
from pipeline.extract.undecoded import is_undecoded
from pipeline.layers.extracted import Cell


def in_doubt(cell: Cell) -> bool:
    """Whether a cell's characters are unknown, or disputed by how they were decoded, not by structure."""
    if UNMAPPED in cell.warnings or is_undecoded(cell.text):
        return True
    return cell.agreement == "disputed" and cell.other is not None and MISPLACED.isdisjoint(cell.warnings)
