"""Corrections: a cell is corrected once, where it is named, as long as it says what was expected."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import CorrectionError
from pipeline.layers.extracted import Account, Box, Cell, Document, Page, Table
from pipeline.normalize.corrections import apply, mark, read_corrections

BOX = Box(0, 0, 10, 10)
GOOD: dict[str, Any] = {
    "document": "a", "page": 1, "table": 1, "row": 2, "column": 2, "expected": "1,234",
    "correct": "1,243", "why": "digits swapped", "by": "somebody", "line": 7,
}  # fmt: skip


def document(text: str = "1,234") -> Document:
    cell = Cell(2, 2, 1, 1, text, BOX, agreement="disputed", other="1,243")
    table = Table(1, BOX, 2, 2, (cell,))
    return Document("a", "a.pdf", "", (Page(1, 100, 100, tables=(table,), account=Account()),))


def test_a_cell_is_corrected_and_no_longer_disputed() -> None:
    (cell,) = apply(document(), read_corrections({"transcription": [GOOD]})).pages[0].tables[0].cells
    assert (cell.text, cell.agreement, cell.other) == ("1,243", "single", None)


@pytest.mark.parametrize(
    ("changed", "text"),
    [({}, "1,235"), ({"row": 1}, "1,234"), ({"page": 2}, "1,234"), ({"table": 3}, "1,234")],
)
def test_one_that_no_longer_fits_is_an_error_with_its_line(changed: dict[str, Any], text: str) -> None:
    corrections = read_corrections({"judgement": [GOOD | changed]})
    with pytest.raises(CorrectionError) as caught:
        apply(document(text), corrections)
    assert caught.value.line == 7


def test_blanks_and_line_breaks_of_an_expectation_are_layout() -> None:
    assert apply(document("1,2\n34"), read_corrections({"transcription": [GOOD]}))


@pytest.mark.parametrize("changed", [{"wy": "typo"}, {"why": None}])
def test_unknown_and_missing_keys_are_errors(changed: dict[str, Any]) -> None:
    entry = {name: value for name, value in (GOOD | changed).items() if value is not None}
    with pytest.raises(CorrectionError):
        read_corrections({"transcription": [entry]})


def test_two_corrections_of_one_cell_are_an_error() -> None:
    with pytest.raises(CorrectionError):
        read_corrections({"transcription": [GOOD, GOOD | {"line": 20}]})


@pytest.mark.parametrize(("kind", "printed"), [("transcription", "1,243"), ("judgement", "1,234")])
def test_rows_say_that_they_were_corrected_and_what_the_page_prints(kind: str, printed: str) -> None:
    row: dict[str, object] = {"page": 1, "table_no": 1, "row_no": 2, "col_no": 2, "printed": "1,243"}
    other = row | {"col_no": 3, "corrected": False}
    mark({"observation": [row, other]}, read_corrections({kind: [GOOD]}))
    assert (row["corrected"], row["printed"]) == (True, printed)
    assert other["corrected"] is False
