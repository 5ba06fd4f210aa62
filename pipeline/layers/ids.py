"""Stable identifiers: a hash of what a thing is, never of where or when it was read."""

from __future__ import annotations

import hashlib
import json

LENGTH = 16  # hexadecimal digits, 64 bits: one collision expected among 4 thousand million rows

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def stable_id(*parts: str | int | None) -> str:
    """Return 16 hexadecimal digits for ``parts``; ``("ab", "c")`` and ``("a", "bc")`` differ."""
    return hashlib.sha256(_encode(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
