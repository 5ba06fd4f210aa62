"""Values under a header that is in doubt say so, on each page that the header holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.layers.extracted import Cell, Document
from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document_of

FIRST = "| 指標名 | 令和4年度実績 | 令和5年度実績 |\n| 会員数 | 1 | 2 |"
SECOND = "| 教室数 | 3 | 4 |"


def _with(cell: Cell, **changed: Any) -> Document:
    drawn = document_of([[FIRST], [SECOND]])
    page = drawn.pages[0]
    cells = [
        replace(c, **changed) if (c.row, c.col) == (cell.row, cell.col) else c for c in page.tables[0].cells
    ]
    table = replace(page.tables[0], cells=tuple(cells))
    return replace(drawn, pages=(replace(page, tables=(table,)), drawn.pages[1]))


def _doubtful(sketched: Document) -> Sequence[bool]:
    return ["header_disputed" in str(o["warnings"]) for o in normalize_document(sketched)["observation"]]


def test_a_header_that_readers_differ_in_is_a_doubt_of_its_column() -> None:
    header = document_of([[FIRST]]).pages[0].tables[0].cells[2]
    assert _doubtful(_with(header, agreement="disputed", other="令和6年度実績")) == [False, True] * 2


def test_titles_of_two_columns_in_one_cell_are_a_doubt_of_all_columns() -> None:
    """The titles after them may each stand over the column beside theirs."""
    header = document_of([[FIRST]]).pages[0].tables[0].cells[0]
    assert _doubtful(_with(header, warnings=("columns",))) == [True] * 4
