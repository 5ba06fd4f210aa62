"""Cards, annual plans and progress tables as other offices lay them out."""

from __future__ import annotations

from typing import Any

from pipeline.layers.rows import Tables
from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document


def read(*parts: str) -> Tables:
    return normalize_document(document(*parts))


def columns(tables: Tables, name: str, *wanted: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in wanted) for row in tables.get(name, [])]


def kinds(tables: Tables) -> list[object]:
    return [row["kind"] for row in tables["source_table"]]


CARD = """
| 番号 | 3 | 取組項目 | 窓口サービスの向上 | < |
| 担当課 | 市民課、税務課 | < | < | < |
| 目的 | 市民の利便性を高める | < | < | < |
| 取組内容 | 窓口を3か所に増やす | < | < | < |
| 数値目標 | 待ち時間：10分以下⏎満足度 80％（令和7年度）⏎・申請率を30%に引き上げる⏎利用者の声 | < | < | < |
| スケジュール | 令和4年度 | 令和5年度 | 令和6年度 | 令和7年度 |
| 窓口の増設 | 検討 | 実施 | < | → |
| 研修 | － | 実施 | → | |
| 広報 | 実施 | | | → |
"""


def test_a_card_with_its_labels_at_the_left() -> None:
    tables = read(CARD)
    assert kinds(tables) == ["reform_item"]
    assert columns(tables, "reform_item", "number", "item", "departments", "purpose", "approach") == [
        ("3", "窓口サービスの向上", ["市民課", "税務課"], "市民の利便性を高める", "窓口を3か所に増やす")
    ]
    assert columns(tables, "observation", "indicator", "unit", "qualifier", "fiscal_year", "value_kind") == [
        ("待ち時間", "分", "at_most", None, "target"),
        ("満足度", "%", None, 2025, "target"),
        ("申請率", "%", None, None, "target"),
    ]
    assert columns(tables, "narrative_figure", "printed") == [("3か所",)]


def test_bars_cover_the_years_under_them() -> None:
    active = columns(read(CARD), "schedule", "activity", "fiscal_year", "active")
    assert [(name, year) for name, year, is_active in active if is_active] == [
        *(("窓口の増設", year) for year in (2022, 2023, 2024, 2025)),
        *(("研修", year) for year in (2023, 2024)),
        *(("広報", year) for year in (2022, 2023, 2024, 2025)),
    ]


def test_an_annual_plan_with_its_projects_at_the_left() -> None:
    tables = read(
        "（単位：千円）",
        """
        | 事業名 | 区分 | 令和4年度 | 令和5年度 | 令和6年度 |
        | 図書館整備事業⏎【図書館】 | 事業費 | 1,200 | 3,400 | － |
        | ^ | 事業内容 | 設計 | 工事 | < |
        | 公園事業 ※国庫補助 | 事業費 | 800 | 12a | 0 |
        | ^ | 事業内容 | 遊具3基 | < | < |
        | 合計 | 事業費 | 2,000 | 3,400 | 0 |
        """,
    )
    assert kinds(tables) == ["budget"]
    assert not tables["observation"]
    wanted = "project department fiscal_year cost missing_reason summary summary_last_year"
    assert columns(tables, "budget", *wanted.split()) == [
        ("図書館整備事業", "【図書館】", 2022, 1_200_000, None, "設計", 2022),
        ("図書館整備事業", "【図書館】", 2023, 3_400_000, None, "工事", 2024),
        ("図書館整備事業", "【図書館】", 2024, None, "dash", "工事", 2024),
        ("公園事業", "", 2022, 800_000, None, "遊具3基", 2024),
        ("公園事業", "", 2024, 0, None, "遊具3基", 2024),
    ]
    assert [notes for (notes,) in columns(tables, "budget", "notes")][3:] == [["※国庫補助"]] * 2
    refused = [printed for (printed,) in columns(tables, "quarantine", "printed")]
    assert refused == ["12a", "2,000", "3,400", "0"]


def test_an_annual_plan_of_one_row_for_each_project() -> None:
    tables = read(
        """
        | 事業名 | 担当課 | 事業費（千円） | < |
        | ^ | ^ | 令和4年度 | 令和5年度 |
        | 図書館整備 | 図書館 | 1,200 | － |
        | 公園整備 | 公園課 | 1,000 | 2,000 |
        """
    )
    assert columns(tables, "budget", "project", "department", "fiscal_year", "cost") == [
        ("図書館整備", "図書館", 2022, 1_200_000), ("図書館整備", "図書館", 2023, None),
        ("公園整備", "公園課", 2022, 1_000_000), ("公園整備", "公園課", 2023, 2_000_000),
    ]  # fmt: skip


def test_a_cost_without_any_unit_is_not_guessed() -> None:
    tables = read(
        """
        | 事業名 | 令和4年度 | 令和5年度 |
        | 図書館整備 | < | < |
        | 費用 | 1,200 | － |
        | 概略 | 設計 | |
        """
    )
    assert columns(tables, "budget", "fiscal_year", "missing_reason") == [(2023, "dash")]
    assert columns(tables, "quarantine", "printed", "detail") == [("1,200", "no unit is printed")]


def test_progress_with_a_column_for_each_year() -> None:
    tables = read(
        "#基本目標１　住みよいまち",
        """
        | No | 取組名 | 担当課 | 令和4年度の取組状況 | 令和5年度の取組状況 |
        | ①　子育て | < | < | < | < |
        | 1 | 相談 | 子育て課（保健課） | ・相談を30件受けた。 | ・相談を45件受けた。 |
        """,
    )
    wanted = ("goal", "section", "number", "departments", "related_departments", "fiscal_year", "text")
    place = ("基本目標１　住みよいまち", "①　子育て", "1", ["子育て課"], ["保健課"])
    assert columns(tables, "initiative_progress", *wanted) == [
        (*place, 2022, "・相談を30件受けた。"), (*place, 2023, "・相談を45件受けた。")
    ]  # fmt: skip
    assert columns(tables, "narrative_figure", "printed", "fiscal_year") == [("30件", 2022), ("45件", 2023)]


def test_heads_of_years_in_all_brackets_or_none() -> None:
    tables = read(
        """
        | 施策 | 内容 | 所管課 | 実施状況 |
        | 相談 | 相談の充実 | 子育て課 | 〔令和4年度〕⏎・相談30件⏎〔令和5年度〕⏎・相談45件 |
        | 見守り | 見守り | 福祉課 | R4：12回⏎R5：13回 |
        | 調査 | 調べる | 福祉課 | 令和4年度に調査を行った。 |
        """
    )
    assert columns(tables, "initiative_progress", "name", "fiscal_year", "text") == [
        ("相談", 2022, "・相談30件"), ("相談", 2023, "・相談45件"),
        ("見守り", 2022, "12回"), ("見守り", 2023, "13回"),
        ("調査", None, "令和4年度に調査を行った。"),
    ]  # fmt: skip


def test_a_row_that_a_page_break_parted_goes_on() -> None:
    tables = read(
        """
        | 番号 | 施策 | 内容 | 所管課 | 実施状況 |
        | 1 | 相談 | 相談の | 子育て課 | 【令和4年度】⏎・相談を受け |
        """,
        """
        | 番号 | 施策 | 内容 | 所管課 | 実施状況 |
        | | | 充実 | | た。⏎【令和5年度】⏎・相談45件 |
        | 2 | 見守り | 見守り | 福祉課 | 【令和4年度】⏎・訪問 |
        """,
    )
    assert columns(tables, "initiative_progress", "number", "description", "fiscal_year", "text") == [
        ("1", "相談の充実", 2022, "・相談を受けた。"), ("1", "相談の充実", 2023, "・相談45件"),
        ("2", "見守り", 2022, "・訪問"),
    ]  # fmt: skip


def test_a_name_over_several_rows_keeps_the_texts_of_all() -> None:
    tables = read(
        """
        | 施策 | 内容 | 所管課 | 実施状況 |
        | 相談 | 相談の充実 | 子育て課 | 【令和4年度】・相談30件 |
        | ^ | ^ | ^ | 【令和5年度】・相談45件 |
        """
    )
    assert columns(tables, "initiative_progress", "name", "fiscal_year", "text") == [
        ("相談", 2022, "・相談30件"), ("相談", 2023, "・相談45件")
    ]  # fmt: skip


def test_a_summary_after_a_page_break_belongs_to_the_project_before_it() -> None:
    tables = read(
        """
        | 事業名 | 令和4年度 | 令和5年度 |
        | 図書館整備【図書館】 | < | < |
        | 費用 | 1,200千円 | － |
        """,
        """
        | 概略 | 設計 | 工事 |
        | 公園【公園課】 | < | < |
        | 費用 | 1千円 | 2千円 |
        | 概略 | 遊具 | < |
        """,
    )
    assert columns(tables, "budget", "project", "fiscal_year", "summary", "summary_last_year") == [
        ("図書館整備", 2022, "設計", 2022), ("図書館整備", 2023, "工事", 2023),
        ("公園", 2022, "遊具", 2023), ("公園", 2023, "遊具", 2023),
    ]  # fmt: skip


def test_values_outside_the_fields_are_listed() -> None:
    card = read(f"{CARD}| 目的 | 窓口の充実 | < | < | 99,999 |")
    assert [printed for (printed,) in columns(card, "quarantine", "printed")] == ["99,999"]
    progress = read(
        """
        | No | 取組名 | 担当課 | 令和4年度の取組状況 | 決算額 |
        | 1 | 相談 | 子育て課 | ・相談を30件受けた。 | 1,234 |
        """
    )
    assert kinds(progress) == ["initiative_progress"]
    assert columns(progress, "quarantine", "printed") == [("1,234",)]


def test_a_range_and_a_total_beside_the_years_are_listed() -> None:
    tables = read(
        """
        | 事業名 | 令和4年度 | 令和5年度 | 合計 |
        | 図書館整備 | < | < | < |
        | 費用 | 100～200千円 | 300千円 | 450千円 |
        | 概略 | 設計 | 工事 | |
        """
    )
    assert columns(tables, "budget", "fiscal_year", "cost") == [(2023, 300_000)]
    assert [printed for (printed,) in columns(tables, "quarantine", "printed")] == ["100～200千円", "450千円"]


def test_a_table_of_indicators_within_a_card() -> None:
    tables = read(
        """
        | 番号 | 3 | 取組項目 | 窓口サービスの向上 | < |
        | 担当課 | 市民課 | < | < | < |
        | 目的 | 市民の利便性を高める | < | < | < |
        | 指標名 | 単位 | 現状値（令和3年度） | 令和4年度目標 | 令和5年度目標 |
        | 満足度 | ％ | 70 | 75 | 80 |
        | 待ち時間 | 分 | 20 | － | 10 |
        | スケジュール | < | < | 令和4年度 | 令和5年度 |
        | 窓口の増設 | < | < | 検討 | 実施 |
        """
    )
    assert kinds(tables) == ["reform_item"]
    assert columns(tables, "reform_item", "number", "item") == [("3", "窓口サービスの向上")]
    assert columns(tables, "observation", "indicator", "fiscal_year", "value_kind", "value", "row_no") == [
        ("満足度", 2021, "baseline", 70, 5), ("満足度", 2022, "target", 75, 5),
        ("満足度", 2023, "target", 80, 5),
        ("待ち時間", 2021, "baseline", 20, 6), ("待ち時間", 2022, "target", None, 6),
        ("待ち時間", 2023, "target", 10, 6),
    ]  # fmt: skip
    assert columns(tables, "schedule", "fiscal_year", "printed") == [(2022, "検討"), (2023, "実施")]
    assert not tables["quarantine"]
