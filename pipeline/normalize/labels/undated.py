"""Years without an era and months without a year in headers (P6)."""

from __future__ import annotations

import regex

from pipeline.normalize.labels import words as vocabulary

_UNDATED = regex.compile(
    r"(?<![\d.,年])(?<!明治|大正|昭和|平成|令和)(?<![MTSHRmtshr])(\d{1,2}|元)(?:年|(?=月))", regex.VERBOSE
)
_RELATIVE = regex.compile("[前昨本今当翌次来]年|該年|評価年度")
_BLANK = regex.compile(r"\s")
_YEAR_BEFORE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
# An era further away than this from the year beside it is no reading of it.
_FARTHEST = 40


def undated(text: str) -> bool:
    """Whether a label has a year without an era, a month without a year, or a year counted from another."""
    squeezed = _squeezed(text)
    return _UNDATED.search(squeezed) is not None or _RELATIVE.search(squeezed) is not None


def nearest_era(text: str, known: int | None) -> str | None:
    """Return the era that brings a year nearest to ``known`` (2年度 after 平成31年度 is 令和)."""
    match = _UNDATED.search(_squeezed(text))
    if match is None or known is None:
        return None
    number = 1 if match.group(1) == "元" else int(match.group(1))
    away = {era: abs(before + number - known) for era, before in _YEAR_BEFORE.items()}
    era = min(away, key=lambda name: (away[name], -_YEAR_BEFORE[name]))
    return era if away[era] <= _FARTHEST else None


def _squeezed(text: str) -> str:
    return _BLANK.sub("", vocabulary.fold(text))
