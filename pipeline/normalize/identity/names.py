"""Names of indicators, compared between documents."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.normalize.text import key
from pipeline.normalize.vocabulary import load


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return the form of ``name`` that is equal where only width, blanks, brackets or marks differ.

    What would leave nothing (a name of marks only) stays as its text key.
    """
    text = key(name)
    return text.translate(_dropped()).replace(" ", "").casefold() or text


@lru_cache(maxsize=1 << 16)
def is_unspecific(name: str) -> bool:
    """Whether a name key is made of general words only (合計, 参加者数) and so identifies nothing."""
    return _general().fullmatch(name) is not None


@cache
def _dropped() -> dict[int, None]:
    return dict.fromkeys(map(ord, str(load("identity/words")["dropped"])))


@cache
def _general() -> re.Pattern[str]:
    words = sorted(load("identity/words")["unspecific"], key=len, reverse=True)
    # Possessive: a word once read is not taken back, so that a long name costs linear time.
    return re.compile(f"(?>(?:{'|'.join(map(re.escape, words))}|[0-9]+|[-~])+)")
