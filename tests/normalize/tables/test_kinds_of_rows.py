"""Rows that say what kind of value they hold, and rows that only seem to."""

from __future__ import annotations

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe


def test_a_ratio_of_two_rows_is_a_figure_of_its_own() -> None:
    read = facts(
        """
        | 区分 | 令和4年度 |
        | 職員数（人）（A） | 11 |
        | 昇給に係る職員数（人）（B） | 10 |
        | 比率（％）(B)/(A) | 90.9 |
        """
    )
    assert read[-1] == ("比率(B)/(A)", 2022, "rate", "final", "90.9", "%")


def test_a_label_over_both_columns_of_names_does_not_go_on_the_name_above_it() -> None:
    read = facts(
        """
        | 区分 | < | 令和4年度 |
        | 内訳 | １号給 | 4 |
        | ^ | ２号給 | 6 |
        | 比率（％） | < | 90.9 |
        """
    )
    assert read[-1] == ("比率", 2022, "rate", "final", "90.9", "%")


def test_a_row_of_a_kind_under_a_name_has_that_name() -> None:
    read = facts(
        """
        | 指標 | 令和4年度 | 令和5年度 |
        | 会員数（人） | 10 | 12 |
        | 前年度比（％） | 101.0 | 120.0 |
        """
    )
    assert read[-1] == ("会員数", 2023, "rate", "final", "120.0", "%")


PLAN_AND_RESULTS = """
    | 区分 | < | 令和3年度 | 令和4年度 |
    | 地財⏎計画 | 交付税（千円） | 10 | 11 |
    | ^ | 臨時財政対策債（千円） | 5 | 6 |
    | 実績 | 交付税（千円） | 12 | 13 |
    | ^ | 臨時財政対策債（千円） | 7 | 8 |
    | 特別交付税（県要望額）（千円） | < | 3 | 4 |
"""


def test_rows_of_a_plan_beside_rows_of_results_are_planned() -> None:
    read = [(o["indicator"], o["value_kind"], o["warnings"]) for o in observe(PLAN_AND_RESULTS)]
    assert read[::2] == [
        ("地財計画　交付税", "target", ["kind_from_heading"]),
        ("地財計画　臨時財政対策債", "target", ["kind_from_heading"]),
        ("交付税", "actual", []),
        ("臨時財政対策債", "actual", []),
        ("特別交付税（県要望額）", "actual", ["assumed_actual"]),
    ]


def test_what_is_needed_and_what_is_provided_are_figures_of_the_subject_of_the_heading() -> None:
    read = facts(
        "# 子ども・子育て支援事業計画",
        "## （１）一時預かり事業",
        """
        | 区分 | 令和2年度 | 令和3年度 |
        | 量の見込み①（人日） | 100 | 110 |
        | 確保方策②（人日） | 120 | 125 |
        | 実績（人日） | 90 | 80 |
        """,
    )
    assert read[1::2] == [
        ("一時預かり事業　量の見込み", 2021, "forecast", "planned", "110", "人日"),
        ("一時預かり事業　確保方策", 2021, "target", "planned", "125", "人日"),
        ("一時預かり事業", 2021, "actual", "final", "80", "人日"),
    ]


def test_a_column_of_projects_names_rows_that_have_but_kinds_beside_it() -> None:
    read = facts(
        """
        | 事業名 | | 令和2年度 | 令和3年度 |
        | 一時預かり（人） | 量の見込み | 1 | 2 |
        | ^ | 確保方策 | 3 | 4 |
        | 病児保育（人） | 量の見込み | 5 | 6 |
        | ^ | 確保量 | 7 | 8 |
        """
    )
    assert [(fact[0], fact[2], fact[4], fact[5]) for fact in read[::2]] == [
        ("一時預かり", "forecast", "1", "人"),
        ("一時預かり", "target", "3", "人"),
        ("病児保育", "forecast", "5", "人"),
        ("病児保育", "target", "7", "人"),
    ]


def test_a_forecast_in_a_column_of_results_is_refused() -> None:
    sketch = """
        | 区分 | 令和2年度実績 | 令和3年度 |
        | 量の見込み（人） | 1 | 2 |
        """
    assert [(o["fiscal_year"], o["value_kind"]) for o in observe("# 一時預かり", sketch)] == [
        (2021, "forecast")
    ]


KINDS_BETWEEN = """
    | 指標 | 単位 | 基準値⏎(H30) | {head} | R2 | R3 | 達成率⏎(R3) |
    | ^ | ^ | ^ | ^ | 1年目 | 2年目 | ^ |
    | 創業件数（累計） | 件 | 18 | 目標 | 20 | 40 | 87.5% |
    | ^ | ^ | ^ | 実績 | 16 | 35 | ^ |
    | 従業者数 | 人 | 310 | 目標 | 350 | 400 | － |
    | ^ | ^ | ^ | 実績 | － | 372 | ^ |
"""


@pytest.mark.parametrize("head", ["", "区分", "項目"])
def test_a_column_of_kinds_between_facts_holds_for_those_to_its_right(head: str) -> None:
    read = facts(KINDS_BETWEEN.format(head=head))
    assert read == [
        ("創業件数", 2018, "baseline", "final", "18", "件"),
        ("創業件数", 2020, "target", "planned", "20", "件"),
        ("創業件数", 2021, "target", "planned", "40", "件"),
        ("創業件数", 2021, "rate", "final", "87.5", "%"),
        ("創業件数", 2020, "actual", "final", "16", "件"),
        ("創業件数", 2021, "actual", "final", "35", "件"),
        ("従業者数", 2018, "baseline", "final", "310", "人"),
        ("従業者数", 2020, "target", "planned", "350", "人"),
        ("従業者数", 2021, "target", "planned", "400", "人"),
        ("従業者数", 2021, "rate", "final", "dash", ""),
        ("従業者数", 2020, "actual", "final", "dash", ""),
        ("従業者数", 2021, "actual", "final", "372", "人"),
    ]


@pytest.mark.parametrize("head", ["", "区分"])
def test_a_column_of_kinds_left_of_the_names_holds_for_the_rows_it_spans(head: str) -> None:
    read = facts(
        f"""
        | {head} | 指標 | R3 | R4 |
        | 目標値 | 窓口満足度（％） | 80 | 82 |
        | ^ | 申請件数（件） | 1,000 | 2,000 |
        | 実績値 | 窓口満足度（％） | 81.2 | 83.0 |
        | ^ | 申請件数（件） | 1,530 | 2,980 |
        """
    )
    assert [(name, kind) for name, _, kind, *_ in read] == [
        (name, kind) for kind in ("target", "actual") for name in ("窓口満足度", "申請件数") for _ in range(2)
    ]


def test_a_second_baseline_may_be_a_result_and_says_so() -> None:
    read = observe(
        """
        | 指標 | 策定時（平成25年度） | 中間評価（平成30年度） | 現状値（令和5年度） | 判定 |
        | 喫煙率（％） | 21.0 | 20.1 | 18.4 | Ｂ |
        """
    )
    warned = {row["period_label"]: row["warnings"] for row in read}
    assert warned["令和5年度"] == ["second_baseline"]
    assert warned["平成25年度"] == []
    assert read[-1]["value_kind"] == "grade" and read[-1]["fiscal_year"] is None


def test_a_sign_in_a_circle_after_an_operator_is_no_footnote_mark() -> None:
    read = observe(
        """
        | 区分 | 令和5年度実績 |
        | 量の見込み① | 10 |
        | 確保方策② | 14 |
        | 過不足②－① | 4 |
        """
    )
    assert [(row["indicator"], row["note_marks"]) for row in read][-1] == ("過不足②－①", [])


def test_a_row_without_values_among_numbered_ones_heads_nothing() -> None:
    read = observe(
        """
        | 区分 | 令和4年度実績 | 令和5年度実績 |
        | 1 普通債 | 30 | 31 |
        | (1) 教育 | 20 | 21 |
        | (2) その他 | | |
        | 2 特別債 | 4 | 5 |
        | (1) 退職手当 | | |
        | (2) 減収補てん | 4 | 5 |
        """
    )
    assert {o["indicator"] for o in read} >= {"2 特別債", "(2) 減収補てん"}
    assert not any(o["section"] for o in read)


def test_a_numbered_heading_over_rows_numbered_anew_stays_one() -> None:
    read = observe(
        """
        | 区分 | 令和4年度実績 | 令和5年度実績 |
        | 1 子ども | | |
        | 1 出生数 | 20 | 21 |
        | 2 健康 | | |
        | 1 受診者数 | 4 | 5 |
        """
    )
    assert [(o["indicator"], o["section"]) for o in read[::2]] == [
        ("1 出生数", "1 子ども"),
        ("1 受診者数", "2 健康"),
    ]


def test_years_that_somebody_has_had_are_no_period() -> None:
    tables = normalize_document(
        document(
            "# 平成30年度 給与の状況",
            "| 区分 | 20年⏎勤続の者 | 35年勤続の者 |\n| 支給率 | 24.5 | 47.7 |\n| 国の制度 | 24.5 | 47.7 |",
        )
    )
    assert not tables["observation"]
    assert len(tables["quarantine"]) == 4
