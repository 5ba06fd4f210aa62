"""Quantities inside prose, read by the same grammar as cells; no ordinals, dates, or names with figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.normalize.cells.cursor import Cursor, UnaccountedError
from pipeline.normalize.cells.draft import Circumstances, Draft, finished
from pipeline.normalize.cells.era import ERA_PATTERN
from pipeline.normalize.cells.item import BRACKETS, take_bracketed_values
from pipeline.normalize.cells.lead import take_lead
from pipeline.normalize.cells.model import Value
from pipeline.normalize.cells.number import take_number
from pipeline.normalize.cells.quantity import set_bounds, take_right_end
from pipeline.normalize.cells.tail import take_word
from pipeline.normalize.cells.unit import Unit, find_unit, known_forms
from pipeline.normalize.text import fold
from pipeline.normalize.vocabulary import either, load

Span = tuple[int, int]
_WORDS: Final = load("prose/quantities")
_DATES = re.compile("|".join(pattern.replace("ERA", ERA_PATTERN) for pattern in _WORDS["dates"]))
_LEAD: Final = (
    rf"(?>(?:(?:{either(_WORDS['before'])})\s*"
    rf"|(?<![一-鿿々])(?:{either(_WORDS['before_alone'])})\s?){{0,4}})"
)
_CANDIDATE = re.compile(
    rf"(?<![0-9A-Za-z.,])(?:[1一](?:人|世帯|日)(?:[1一]日)?(?:当たり|当り|あたり)の?)?{_LEAD}"
    r"(?:(?<![0-9人件%)])[+±△▲−－-]\s*)?(?<![0-9,.][-－−])[0-9]"
)
_NOT_AFTER: Final = tuple(_WORDS["not_after_unit"])
_NOT_UNITS: Final = frozenset(_WORDS["not_units"])
_UNIT = re.compile(
    rf"\s*+((?:千|百|万|億|百万)?(?:{either(form for form in known_forms() if form not in _NOT_UNITS)})"
    r"(?:/(?:年間?|月|週|日|人))?)"
)
_ALONE = re.compile(r"(?=\s*(?:\Z|[)\]、。,\n]))")
_NAMED = re.compile(r"[:：]\s*\Z")
_NEAR: Final = 4
_CLUSTER = re.compile("(?s).[\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


def find_quantities(text: str) -> list[tuple[Span, Value]]:
    """Every quantity of ``text`` with the half-open span of its characters, from left to right.

    A quantity is a number with a unit of the table, or a number alone between a colon and the end of its
    phrase. A bracket right after it that holds values (1,606件(98.7%)) belongs to it.
    """
    folded, origin = _folded(text)
    return [
        ((origin[start], origin[end]), replace(value, raw=text[origin[start] : origin[end]]))
        for (start, end), value in _quantities(folded)
    ]


def _folded(text: str) -> tuple[str, list[int]]:
    """Folded ``text``, and for each place in it the place in ``text``."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, list(range(len(text) + 1))
    pieces, origin = [], []
    for cluster in _CLUSTER.finditer(text):
        piece = fold(cluster[0])
        pieces.append(piece)
        origin += [cluster.start()] * len(piece)
    return "".join(pieces), [*origin, len(text)]


def _quantities(text: str) -> Iterator[tuple[Span, Value]]:
    at, cursor = 0, Cursor(text)
    dates = [match.span() for match in _DATES.finditer(text)]
    while (match := _CANDIDATE.search(text, at)) is not None:
        date = next((span for span in dates if span[0] <= match.end() - 1 < span[1]), None)
        if date is not None:
            at = date[1]
            continue
        cursor.at = match.start()
        value = _read(cursor, match.end() - 1)
        if value is not None:
            yield (match.start(), cursor.at), value
        at = max(cursor.at, match.end()) if value is not None else _past_number(text, match.end())


def _past_number(text: str, at: int) -> int:
    while at < len(text) and text[at] in "0123456789,.":
        at += 1
    return at


def _read(cursor: Cursor, digit: int) -> Value | None:
    start, given, draft = cursor.at, Circumstances(), Draft()
    try:
        take_lead(cursor, draft, given)
        if cursor.at > digit:
            return None
        draft.number = take_number(cursor)
        right = take_right_end(cursor)
        if not _take_unit(cursor, draft, start):
            return None
        if right is not None:
            set_bounds(draft, (draft.number, None), (right, draft.unit))
        while take_word(cursor, draft):
            pass
        if cursor.next in BRACKETS:
            take_bracketed_values(cursor, draft, given)
    except UnaccountedError:
        return None
    return finished(draft, cursor.text[start : cursor.at], given)


def _take_unit(cursor: Cursor, draft: Draft, start: int) -> bool:
    match = _UNIT.match(cursor.text, cursor.at)
    if match is None:
        named = _NAMED.search(cursor.text[max(0, start - _NEAR) : start])
        return bool(named and _ALONE.match(cursor.text, cursor.at))
    unit: Unit | None = find_unit(match[1])
    if unit is None or cursor.text.startswith(_NOT_AFTER, match.end()):
        return False
    draft.unit, draft.unit_text = unit, match[1]
    cursor.at = match.end()
    return True
