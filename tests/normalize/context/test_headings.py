"""Goal and section of a value, from the headings above it and the rows across its table."""

from __future__ import annotations

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, observe

TABLE = "| 指標 | R1実績 |\n| 件数 | 1件 |"


def place(*parts: str) -> tuple[str, str]:
    found = observe(*parts)[0]
    return found["goal"], found["section"]


def test_a_numbered_goal_heads_everything_below_it() -> None:
    goal = "## 4. 基本目標1 「まちをつくる」"
    assert place("# 戦略（案）", goal, "### (1) 数値目標", TABLE) == ("基本目標1 「まちをつくる」", "")


def test_the_section_under_a_goal_begins_with_a_circled_number() -> None:
    parts = ("## 基本目標１「まちをつくる」", "### ① 農業", "### (1) 農家への支援", TABLE)
    assert place(*parts) == ("基本目標１「まちをつくる」", "① 農業")


def test_a_letter_that_marks_a_part_of_a_figure_heads_nothing() -> None:
    parts = ("## 【領域Ｃ】", "これまでの取組を見直す施策です。", "### D", TABLE)
    assert place(*parts) == place(*parts[:2], TABLE)


def test_a_row_across_the_table_is_the_section_of_the_rows_below_it() -> None:
    table = "| 指標 | R1実績 |\n| 件数 | 1件 |\n| ② 観光 | < |\n| 人数 | 2人 |"
    found = observe("## 基本目標２「働く」", table)
    assert [row["section"] for row in found] == ["", "② 観光"]


def test_a_new_goal_ends_the_section() -> None:
    found = observe("## 基本目標１「甲」", "### ① 農業", TABLE, "## 基本目標２「乙」", TABLE)
    assert [(row["goal"], row["section"]) for row in found] == [
        ("基本目標１「甲」", "① 農業"),
        ("基本目標２「乙」", ""),
    ]


def test_elsewhere_they_are_the_two_nearest_levels_and_the_title_is_left_out() -> None:
    parts = (
        "# 計画の状況",
        "## １章 教育",
        "### ①学校",
        TABLE,
        "## ２章 福祉",
        "### ②高齢者",
        TABLE,
    )
    found = observe(*parts)
    assert [(row["goal"], row["section"]) for row in found] == [
        ("１章 教育", "①学校"),
        ("２章 福祉", "②高齢者"),
    ]
    assert normalize_document(document(*parts))["document"][0]["title"] == "計画の状況"


def test_a_level_that_recurs_is_no_title() -> None:
    found = observe("# 甲の推進", "## 指標", TABLE, "# 乙の推進", "## 指標", TABLE)
    assert [row["goal"] for row in found] == ["甲の推進", "乙の推進"]


@pytest.mark.parametrize("sentence", ["① 市は農業を支え、次の施策を進めます。", "・① 農業の推進"])
def test_a_sentence_is_no_heading(sentence: str) -> None:
    assert place("## 基本目標１「甲」", sentence, TABLE) == ("基本目標１「甲」", "")


@pytest.mark.parametrize("day", ["（令和６年10月公表）", "2024年3月31日現在", "R6.3月末 時点"])
def test_a_day_by_itself_heads_nothing(day: str) -> None:
    assert place("# 計画の状況", "## ２章 福祉", f"## {day}", TABLE) == ("", "２章 福祉")


@pytest.mark.parametrize("heading", ["令和４年度", "３月の人口", "令和６年３月に始めた事業"])
def test_a_heading_may_name_a_year_or_a_month(heading: str) -> None:
    assert place("# 計画の状況", f"## {heading}", TABLE) == ("", heading)
