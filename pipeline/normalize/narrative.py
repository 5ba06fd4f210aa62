"""Quantities inside running text, each with the words that it belongs to.

A quantity is a number with a unit that is known. Periods and dates, ordinals (第2回, 45号), names that
hold numbers (8050, ものづくり2.0) and counts without a unit are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.normalize.period_date import ImpossibleDateError
from pipeline.normalize.tables.labels import period_at
from pipeline.normalize.text import fold
from pipeline.normalize.unit import find_unit
from pipeline.normalize.value import Value, parse_value
from pipeline.normalize.vocabulary import load

_START = regex.compile(r"(?<![\p{Nd}\p{Latin}])(?:約|およそ|概ね|おおむね)?[+＋△▲]?\p{Nd}")
_NUMBER = regex.compile(r"(?:約|およそ|概ね|おおむね)?[+＋△▲]?\p{Nd}[\p{Nd},，.．万億千百]*")
_STOP = regex.compile(r"[、。「」『』【】（()）\n・：:\s　]")
_DATE = regex.compile(
    r"\p{Nd}{1,4}年\p{Nd}{1,2}月|\p{Nd}{1,2}月(?!間)(?:\p{Nd}{1,2}日|[上中下]旬)?|\p{Nd}{1,2}時(?!間)(?:\p{Nd}{1,2}分)?"
)
_CLAUSE = regex.compile(r"[、。「」（()）\n；;]")
_CUT_WORD = regex.compile(r"[増減]\p{Han}")  # 5,000部増刷 prints 5,000部
_LIST = regex.compile(r"[、,，・\s　]*(?:及び|と|、)?[、,，・\s　]*")
_BRACKETED = regex.compile(r"^[（(][^（()）\n]{1,20}[）)]")
_RATE = regex.compile(r"(?<![\p{Nd}毎])[年月週]$")
# A unit, with 以上 or 程度 after it, is no longer than this.
_LONGEST_UNIT = 10


@dataclass(frozen=True)
class Figure:
    """A quantity: its place in the text (characters, from 0), its value, and the words that it belongs to."""

    start: int
    end: int
    printed: str
    value: Value
    phrase: str


@dataclass(frozen=True)
class _Words:
    before: frozenset[str]
    after: frozenset[str]
    whole: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]


@cache
def _words() -> _Words:
    data = load("narrative")
    leading, trailing = (sorted(data["phrase"][end], key=len, reverse=True) for end in ("leading", "trailing"))
    return _Words(
        before=frozenset(data["before"]["characters"]),
        after=frozenset(data["after"]["characters"]),
        whole=tuple(data["after"]["words"]),
        leading=tuple(leading),
        trailing=tuple(trailing),
    )


def find_figures(text: str) -> list[Figure]:
    """Return the quantities of a text in order."""
    found: list[tuple[int, int, Value]] = list(_quantities(text))
    figures: list[Figure] = []
    for number, (start, end, value) in enumerate(found):
        last = found[number - 1][1] if number else 0
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        before = figures[-1].phrase if figures else ""
        phrase = _phrase(text, (last, start), (end, following), before)
        figures.append(Figure(start, end, text[start:end], value, phrase))
    return figures


def _quantities(text: str) -> Iterator[tuple[int, int, Value]]:
    folded = fold(text) if len(fold(text)) == len(text) else text
    position = 0
    while match := _START.search(text, position):
        start = match.start()
        skipped = _dated(text, folded, start)
        if skipped > start:
            position = skipped
            continue
        begin = start - 1 if _RATE.search(text[max(0, start - 2) : start]) else start
        end, value = _longest(text, begin, start)
        if value is not None and not _is_name(text, start, end):
            yield begin, end, value
        position = max(end, _number_end(text, start))


def _dated(text: str, folded: str, start: int) -> int:
    """Return where a period or date that holds this number ends, or ``start``."""
    for first in range(max(0, start - 4), start + 1):
        if (end := _period_end(text, folded, first)) > start:
            return end
    date = _DATE.match(text, start)
    return date.end() if date else start


def _period_end(text: str, folded: str, start: int) -> int:
    try:
        return period_at(text, folded, start)[1]
    except ImpossibleDateError:  # 平成26年13月 is no period, and no quantity either
        return _number_end(text, start)


def _number_end(text: str, start: int) -> int:
    match = _NUMBER.match(text, start)
    return match.end() if match else start + 1


def _longest(text: str, begin: int, start: int) -> tuple[int, Value | None]:
    """Return the end and the value of the longest quantity that begins at ``begin``."""
    number = _number_end(text, start)
    stop = _STOP.search(text, number)
    last = min(stop.start() if stop else len(text), number + _LONGEST_UNIT)
    for end in range(last, number, -1):
        value = parse_value(text[begin:end])
        if _is_quantity(value) and not _CUT_WORD.match(text, end - 1):
            return end, value
    return number, None


def _is_quantity(value: Value) -> bool:
    if value.status != "normal" or not value.unit or value.period is not None or value.sub:
        return False
    return find_unit(value.unit) is not None and not value.flags & {"ocr_suspect", "malformed"}


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether what stands around a number makes it an ordinal or a part of a name."""
    words = _words()
    before = text[:start].rstrip()[-1:]
    if before and before in words.before and text[start - 2 : start] != "時点":
        return True
    after = text[end : end + 1]
    return after in words.after and after != "" and not text[end:].startswith(words.whole)


def _phrase(text: str, before: tuple[int, int], after: tuple[int, int], previous: str) -> str:
    """Return the words of a quantity: before it in its clause, else those of its list, else after it."""
    lead = _CLAUSE.split(text[before[0] : before[1]])
    own = _trimmed(lead[-1])
    if len(own) >= 2:
        return own
    if before[0] and _LIST.fullmatch(text[before[0] : before[1]]):
        return previous
    if before[0] and text[before[0] : before[1]].strip() in ("（", "("):
        return previous  # a share in brackets is of the same thing
    earlier = next((words for part in reversed(lead) if len(words := _trimmed(part)) >= 2), "")
    rest = _BRACKETED.sub("", text[after[0] :], count=1)
    behind = _trimmed(_CLAUSE.split(rest[: after[1] - after[0]] if rest == text[after[0] :] else rest)[0])
    return (behind if len(behind) >= 2 else "") or earlier or previous


def _trimmed(text: str) -> str:
    words = _words()
    before = ""
    while text != before:
        before, text = text, text.strip(" 　・\t")
        for word in words.trailing:
            text = text.removesuffix(word)
        for word in words.leading:
            text = text.removeprefix(word)
    return text
