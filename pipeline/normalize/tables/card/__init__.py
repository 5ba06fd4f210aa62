"""Cards of a reform plan: one form for each item, with its fields, its indicators and its years."""

from __future__ import annotations

from pipeline.normalize.tables.card.read import read_table, recognises

__all__ = ["read_table", "recognises"]
