"""Whether a cell of a table holds a value, by the one parser of values."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from pipeline.normalize.cells.period import Period
from pipeline.normalize.cells.value import Value, parse_value
from pipeline.normalize.labels.brackets import unbracketed
from pipeline.normalize.labels.dates import single_period

# Longer than this, a cell with digits is a sentence.
_LONGEST_VALUE = 20
_NUMERAL = regex.compile(r"\p{N}")


# A zero of kanji numerals alone in a cell is the ○ of a plan or a grade.
_CIRCLE = "〇"


def cell_value(text: str, *, unit_hint: str | None = None, legend: str | None = None) -> Value:
    """Parse a cell of a table: what stands alone in it and is a mark there is no numeral."""
    if text.strip() == _CIRCLE:
        return replace(parse_value("○", legend=legend), raw=text)
    return parse_value(text, unit_hint=unit_hint, legend=legend)


@lru_cache(maxsize=65536)
def quick_value(text: str) -> Value:
    """Parse a cell without any hint."""
    return cell_value(text)


def is_value(text: str) -> bool:
    """Whether the text is a number, a bound, a range or several numbers, to the last character."""
    return bool(text.strip()) and quick_value(text).status in ("normal", "multiple")


def is_missing_mark(text: str) -> bool:
    """Whether the text stands for a missing value: a dash, a footnote mark alone, 未公表 …"""
    return bool(text.strip()) and quick_value(text).status in ("missing", "not_applicable", "footnote_only")


def looks_numeric(text: str) -> bool:
    """Whether a short text has a digit and names no period: a value, perhaps a damaged one."""
    short = len(text.strip()) <= _LONGEST_VALUE
    return short and bool(_NUMERAL.search(text)) and not only_period(text)


@lru_cache(maxsize=4096)
def only_period(text: str) -> Period | None:
    """Return the period that a cell consists of, brackets aside, or None."""
    stripped = unbracketed(text.strip().strip("[]［］【】"))
    if not stripped or is_bare_number(stripped):
        return None
    return single_period(stripped)


def is_bare_number(text: str) -> bool:
    """Whether the text is digits, points and commas alone: no period by itself."""
    return all(ch.isdecimal() or ch in "，,．. " for ch in text)
