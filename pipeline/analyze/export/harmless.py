"""Text that no spreadsheet takes for a formula.

A document may print ``=HYPERLINK(…)`` or ``@SUM``; opened as CSV, a spreadsheet would run it. OWASP's
remedy: an apostrophe in front, which says "text". A plain number and a lone dash are left as they are.
"""

from __future__ import annotations

import re

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN = re.compile(r"[-+－＋]?[0-9０-９.,]*[%％]?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff￾￿]")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might run ``text``."""
    bare = text.lstrip(" \u3000")
    return bare.startswith(_STARTERS) and not _PLAIN.fullmatch(bare)


def harmless(text: str) -> str:
    """Return ``text`` with an apostrophe in front where a spreadsheet might run it."""
    return f"'{text}" if is_risky(text) else text


def printable(text: str) -> str:
    """Replace characters that XML, and so Excel, can't hold."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
