"""Tables of one day, with places down and groups across."""

from __future__ import annotations

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe

BY_WARD = """
    |  | 要支援 | 要介護１ | 計 |
    | 東区 | 1,302 | 2,410 | 3,712 |
    | ^ | 35.1% | 64.9% | 100.0% |
    | 西区 | 1,172 | － | 1,172 |
    | ^ | 100.0% | － | 100.0% |
"""


def test_a_line_that_is_a_date_dates_counts_of_places_and_groups() -> None:
    read = facts("# 認定者数一覧表", "令和5年10月31日現在", BY_WARD)
    assert read[:6] == [
        ("東区　要支援", 2023, "actual", "final", "1302", ""),
        ("東区　要介護１", 2023, "actual", "final", "2410", ""),
        ("東区", 2023, "actual", "final", "3712", ""),
        ("東区　要支援", 2023, "rate", "final", "35.1", "%"),
        ("東区　要介護１", 2023, "rate", "final", "64.9", "%"),
        ("東区", 2023, "rate", "final", "100.0", "%"),
    ]
    first = observe("# 認定者数一覧表", "令和5年10月31日現在", BY_WARD)[0]
    assert str(first["period_start"]) == "2023-10-31"
    assert first["warnings"] == ["period_from_text", "assumed_actual"]


def test_without_a_date_above_it_such_a_table_is_refused_and_says_why() -> None:
    tables = normalize_document(document("# 認定者数一覧表", "担当者が集計した。", BY_WARD))
    assert not tables["observation"]
    assert {row["detail"] for row in tables["quarantine"]} == {
        "no column names a period or a kind of value, and no line above it is the one date of its values"
    }


def test_the_day_of_a_document_is_no_date_of_its_counts() -> None:
    assert not observe("# 一覧表", "令和5年10月31日", BY_WARD)


def test_two_dates_above_a_table_date_nothing() -> None:
    assert not observe("# 一覧表", "令和5年10月31日現在", "令和6年10月31日現在", BY_WARD)


def test_a_table_with_words_among_its_cells_is_none_of_counts() -> None:
    sketch = """
        | 施設 | 住所 | 電話 |
        | 東館 | 中町 | 12 |
        | 西館 | 本町 | 13 |
        """
    assert not observe("# 一覧表", "令和5年10月31日現在", sketch)


def test_numbers_of_things_are_no_counts() -> None:
    sketch = """
        | 施設 | No. | 電話番号 | 定員 |
        | 東館 | 1 | 1234 | 20 |
        | 西館 | 2 | 1235 | 30 |
        """
    assert [fact[0] for fact in facts("# 一覧表", "令和5年10月1日現在", sketch)] == [
        "東館　定員",
        "西館　定員",
    ]
