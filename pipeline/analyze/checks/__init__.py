"""Identities and plausibility: what must hold between printed figures, and where it does not.

A broken identity of the source itself is reported with both places, never mended.
"""

from __future__ import annotations

from pipeline.analyze.checks.run import find, rows

__all__ = ["find", "rows"]
