"""Hints: what people say of a table rules over what the vocabulary understood."""

from __future__ import annotations

import pytest

from pipeline.errors import CorrectionError
from pipeline.layers.extracted import Account, Box, Cell, Document, Page, Table
from pipeline.normalize.document import normalize_document

BOX = Box(0, 0, 10, 10)
ROWS = (
    ("なまえ", "いまの数", "めざす数"),
    ("会員数（人）", "1,234", "1,500"),
    ("参加者数（人）", "56", "70"),
)


def document() -> Document:
    cells = tuple(
        Cell(row, col, 1, 1, text, Box(col * 100, row * 20, col * 100 + 100, row * 20 + 20), reader="test")
        for row, texts in enumerate(ROWS, start=1)
        for col, text in enumerate(texts, start=1)
    )
    table = Table(1, Box(100, 20, 400, 80), 3, 3, cells, (20, 40, 60, 80), (100, 200, 300, 400))
    return Document("a", "a.pdf", "", (Page(1, 500, 500, tables=(table,), account=Account()),))


def test_an_unknown_table_is_listed_with_its_values() -> None:
    tables = normalize_document(document())
    assert tables["source_table"][0]["kind"] == "unknown"
    assert len(tables["quarantine"]) == 4


def test_columns_that_are_named_become_facts() -> None:
    place = {"document": "a", "page": 1, "table": 1}
    hints = {
        "table": [{**place, "header_rows": 1, "line": 1}],
        "column": [
            {**place, "column": 1, "role": "name", "line": 5},
            {**place, "column": 2, "kind": "baseline", "period": "令和5年度", "line": 9},
            {**place, "column": 3, "kind": "target", "period": "令和10年度", "line": 13},
        ],
    }
    tables = normalize_document(document(), hints=hints)
    columns = ("indicator", "value_kind", "fiscal_year", "value")
    assert [tuple(row[name] for name in columns) for row in tables["observation"]] == [
        ("会員数", "baseline", 2023, 1234), ("会員数", "target", 2028, 1500),
        ("参加者数", "baseline", 2023, 56), ("参加者数", "target", 2028, 70),
    ]  # fmt: skip
    assert "line 5" in str(tables["source_table"][0]["reason"])


def test_a_table_can_be_left_alone() -> None:
    hints = {"table": [{"document": "a", "page": 1, "table": 1, "kind": "ignored", "line": 3}]}
    tables = normalize_document(document(), hints=hints)
    assert (tables["source_table"][0]["kind"], tables["quarantine"]) == ("ignored", [])


@pytest.mark.parametrize(
    "hint",
    [
        {"page": 2, "table": 1, "kind": "ledger"},
        {"page": 1, "table": 1, "kind": "something"},
        {"page": 1, "table": 1, "headerrows": 1},
        {"page": 1},
    ],
)
def test_a_hint_that_fits_nothing_is_an_error_with_its_line(hint: dict[str, object]) -> None:
    with pytest.raises(CorrectionError) as caught:
        normalize_document(document(), hints={"table": [{"document": "a", "line": 4, **hint}]})
    assert caught.value.line == 4
