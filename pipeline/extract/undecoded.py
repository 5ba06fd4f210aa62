"""Characters that nothing in the file explains: what a reader gives where it can't tell."""

from __future__ import annotations

import re

UNKNOWN = "\ufffd"
"""A glyph of which nothing says what character it is."""

_UNDECODED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]|\\(cid:")
"""That, a code point of the private use areas (whose meaning only its font knows), or a glyph's number."""


def is_undecoded(text: str) -> bool:
    """Whether some character of ``text`` is not known."""
    return _UNDECODED.search(text) is not None
