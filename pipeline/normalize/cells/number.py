"""A number at a place in a text: sign, digits, grouping, kanji (V3, V8, V12)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.normalize.cells.cursor import Cursor, UnaccountedError, short
from pipeline.normalize.cells.kanji import (
    GROUPED,
    KANJI_NUMERALS,
    MalformedNumeralError,
    Numeral,
    arabic,
    decimals,
    numeral,
)

SIGNS: Final = "△▲−－‐–ー-"
NUMERALS: Final = frozenset(KANJI_NUMERALS)
NUMBER_START: Final = rf"[0-9{KANJI_NUMERALS}]"
_SIGN = re.compile(rf"([+±{SIGNS}])\s*+(?={NUMBER_START})")
_PIECE = re.compile(r"[0-9][0-9,.]*+")
_PIECES = re.compile(r"[0-9][0-9,.]*+(?>(?:\s++[0-9,.]++)*)")
_MIXED = re.compile(rf"[0-9,.{KANJI_NUMERALS}]++")
_BLANKS = re.compile(r"\s++")
_THIN: Final = frozenset(" \u00a0\u2009\u202f")
_GROUP: Final = 3
_TWO: Final = 2


def take_number(cursor: Cursor) -> Numeral:
    """The signed number at ``cursor``; raises `UnaccountedError` where there is none, or a malformed one."""
    first = cursor.next
    sign = None if first.isdecimal() else cursor.take(_SIGN)
    if sign is not None and _is_stray(sign):
        raise UnaccountedError(f"dash: {short(cursor.text)}")
    found = _kanji(cursor) if cursor.next in NUMERALS else _digits(cursor)
    if sign is None or sign[1] == "+":
        return found
    if sign[1] == "±":
        if found.value != 0:
            raise UnaccountedError("leftover: ±")
        return found
    return _negated(found)


def _is_stray(sign: re.Match[str]) -> bool:
    """A dash with blanks on both sides after other figures may be a cell's own mark: 10 - 20."""
    return sign.start() > 0 and sign[0] != sign[1] and sign[1] not in "△▲+±"


def numeral_of(text: str) -> Numeral:
    """The number that ``text`` as a whole writes; raises `UnaccountedError` where it is malformed."""
    try:
        if text.isascii():
            value = arabic(text)
            return Numeral(value, value, "", decimals(text))
        return numeral(text)
    except MalformedNumeralError:
        raise UnaccountedError(f"malformed: {short(text)}", malformed=True) from None


def _digits(cursor: Cursor) -> Numeral:
    match = _PIECE.match(cursor.text, cursor.at)
    if match is None:
        raise cursor.leftover()
    following = cursor.text[match.end() : match.end() + 1]
    if following in NUMERALS:
        return _kanji(cursor)
    if following.isspace() and cursor.at >= cursor.apart_until:
        return numeral_of(_joined(cursor))
    cursor.at = match.end()
    return numeral_of(match[0])


def _kanji(cursor: Cursor) -> Numeral:
    match = cursor.take(_MIXED)
    assert match is not None
    return numeral_of(match[0])


def _joined(cursor: Cursor) -> str:
    """Digits apart by blanks: one number only where they make a well-formed grouping (V8), else the first."""
    match = _PIECES.match(cursor.text, cursor.at)
    assert match is not None
    pieces = match[0].split()
    whole = [GROUPED.fullmatch(piece) is not None for piece in pieces]
    if len(pieces) > 1 and _one_number(pieces, whole, match[0]):
        cursor.at = match.end()
        return "".join(pieces)
    if len(pieces) > 1 and not all(whole):
        raise UnaccountedError(f"malformed: {short(match[0])}", malformed=True)
    cursor.apart_until = match.end()
    cursor.at += len(pieces[0])
    return pieces[0]


def _one_number(pieces: list[str], whole: list[bool], printed: str) -> bool:
    """Whether digits apart by blanks are one number: 12, 345 and 1,2 34 can't be two, and 1 2,345 hardly is.

    2 696 638 is one number too; 90 100 and 80 100 120 may be marks of an axis, so they stay apart.
    """
    together = "".join(pieces)
    if GROUPED.fullmatch(together) is None:
        return False
    if not all(whole):
        return True
    if len(pieces[0]) > 1 or pieces[0] == "0":
        return False
    if "," in together:
        return len(pieces) == _TWO
    grouped = len(pieces) > _TWO and all(len(piece) == _GROUP for piece in pieces[1:])
    return grouped and set(_BLANKS.findall(printed)) <= _THIN


def _negated(number: Numeral) -> Numeral:
    """-0 is 0."""
    if number.value == 0:
        return number
    return Numeral(-number.value, -number.mantissa, number.multiplier, number.decimals)
