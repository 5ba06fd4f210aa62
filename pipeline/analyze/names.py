"""Names that people get nearly right."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def meant(name: str, known: Sequence[str], among: str = "There are") -> str:
    """Say which of ``known`` was meant, or what there is; ``among`` begins that sentence."""
    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"{among} {', '.join(known) or 'none'}"
