"""Numerals written with kanji: positional, multiplicative, mixed with digits, and daiji (V12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from typing import Final

EXACT: Final = Context(prec=120, traps=[Inexact])
LONGEST: Final = 60  # characters; what is longer is no number of a table
_DAIJI: Final = str.maketrans(
    "零壱壹弌弐貳貮参參弎肆伍陸漆捌玖拾佰陌阡仟萬",
    "〇一一一二二二三三三四五六七八九十百百千千万",
)
_DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
KANJI_NUMERALS: Final = "〇零一二三四五六七八九壱壹弌弐貳貮参參弎肆伍陸漆捌玖十拾百佰陌千阡仟万萬億兆京"
GROUPED: Final = re.compile(r"(?:0|[1-9]\d{0,2}(?>(?:,\d{3})+)|[1-9]\d*+)(?:\.\d++)?", re.ASCII)
_TOKEN = re.compile(r"\d[\d,.]*+|[〇一二三四五六七八九]++|[十百千]|[万億兆京]", re.ASCII)
_ONE_MULTIPLIER = re.compile(r"([\d,.]++)([十百千]?[万億兆京]?)", re.ASCII)
_ARABIC = re.compile(r"\d", re.ASCII)


class MalformedNumeralError(ValueError):
    """A numeral that breaks its own grammar, such as 4億3,0000万 or 千千."""


@dataclass(frozen=True)
class Numeral:
    """A numeral: ``value`` is ``mantissa`` times what ``multiplier`` says (14.6万 is 146000, 14.6 and 万).

    A numeral in several parts (3億5,000万) has its own value as its mantissa and no multiplier.
    """

    value: Decimal
    mantissa: Decimal
    multiplier: str
    decimals: int


def plain(number: Decimal) -> Decimal:
    """``number`` after a multiplier was folded in: without the zeros that the point then leaves behind."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == number else number.normalize()


def arabic(text: str) -> Decimal:
    """The number that ``text`` writes with digits, commas and a point; raises `MalformedNumeralError`."""
    if len(text) > LONGEST or GROUPED.fullmatch(text) is None:
        raise MalformedNumeralError(text)
    return Decimal(text.replace(",", ""))


def decimals(text: str) -> int:
    """How many digits stand after the point."""
    return len(text) - text.index(".") - 1 if "." in text else 0


def numeral(text: str) -> Numeral:
    """The number that ``text``, digits and kanji numerals only, writes; raises `MalformedNumeralError`."""
    if len(text) > LONGEST:
        raise MalformedNumeralError(text)
    text = text.translate(_DAIJI)
    single = _ONE_MULTIPLIER.fullmatch(text)
    total = _sum(text)
    places = decimals(_last_arabic(text))
    if single is None:
        return Numeral(total, total, "", 0 if _ARABIC.search(text) is None else places)
    mantissa = arabic(single[1])
    return Numeral(total if single[2] else mantissa, mantissa, single[2], places)


def _last_arabic(text: str) -> str:
    return next((token for token in reversed(_TOKEN.findall(text)) if token[0].isascii()), "")


def _sum(text: str) -> Decimal:
    """The sections before 兆, 億, 万, each times its own; the multipliers must fall."""
    total, limit, section = Decimal(0), 10**20, list[str]()
    for token in _tokens(text):
        if token not in _LARGE:
            section.append(token)
            continue
        unit = _LARGE[token]
        total += _section(section, text, top=limit == 10**20) * _falling(unit, limit, text)
        limit, section = unit, []
    if section:
        total += _section(section, text, top=limit == 10**20)
    return plain(total)


def _falling(unit: int, limit: int, text: str) -> int:
    if unit >= limit:
        raise MalformedNumeralError(text)
    return unit


def _tokens(text: str) -> list[str]:
    tokens = _TOKEN.findall(text)
    if not tokens or sum(map(len, tokens)) != len(text):
        raise MalformedNumeralError(text)
    pointed = [n for n, token in enumerate(tokens) if "." in token]
    if pointed and any(token not in _LARGE and token not in _SMALL for token in tokens[pointed[0] + 1 :]):
        raise MalformedNumeralError(text)
    return tokens


def _section(tokens: list[str], text: str, *, top: bool) -> Decimal:
    """One section: 千, 百, 十 falling, each with a coefficient or none; below 10000 under a larger unit."""
    total, limit, coefficient = Decimal(0), 10**4, ""
    for token in tokens:
        if token in _SMALL:
            unit = _falling(_SMALL[token], limit, text)
            total += _coefficient(coefficient, text, alone=len(tokens) == 2) * unit
            limit, coefficient = unit, ""
        elif coefficient:
            raise MalformedNumeralError(text)
        else:
            coefficient = token
    rest = _digits(coefficient, text) if coefficient else Decimal(0)
    if not tokens or (limit < 10**4 and rest >= limit):
        raise MalformedNumeralError(text)
    total += rest
    if not top and total >= 10**4:
        raise MalformedNumeralError(text)
    return total


def _coefficient(token: str, text: str, *, alone: bool) -> Decimal:
    """What stands before 千, 百 or 十: nothing, one digit or, alone, any Arabic number."""
    if not token:
        return Decimal(1)
    value = _digits(token, text)
    if value == 0 or (value >= 10 and not (alone and token[0].isascii())):
        raise MalformedNumeralError(text)
    return value


def _digits(token: str, text: str) -> Decimal:
    if token[0].isascii():
        return arabic(token)
    if token[0] == "〇" and len(token) > 1:
        raise MalformedNumeralError(text)
    return Decimal("".join(str(_DIGITS[digit]) for digit in token))
