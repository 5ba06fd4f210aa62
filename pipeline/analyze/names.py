"""Names that people get nearly right."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def meant(name: str, known: Sequence[str]) -> str:
    """Say which of ``known`` was meant, or what there is."""
    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"There are {', '.join(known) or 'none'}"
