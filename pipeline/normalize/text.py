"""Text of cells and labels, for people (`display`) and for comparison (`key`) (T1 to T3).

Never a whole-string NFKC: it turns ``1,234①`` into ``1,2341``, ``m²`` into ``m2`` and … into three points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

import jaconv

from pipeline.normalize.vocabulary import load

_WORDS = load("characters")
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HALF_KANA = re.compile("[\uff61-\uff9f]")
DASHES: Final[str] = str(_WORDS["dashes"])


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    letters = "".join(text.split())
    for read, meant in zip(letters[::2], letters[1::2], strict=True):
        yield ord(read), meant


def _radicals() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return table | dict(_pairs(_WORDS["radicals"])) | dict(_pairs(_WORDS["kangxi"]))


def _full_width() -> dict[int, str]:
    """What ``jaconv.z2h(ascii=True, digit=True)`` does, without ～ and －, which mean something."""
    codes = [*range(0xFF01, 0xFF5F), 0x3000]
    halves = {code: jaconv.z2h(chr(code), kana=False, ascii=True, digit=True) for code in codes}
    return {code: half for code, half in halves.items() if chr(code) not in "～－"}


def _invisible() -> dict[int, None]:
    selectors = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E)]
    return dict.fromkeys([*map(ord, _INVISIBLE), *selectors])


def _one_sign() -> dict[int, str]:
    """Units and Roman numerals in one sign, and subscripts, as what they stand for: ㎞, Ⅲ, CO₂."""
    codes = [*range(0x2160, 0x2180), *range(0x3300, 0x3358), *range(0x3371, 0x33E0), *range(0x2080, 0x208A)]
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}


_WIDTH = _full_width()
_CLEAN: Final[dict[int, str | None]] = {**_radicals(), **_invisible()}
_CLEAN_AND_WIDTH: Final[dict[int, str | None]] = {**_CLEAN, **_WIDTH}
_SIGNS: Final = dict(_pairs(_WORDS["signs"]))
_KEY: Final[dict[int, str]] = {**_one_sign(), **_SIGNS}
_BLANKS = re.compile(r"\s++")
_LAYOUT = re.compile(r"(?<![0-9A-Za-z])\s++|\s++(?![0-9A-Za-z])")
_APART = re.compile("[0-9A-Za-z]{2}")
_LETTER_SPACED = re.compile(r"(?>(?:[^\x00-\x7f] )+)[^\x00-\x7f]")
_POWER = re.compile("(?<=[mｍ])[²³]")
_POWERS: Final = {"²": "2", "³": "3"}
_DASH = re.compile(f"[{re.escape(DASHES)}]")
_LONG_VOWEL = re.compile(f"(?<=[ァ-ヺー])[{re.escape(DASHES)}](?![0-9A-Za-z(①-⑳])")
_STRAY_BAR = re.compile("(?<![ぁ-ゖァ-ヺー])ー+")
_LABEL_COMMA = re.compile(r"(?<!\d),|,(?!\d)")


def fold(text: str) -> str:
    """``text`` with radicals, half-width kana and full-width ASCII folded (T1), blanks kept as printed."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if _HALF_KANA.search(text):
        text = jaconv.h2z(text.translate(_CLEAN), kana=True, ascii=False, digit=False)
    return _composed(text.translate(_CLEAN_AND_WIDTH))


def display(text: str) -> str:
    """``text`` for people: folded, ～ and － and ー kept; line breaks and letter-spacing are layout (T2)."""
    text = _BLANKS.sub(" ", _in_one_line(fold(text))).strip()
    return _composed(_BLANKS.sub("", text) if _LETTER_SPACED.fullmatch(text) else text)


def _composed(text: str) -> str:
    """``text`` in NFC again, once what stood between a letter and its mark is gone."""
    return unicodedata.normalize("NFC", text)


def _in_one_line(text: str) -> str:
    """Lines joined, with a blank only between ASCII letters and digits."""
    if "\n" not in text:
        return text
    lines = [line for printed in text.split("\n") if (line := printed.strip())]
    joined = lines[0] if lines else ""
    for left, right in pairwise(lines):
        gap = " " if _APART.fullmatch(left[-1] + right[0]) else ""
        joined += gap + right
    return joined


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The form that is equal for spellings of one label and differs between labels (T2, T3).

    Footnote marks stay in it; `split_label` takes them off.
    """
    text = fold(text).translate(_KEY)
    text = _POWER.sub(lambda power: _POWERS[power[0]], text)
    text = _composed(_LAYOUT.sub("", text.strip()))
    text = _LONG_VOWEL.sub("ー", text)
    text = _STRAY_BAR.sub(lambda bars: "-" * len(bars[0]), _DASH.sub("-", text))
    return _LABEL_COMMA.sub("、", _BLANKS.sub(" ", text))
