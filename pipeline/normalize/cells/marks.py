"""Marks in the place of a value, and the legend that says what they mean (V6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pipeline.normalize.cells.period import ImpossibleDateError, parse_period
from pipeline.normalize.cells.unit import find_unit
from pipeline.normalize.text import DASHES, fold
from pipeline.normalize.vocabulary import either, load

Meaning = Literal["missing", "not_applicable", "zero", "below_unit", "minus", "component"]
Legend = str | Mapping[str, str]

_WORDS: Final = load("cells/marks")
_AWAITED = re.compile(f"(.{{2,16}}?)(?:に|頃|ごろ)?(?:{either(_WORDS['missing']['awaited'])})")
_MISSING: Final = {
    mark for name, marks in _WORDS["missing"].items() if name != "awaited" for mark in marks
} | {mark for mark in _WORDS["missing"]["awaited"] if mark != "公表"}
_AMBIGUOUS: Final = frozenset(_WORDS["missing"]["none"])
_NOT_APPLICABLE: Final = {*_WORDS["not_applicable"]["marks"], *_WORDS["not_applicable"]["words"]}
_DASHES: Final = frozenset(DASHES + "ー")
_BRACKETED = re.compile(r"[(\[](.{1,12})[)\]]")
_BLANKS = re.compile(r"\s+")
_DASH = re.compile(rf"([{re.escape(DASHES)}ー])\1*(?:([^()\d]{{1,8}})|\([^()\d]{{1,20}}\))?")
_DOTS = re.compile(r"[…‥]+|\.{2,}|[・･·]{2,}")
_MARK: Final = rf"[{re.escape(DASHES)}ー]|…|‥|・・・|\.\.\.|・|[Xxχ]|\*{{1,3}}|0\.0|0|△|▲|[pr#B]|\(\s*\)"
_QUOTED = re.compile(rf"[「『\"“(\[]\s*({_MARK})\s*[」』\"”)\]]")
_BARE = re.compile(rf"(?:^|[\s、。,;])({_MARK})\s*(?=[:：=は…は])")


@dataclass(frozen=True)
class Mark:
    """What a mark alone in a cell means. ``warning`` says what was decided without being sure."""

    printed: str
    status: Literal["missing", "not_applicable", "zero"]
    warning: str | None = None


def find_mark(text: str, legend: Legend | None = None) -> Mark | None:
    """The mark that folded, stripped ``text`` is as a whole, its legend ruling over the defaults.

    A dash may be drawn long (――), stand before its unit (－％) or before its reason (－（未実施））.
    """
    bracketed = _BRACKETED.fullmatch(text)
    inner = bracketed[1].strip() if bracketed else text
    inner = _BLANKS.sub("", inner)
    if (dash := _DASH.fullmatch(inner)) and (not dash[2] or find_unit(dash[2])):
        inner = dash[1]
    meaning = _meaning_in(legend, inner) if legend else None
    if meaning in ("not_applicable", "zero"):
        return Mark(inner, "zero" if meaning == "zero" else "not_applicable")
    if inner in _NOT_APPLICABLE:
        return Mark(inner, "missing" if meaning == "missing" else "not_applicable")
    if inner in _AMBIGUOUS:
        return Mark(inner, "missing", "ambiguous_none")
    if inner in _DASHES or inner in _MISSING or meaning == "missing" or _DOTS.fullmatch(inner):
        return Mark(inner, "missing")
    return Mark(inner, "missing") if _is_awaited(inner) else None


def _is_awaited(text: str) -> bool:
    """Whether ``text`` says when a figure will be known: R7公表予定."""
    match = _AWAITED.fullmatch(text)
    try:
        return match is not None and parse_period(match[1]) is not None
    except ImpossibleDateError:
        return False


def _meaning_in(legend: Legend, mark: str) -> Meaning | None:
    """What the legend says of ``mark``; of any dash where it speaks of one dash only."""
    said = meanings(legend)
    dashes = [meaning for printed, meaning in said.items() if printed in _DASHES]
    if mark in _DASHES and mark not in said and len(dashes) == 1:
        return dashes[0]
    return said.get(mark)


def dash_is_mark(legend: Legend, sign: str) -> bool:
    """Whether the legend keeps this very dash for missing values and another one for the minus."""
    said = meanings(legend)
    other = any(meaning == "minus" for mark, meaning in said.items() if mark in _DASHES and mark != sign)
    return other and said.get(sign) in ("missing", "not_applicable", "zero")


def meanings(legend: Legend) -> dict[str, Meaning]:
    """What a legend says of each mark: 「－」は該当なし gives {"－": "not_applicable"}."""
    if isinstance(legend, str):
        return _read(legend)
    return {fold(mark).strip(): meaning for mark, text in legend.items() if (meaning := _meaning(fold(text)))}


@lru_cache(maxsize=256)
def _read(legend: str) -> dict[str, Meaning]:
    text = fold(legend)
    found: dict[str, Meaning] = {}
    places = list(_QUOTED.finditer(text)) or list(_BARE.finditer(text))
    for place, following in zip(places, [*places[1:], None], strict=False):
        words = text[place.end() : following.start() if following else len(text)]
        meaning = _meaning(words)
        if meaning is not None:
            found[_BLANKS.sub("", place[1])] = meaning
    return found


def _meaning(words: str) -> Meaning | None:
    for meaning in ("not_applicable", "below_unit", "zero", "missing", "minus", "component"):
        if any(word in words for word in _WORDS["legend"][meaning]):
            return meaning
    return None
