"""From a folder of Japanese municipal PDFs to a DuckDB warehouse of indicators (指標)."""

from __future__ import annotations

__version__ = "0.1.0"
