"""Edges that a person names stand in place of those that the page draws."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import CorrectionError
from pipeline.extract.content import BLACK, Char, PageContent, Ruling
from pipeline.extract.explicit import drawn, read_edges
from pipeline.extract.page import read_page

ENTRY: dict[str, Any] = {
    "document": "a", "line": 3, "page": 1, "columns": [50, 150, 250, 350], "rows": [100, 120, 140]
}  # fmt: skip


def char(text: str, x: float, y: float, run: int) -> Char:
    return Char(text, x, y, x + 10, y + 10, 10, False, False, 0, False, run, BLACK)


def page() -> PageContent:
    """Two rows of three words, with a frame around all of them and no line between the columns."""
    texts = ("名", "年", "値"), ("子", "元", "5")
    chars = [
        char(text, 60 + 100 * col, 105 + 20 * row, 3 * row + col)
        for row, line in enumerate(texts)
        for col, text in enumerate(line)
    ]
    rulings = [Ruling(True, y, 50, 350, 0.5, BLACK, 0) for y in (100, 120, 140)]
    rulings += [Ruling(False, x, 100, 140, 0.5, BLACK, 0) for x in (50, 350)]
    return PageContent(1, 400, 300, 0, "test", chars, rulings)


def test_named_columns_part_a_row() -> None:
    (table,) = read_page(drawn(page(), read_edges([ENTRY]))).tables
    assert (table.row_count, table.col_count) == (2, 3)
    assert [cell.text for cell in table.cells] == ["名", "年", "値", "子", "元", "5"]


def test_other_pages_stay_as_they_are() -> None:
    assert drawn(page(), read_edges([ENTRY | {"page": 2}])) == page()


def test_strokes_outside_the_table_stay() -> None:
    far = Ruling(True, 250, 50, 350, 0.5, BLACK, 0)
    content = drawn(PageContent(1, 400, 300, 0, "test", (), [far]), read_edges([ENTRY]))
    assert far in content.rulings


@pytest.mark.parametrize("changed", [{"columns": [50]}, {"rows": None}, {"page": "1"}, {"colums": [1, 2]}])
def test_rules_that_say_no_table_are_an_error_with_their_line(changed: dict[str, Any]) -> None:
    with pytest.raises(CorrectionError) as caught:
        read_edges([ENTRY | changed])
    assert caught.value.line == 3
