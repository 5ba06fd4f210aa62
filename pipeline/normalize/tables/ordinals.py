"""Ordinals before the names of rows (1, 2, 3), which number them and are no part of the names."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.tables.rows import Row

_DIGITS = r"(\d{1,3}|[０-９]{1,3})"
_ORDINAL = regex.compile(
    rf"\s*(?:[（(]\s*{_DIGITS}\s*[）)]|{_DIGITS}\s*[.．、)）]\s*|{_DIGITS}(?=[\s　])|([①-⑳]))[\s　]*"
)


def without_ordinals(rows: list[Row]) -> list[Row]:
    """Take leading ordinals off the names where they number the rows in sequence (1, 2, 3)."""
    numbered = [(row, _ORDINAL.match(row.name)) for row in rows if not row.across and row.name]
    numbers: list[int] = []
    seen: set[tuple[Cell, ...]] = set()
    for row, match in numbered:
        if row.name_cells in seen:
            continue
        seen.add(row.name_cells)
        if match is None or match.end() >= len(row.name):
            return rows
        numbers.append(_number(match))
    if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return rows
    if len(numbers) == 1 and numbers[0] != 1:
        return rows
    return [row if row.across else replace(row, name=_ORDINAL.sub("", row.name, count=1)) for row in rows]


def _number(match: regex.Match[str]) -> int:
    digits = next(group for group in match.groups() if group)
    return ord(digits) - ord("①") + 1 if "①" <= digits <= "⑳" else int(digits)
