"""The stage load: from the typed rows of ``normalized/`` to the warehouse. It knows SQL only."""

from __future__ import annotations

from pipeline.load.run import LoadReport, run

__all__ = ["LoadReport", "run"]
