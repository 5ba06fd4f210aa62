"""Brackets around a text."""

from __future__ import annotations

import regex

_BRACKET = regex.compile(r"[（()）]")


def unbracketed(text: str) -> str:
    """Return a text without brackets around the whole of it."""
    wrapped = len(text) > 1 and text[0] in "（(" and text[-1] in "）)"
    return text[1:-1] if wrapped and not _BRACKET.search(text[1:-1]) else text
