"""Columns whose cells do nothing but number the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from pipeline.layers.extracted import Cell, Table
from pipeline.normalize.labels.values import is_value

_ORDINAL = regex.compile(r"[（(]?\s*\p{Nd}{1,3}\s*[）).．]?|[①-⑳]|\p{Nd}{1,2}(?:[-－‐]\p{Nd}{1,2})+")


def ordinal_columns(table: Table) -> Iterator[int]:
    """Yield the columns whose values do nothing but number the rows."""
    for col in range(1, table.col_count + 1):
        numbers = [cell for cell in table.cells if cell.col == col and is_value(cell.text)]
        if not numbers:
            continue
        if not all(_ORDINAL.fullmatch(cell.text.strip()) for cell in numbers) or not _counts(numbers):
            return  # what counts up right of values is a value too
        yield col


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether the numbers of a column rise one by one (from 1 again where a section begins)."""
    numbers = [int(match.group()) for cell in cells if (match := regex.search(r"\p{Nd}+", cell.text))]
    rising = all(after in (before + 1, before, 1) for before, after in pairwise(numbers))
    return rising and 0 not in numbers and (len(numbers) != 1 or numbers[0] <= 2)
