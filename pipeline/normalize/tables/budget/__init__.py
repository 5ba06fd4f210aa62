"""Annual plans (年次計画): projects with their cost and their summary, year by year."""

from __future__ import annotations

from pipeline.normalize.tables.budget.read import read_table, recognises

__all__ = ["read_table", "recognises"]
