"""Progress tables: initiatives (施策) with what was done for each of them, year by year."""

from __future__ import annotations

from pipeline.normalize.tables.progress.read import read_table, recognises

__all__ = ["read_table", "recognises"]
