"""Quantities inside running text, each with the words that it belongs to.

What is a quantity, the one grammar of values says; here each gets its words and its place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from pipeline.normalize.cells.value import Value
from pipeline.normalize.prose.quantities import find_quantities
from pipeline.normalize.vocabulary import load

_CLAUSE = regex.compile(r"[、。「」（()）\n；;]")
_LIST = regex.compile(r"[、,，・\s　]*(?:及び|と|、)?[、,，・\s　]*")
_OPENED = regex.compile(r"[（(\[［]")
_NUMBER = regex.compile(r"[+＋△▲－-]?[\p{N}一二三四五六七八九十]")
_BRACKETED = regex.compile(r"^[（(][^（()）\n]{1,20}[）)]")


@dataclass(frozen=True)
class Figure:
    """A quantity: its place in the text (characters, from 0), its value, and the words that it belongs to."""

    start: int
    end: int
    printed: str
    value: Value
    phrase: str


def find_figures(text: str) -> list[Figure]:
    """Return the quantities of a text in order."""
    found = list(_quantities(text))
    figures: list[Figure] = []
    for number, (start, end, value) in enumerate(found):
        last = found[number - 1][1] if number else 0
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        before = figures[-1].phrase if figures else ""
        phrase = _phrase(text, (last, start), (end, following), before)
        figures.append(Figure(start, end, text[start:end], value, phrase))
    return figures


def _quantities(text: str) -> Iterator[tuple[int, int, Value]]:
    """Yield the quantities; one in brackets after another (1,606件(98.7%)) is one of its own."""
    for (start, end), value in find_quantities(text):
        bracket = _OPENED.search(text, start, end) if value.sub else None
        if bracket is None:
            yield start, end, value
            continue
        yield start, bracket.start(), replace(value, sub=(), raw=text[start : bracket.start()])
        place = bracket.end()
        for inner in value.sub:
            at = text.find(inner.raw, place, end)
            if at >= 0:
                place = at + len(inner.raw)
                yield at + _words_before(inner.raw), place, inner


def _words_before(raw: str) -> int:
    """Return how many characters of 保育7人 stand before the number: they are its words."""
    match = _NUMBER.search(raw)
    return match.start() if match else 0


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
    return _behind(text, after) or earlier or previous


def _behind(text: str, after: tuple[int, int]) -> str:
    """Return the words after a quantity up to the end of its clause, what stands in brackets left out."""
    rest = text[after[0] :]
    bare = _BRACKETED.sub("", rest, count=1)
    clause = _CLAUSE.split(rest[: after[1] - after[0]] if bare == rest else bare)[0]
    words = _trimmed(clause)
    return words if len(words) >= 2 else ""


@cache
def _links() -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = load("prose/narrative")["phrase"]
    leading, trailing = (sorted(told[end], key=len, reverse=True) for end in ("leading", "trailing"))
    return tuple(leading), tuple(trailing)


def _trimmed(text: str) -> str:
    leading, trailing = _links()
    before = ""
    while text != before:
        before, text = text, text.strip(" 　・\t")
        for word in trailing:
            text = text.removesuffix(word)
        for word in leading:
            text = text.removeprefix(word)
    return text
