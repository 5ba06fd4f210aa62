"""References to footnotes, as printed at a value or a label (V7, V11).

They are read from folded text, where superscripts and enclosed numbers are still themselves.
"""

from __future__ import annotations

import re
from typing import Final

_NUMBERS = r"\d{1,2}(?>(?:[,、・]\d{1,2})*)(?![\d.]|,\d)"  # never the first digits of a number after the mark
_MARK = r"※|注釈|注|\*|†|‡"
_REFERENCE = re.compile(rf"({_MARK})\s*({_NUMBERS})?")
_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_LIST = rf"(?:{_MARK})\s*(?:{_NUMBERS})?(?>(?:\s*[,、・]?\s*(?:{_MARK})\s*(?:{_NUMBERS})?)*)"
_NOTES = re.compile(
    rf"""\s*+(?:
        [(\[〔【]\s*{_LIST}\s*[)\]〕】]          # （※4） [※] (注1)
      | \^?\{{\s*{_LIST}\s*\}}                   # ^{{※2}}
      | \^?※(?:\s*{_NUMBERS}|(?!\s*\d))          # ※ ※1 ※1,2
      | 注釈?\s*{_NUMBERS}\)?                     # 注1 注1)
      | 注\)                                     # 注)
      | \*{{1,3}}(?:{_NUMBERS}|(?![\dA-Za-z]))    # * *1
      | [†‡](?:{_NUMBERS}|(?!\d))
      | [☆★]
      | [{_SUPERSCRIPTS}]+[)⁾]?                  # superscript digits
      | (?<!\s)[①-⑳] | [①-⑳](?=\s*(?:\Z|[)\]、,]))   # ① before the next value numbers that one
    )(?>(?:\s*[、,・]\s*(?=[※注*†‡(\[][※注*†‡\d]))?)""",
    re.VERBOSE,
)
ENCLOSED: Final = frozenset(map(chr, range(0x2460, 0x2474)))  # ① to ⑳
NOTE_STARTS: Final = frozenset("([〔【^{※注*†‡☆★" + _SUPERSCRIPTS) | ENCLOSED
_DIGITS = re.compile(r"\d+")


def take_notes(text: str, at: int) -> tuple[list[str], int]:
    """The references that start at ``at`` in folded text, in their canonical form, and where they end."""
    notes: list[str] = []
    while at < len(text) and (text[at] in NOTE_STARTS or text[at].isspace()):
        match = _NOTES.match(text, at)
        if match is None:
            break
        notes += _canonical(match[0].strip(" 、,・\n\t"))
        at = match.end()
    return notes, at


def _canonical(printed: str) -> list[str]:
    """※４ as ※4, （※1、2） as ※1 and ※2, a superscript ² as 2."""
    if printed[0] in _SUPERSCRIPTS:
        return [printed.rstrip(")⁾").translate(_PLAIN_DIGITS)]
    references = [
        mark + number
        for mark, numbers in _REFERENCE.findall(printed)
        for number in (_DIGITS.findall(numbers) or [""])
    ]
    return references or [printed]
