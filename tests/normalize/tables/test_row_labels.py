"""What the labels before the values of a row say of it: its name, its unit, its section."""

from __future__ import annotations

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, observe


def test_chapters_and_sections_make_no_ledger_of_a_table_of_indicators() -> None:
    sketch = "| 項 | 節 | 指標名 | 単位 | R4実績 |\n| 福祉 | 1-1 | 会員数 | 人 | 12 |"
    tables = normalize_document(document(sketch))
    assert [row["kind"] for row in tables["source_table"]] == ["indicator"]
    assert [row["indicator"] for row in tables["observation"]] == ["会員数"]
    assert not tables["quarantine"]


def test_a_row_across_the_top_heads_the_rows_below_it() -> None:
    sketch = """
    | 施策１　子育て | < | < |
    | 指標 | 単位 | R3実績 |
    | 児童数 | 人 | 3 |
    | 施策２　福祉 | < | < |
    | サロン数 | 箇所 | 45 |
    """
    assert [row["section"] for row in observe(sketch)] == ["施策１　子育て", "施策２　福祉"]


def test_a_head_that_is_a_counted_thing_is_no_unit_of_its_rows() -> None:
    units = [row["unit"] for row in observe("| 地区 | R4実績 |\n| 東部 | 10件 |\n| 西部 | 5 |")]
    assert units == ["件", None]
    assert [row["unit"] for row in observe("| 千円 | R4実績 |\n| 市税 | 10 |")] == ["円"]


def test_a_unit_in_the_name_that_the_unit_column_contradicts_is_flagged() -> None:
    sketch = """
    | 指標 | 単位 | H29実績 |
    | 会員数（人） | 件 | 12 |
    | 施設数（か所） | 箇所 | 3 |
    """
    found = observe(sketch)
    assert any("unit_conflict" in warning for warning in found[0]["warnings"])
    assert not any("unit_conflict" in warning for warning in found[1]["warnings"])


def test_a_dash_among_the_names_names_nothing() -> None:
    sketch = "| 指標 | 区分 | R4実績 |\n| 受診率 | 胃がん | 12％ |\n| 出生数 | ー | 312人 |"
    assert [row["indicator"] for row in observe(sketch)] == ["受診率　胃がん", "出生数"]


def test_a_total_may_stand_where_the_groups_do() -> None:
    """Without a name beside it, it is none of the row above; a group printed in each row names none."""
    rows = observe(
        """
        | 分野 | 指標名 | 令和4年度実績 |
        | 福祉 | 会員 | 12人 |
        | | 講座 | 34回 |
        | 教育 | 授業 | 56回 |
        | 教育 | | 57回 |
        | 合計 | | 90 |
        """
    )
    assert [(o["indicator"], o["value"]) for o in rows] == [("会員", 12), ("講座", 34), ("合計", 90)]
