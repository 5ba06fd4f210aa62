"""From a folder of Japanese municipal PDFs to a DuckDB warehouse of indicators (指標).

``pipeline.open(root)`` gives a notebook a read-only connection and the views as DataFrames.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.notebook import Warehouse

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(root: str | Path = ".") -> Warehouse:  # noqa: A001  reads well as pipeline.open
    """Open the warehouse of the workspace ``root`` for reading.

    Raises :class:`pipeline.errors.NoWarehouseError` where there is none yet.
    """
    from pipeline.notebook import Warehouse

    return Warehouse(Path(root))
