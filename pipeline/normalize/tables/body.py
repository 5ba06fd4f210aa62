"""What the cells under a header are: values, names, periods, kinds or sentences."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.normalize.labels.label import read_stub
from pipeline.normalize.labels.values import is_missing_mark, is_value, only_period
from pipeline.normalize.tables.grid import Grid, is_blank

_GROUP = regex.compile(r"歳|才|年|月|学年|級|種|号|期|階|等")
# Cells of a column that are as long as this on average are sentences.
_SENTENCE = 10
# A number with a unit and a bracket or a line after it is a value with a remark, however long.
_REMARKED = regex.compile(r"[約△▲＋+－−-]?\s*[\d,.，．]+\s*[^\d\s（(【\[]{0,8}\s*[（(【\[\n]")


def has_values(grid: Grid, first: int, col: int) -> bool:
    """Whether a cell of a column is a value, a mark for a missing one, or a value with a remark."""
    return any(_may_be_fact(text) for text in _texts(grid, first, col))


def is_numbers(grid: Grid, first: int, col: int) -> bool:
    """Whether a column under a head that was not understood holds values; ages and grades are names."""
    texts = list(_texts(grid, first, col))
    facts = all(is_value(text) or is_missing_mark(text) for text in texts)
    return bool(texts) and facts and not any(_GROUP.search(text) for text in texts)


def is_prose(grid: Grid, first: int, col: int) -> bool:
    """Whether the cells under a header are sentences: 目標 may head aims in words, without a value."""
    texts = [text.strip() for text in _texts(grid, first, col)]
    if not texts or any(map(_may_be_fact, texts)):
        return False
    return sum(map(len, texts)) >= _SENTENCE * len(texts)


def is_periods(grid: Grid, first: int, col: int) -> bool:
    """Whether the cells under a header are periods: 基準年度 may head values or their years."""
    texts = list(_texts(grid, first, col))
    return bool(texts) and 2 * sum(only_period(text) is not None for text in texts) > len(texts)


def is_no_period(grid: Grid, first: int, col: int) -> bool:
    """Whether none of the cells is a period: 年 may head names."""
    texts = list(_texts(grid, first, col))
    return bool(texts) and not any(read_stub(text).period or only_period(text) for text in texts)


def is_kinds(grid: Grid, first: int, col: int) -> bool:
    """Whether all cells under a header are words of kinds (目標, 実績)."""
    labels = [read_stub(text) for text in _texts(grid, first, col)]
    return bool(labels) and all(label.understood and label.kinds for label in labels)


def is_words(grid: Grid, first: int, col: int) -> bool:
    """Whether the cells of a column are words, one in each row and none twice, and no value stands there."""
    texts = list(_texts(grid, first, col))
    alike = len(set(texts)) < len(texts) or any(_may_be_fact(text) for text in texts)
    return len(texts) > 1 and not alike and not any(only_period(text) for text in texts)


def _texts(grid: Grid, first: int, col: int) -> Iterator[str]:
    cells = (grid.at(row, col) for row in range(first, grid.rows + 1))
    return (cell.text for cell in cells if cell is not None and not is_blank(cell))


def _may_be_fact(text: str) -> bool:
    return is_value(text) or is_missing_mark(text) or bool(_REMARKED.match(text))
