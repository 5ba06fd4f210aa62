"""How much two names or sentences speak of one thing: the share of their pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LAYOUT = re.compile(r"[\s　（）()「」『』・、。,:：]|事業|について|における|等")


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """Return a text without width, blanks, brackets and words that are in every other name."""
    return _LAYOUT.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text; the kana of endings count for nothing."""
    bare = squeezed(text)
    found = {bare[number : number + 2] for number in range(len(bare) - 1)}
    return frozenset(pair for pair in found if not all("ぁ" <= ch <= "ゖ" for ch in pair))


def shared(name: str, text: str) -> float:
    """Return which share of a name's pairs of characters a text has (0 … 1)."""
    own = pairs(name)
    return len(own & pairs(text)) / len(own) if own else 0.0
