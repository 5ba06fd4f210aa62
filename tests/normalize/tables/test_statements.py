"""Layouts of financial statements: tables side by side, letters of formulas, months under years, units."""

from __future__ import annotations

from dataclasses import replace

from pipeline.layers.extracted import Line
from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe


def test_names_before_columns_that_say_the_same_again_name_the_values_on_their_right() -> None:
    sketch = """
    | 財政指標名 | 平成18年度 | 平成19年度 | 早期基準 | 資金不足比率⏎（会計名） | 平成18年度 | 平成19年度 |
    | 財政力指数 | 0.64 | 0.69 | | 市場事業費 | | 0.0 |
    | 経常収支比率 | 96.6 | 98.0 | 100.0 | 下水道事業会計 | | 93.0 |
    | | < | < | < | 水道事業会計 | | 26.2 |
    """
    values = {(name, value) for name, year, _, _, value, _ in facts(sketch) if year == 2007}
    assert values == {
        ("財政力指数", "0.69"),
        ("経常収支比率", "98.0"),
        ("市場事業費", "0.0"),
        ("下水道事業会計", "93.0"),
        ("水道事業会計", "26.2"),
    }


def test_words_between_columns_that_differ_are_no_names() -> None:
    sketch = """
    | 指標 | R1実績 | 主な取組 | R2実績 |
    | 会員数 | 10人 | 講座 | 11人 |
    | 施設数 | 3箇所 | 改修 | 4箇所 |
    """
    assert [row["indicator"] for row in observe(sketch)] == ["会員数", "会員数", "施設数", "施設数"]


def test_a_letter_that_formulas_use_is_no_unit() -> None:
    sketch = "| 区分 | R4実績 |\n| 小計（a） | 87 |\n| 投資（b） | 12 |\n| 合計（a）+（b） | 99 |"
    assert [row["unit"] for row in observe("（単位：千円）", sketch)] == ["円"] * 3
    assert observe("| 区分 | R4実績 |\n| 農地（a） | 87 |\n| 山林（a） | 12 |")[0]["unit"] == "a"


def test_a_month_is_one_of_the_fiscal_year_over_it() -> None:
    sketch = """
    | 区分 | 令和3年度予算計上額 | < |
    | ^ | 9月補正 | 2月専決 |
    | 財政調整基金 | 30 | 40 |
    """
    days = [str(row["period_start"]) for row in observe("令和4年度当初予算", sketch)]
    assert days == ["2021-09-01", "2022-02-01"]


def test_units_in_brackets_alone_are_those_of_the_table() -> None:
    sketch = "| 区分 | R4実績 |\n| 市税 | 12 |"
    assert [row["unit"] for row in observe("# 市税", "（千円）", sketch)] == ["円"]
    assert [row["unit"] for row in observe("# 市税", "（参考）", sketch)] == [None]


def test_a_line_of_units_at_the_same_place_of_each_page_still_gives_the_unit() -> None:
    page = document("（単位：千円）", "| 区分 | R4実績 |\n| 市税 | 12 |").pages[0]
    lines: tuple[Line, ...] = tuple(replace(line, furniture=True) for line in page.lines)
    whole = replace(document(), pages=(replace(page, lines=lines),))
    assert [row["unit"] for row in normalize_document(whole)["observation"]] == ["円"]


def test_rows_that_only_an_indent_tells_apart_are_flagged() -> None:
    sketch = """
    | 区分 | R4実績 |
    | 普通建設 | 40 |
    | 補助 | 30 |
    | 災害復旧 | 9 |
    | 補助 | 5 |
    """
    warned = ["same_name" in row["warnings"] for row in observe(sketch)]
    assert warned == [False, True, False, True]


def test_the_next_part_of_a_table_keeps_the_unit_over_the_first() -> None:
    first = "| | 平成30年度 |\n| 交付税 | 12 |\n| 市債 | 3 |\n| 寄附金 | 5 |\n| 使用料 | 6 |"
    second = first.replace("平成30", "令和元")
    unit = "（単位：千円）"
    assert [row["unit"] for row in observe(unit, first, second)] == ["円"] * 8
    assert [row["unit"] for row in observe(unit, first, "参考", second)] == ["円"] * 4 + [None] * 4
    others = "| | 令和元年度 |\n| 職員数 | 13 |\n| 施設数 | 4 |"
    assert [row["unit"] for row in observe(unit, first, others)] == ["円"] * 4 + [None] * 2


def test_a_rate_down_the_rows_has_the_unit_of_its_own_label() -> None:
    sketch = "| 区分 | 令和4年度 |\n| 受診者数（人） | 40 |\n| 達成率（％） | 90.9 |"
    assert [(row["value_kind"], row["unit"]) for row in observe(sketch)] == [("actual", "人"), ("rate", "%")]


def test_values_below_one_with_a_unit_are_flagged() -> None:
    sketch = "| 区分 | R4実績 |\n| 市税 | 40千円 |\n| 市債 | 30 |\n| 寄附金 | 20 |\n| 使用料 | 10 |"
    assert ["unit_above" in row["warnings"] for row in observe(sketch)] == [False, True, True, True]
