"""What a table does not say is refused, with what was printed and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, observe


def test_rows_that_nothing_tells_apart_are_refused() -> None:
    sketch = """
    | 指標 | 単位 | H29実績 |
    | 件数 | 件 | 10 |
    | ^ | ^ | 9 |
    """
    tables = normalize_document(document(sketch))
    assert tables["observation"] == []
    assert [row["printed"] for row in tables["quarantine"]] == ["10", "9"]


def test_rows_that_no_name_tells_apart_are_refused() -> None:
    tables = normalize_document(document("数値目標", "| R1実績 | R2実績 |\n| 10人 | 11人 |\n| 7人 | 8人 |"))
    assert not tables["observation"]
    assert [row["printed"] for row in tables["quarantine"]] == ["10人", "11人", "7人", "8人"]


def test_a_number_of_no_known_form_among_values_is_refused() -> None:
    sketch = """
    | 区分 | 令和3年度実績 | 令和4年度実績 |
    | 職員数（人） | 5 | 6 |
    | 再任用（人） | 6 1/4 | 7 |
    """
    tables = normalize_document(document(sketch))
    assert [str(o["value"]) for o in tables["observation"]] == ["5", "6", "7"]
    assert [row["printed"] for row in tables["quarantine"]] == ["6 1/4"]


def test_numbers_abreast_in_a_cell_over_all_columns_are_refused() -> None:
    sketch = """
    | 区分 | 令和3年度実績 | 令和4年度実績 |
    | 基金（千円） | 5 | 6 |
    | 備考　土地 140千円 42千円 | < | < |
    """
    tables = normalize_document(document(sketch))
    assert len(tables["observation"]) == 2
    assert [row["reason"] for row in tables["quarantine"]] == ["several values in one cell"]


def test_a_result_merged_over_years_is_refused() -> None:
    sketch = """
    | 指標 | H29実績 | H30実績 |
    | 件数 | 10件 | < |
    """
    tables = normalize_document(document(sketch))
    assert tables["observation"] == []
    assert tables["quarantine"][0]["reason"] == "merged over columns of different meaning"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("4億3,0000万円", "not read to the end"),
        ("1O件", "not read to the end"),
        ("15件 17件", "several values in one cell"),
    ],
)
def test_what_can_not_be_read_is_refused_with_what_was_printed(cell: str, reason: str) -> None:
    tables = normalize_document(document(f"| 指標 | H29実績 |\n| 件数 | {cell} |"))
    assert tables["observation"] == []
    assert [(row["printed"], row["reason"]) for row in tables["quarantine"]] == [(cell, reason)]


def test_a_disputed_cell_is_refused_with_both_readings() -> None:
    plain = document("| 指標 | H29実績 |\n| 件数 | 18件 |")
    page = plain.pages[0]
    cells = [
        replace(cell, agreement="disputed", other="13件") if cell.text == "18件" else cell
        for cell in page.tables[0].cells
    ]
    pages = (replace(page, tables=(replace(page.tables[0], cells=tuple(cells)),)),)
    tables = normalize_document(replace(plain, pages=pages))
    assert tables["observation"] == []
    assert tables["quarantine"][0]["reason"] == "disputed"
    assert "13件" in str(tables["quarantine"][0]["detail"])


@pytest.mark.parametrize(
    ("sketch", "printed"),
    [
        ("| 区分 | R1 | R2 |\n| 目標 | 10人 | 11人 |\n| 実績 | 9人 | 8人 |", ["10人", "11人", "9人", "8人"]),
        ("| 指標 | 単位 | R1実績 |\n| 会員数 | 12 | 13 |\n| 施設数 | 14 | 15 |", ["12", "14"]),
        ("| 指標 | | R1 | 目標値 |\n| 会員数 | 目標 | 12 | 13 |\n| ^ | 実績 | 14 | 15 |", ["15"]),
    ],
    ids=["nothing names them", "numbers for units", "a result under a target"],
)
def test_what_a_header_does_not_explain_is_refused(sketch: str, printed: list[str]) -> None:
    assert [row["printed"] for row in normalize_document(document(sketch))["quarantine"]] == printed


def test_a_table_that_is_not_understood_says_why() -> None:
    tables = normalize_document(document("| 取組 | 内容 | 担当課 |\n| 研修 | 年に３回 | 人事課 |"))
    assert tables["source_table"][0]["kind"] == "unknown"
    assert tables["source_table"][0]["reason"]


def test_a_limit_set_by_law_is_no_baseline() -> None:
    sketch = "| 項目 | 環境基準値 | H29実績 |\n| BOD | 3mg/L以下 | 1.4mg/L |"
    assert [row["value_kind"] for row in observe(sketch)] == ["actual"]
    refused = normalize_document(document(sketch))["quarantine"]
    assert [row["printed"] for row in refused] == ["3mg/L以下"]
