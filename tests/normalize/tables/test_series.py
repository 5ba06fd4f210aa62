"""Years of which a header or a column prints only the number, after one that is printed in full."""

from __future__ import annotations

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe


@pytest.mark.parametrize(
    "years, labels",
    [
        (("平成29年度", "30", "令和元年度", "2"), ["平成29年度", "平成30年度", "令和元年度", "令和2年度"]),
        (("H29", "30", "R1", "2"), ["H29", "H30", "R1", "R2"]),
        (("平成30年", "31", "2", "3"), ["平成30年", "平成31年", "令和2年", "令和3年"]),
        (("2015", "2020", "2025", "2030"), ["2015年", "2020年", "2025年", "2030年"]),
        (("昭和60年", "平成2", "7", "12"), ["昭和60年", "平成2年", "平成7年", "平成12年"]),
    ],
)
def test_years_across_and_down(years: tuple[str, ...], labels: list[str]) -> None:
    across = observe(f"| 区分 | {' | '.join(years)} |\n| 会員数（人） | 210 | 220 | 230 | 240 |")
    assert [row["period_label"] for row in across] == labels
    body = "\n".join(f"| {year} | {n}00 | {n}50 |" for n, year in enumerate(years, start=1))
    down = observe(f"| 年 | 会員数（人） | 団体数（団体） |\n{body}")
    assert [row["period_label"] for row in down[::2]] == labels


@pytest.mark.parametrize(
    "sketch",
    [
        "| 区分 | 平成29年度 | 12 | 25 |\n| 会員数（人） | 210 | 220 | 230 |",
        "| 区分 | 令和元年度 | 1 | 2 |\n| 会員数（人） | 210 | 220 | 230 |",
        "| 区分 | 30 | 31 | 32 |\n| 会員数（人） | 210 | 220 | 230 |",
    ],
)
def test_numbers_that_follow_from_no_year_are_none(sketch: str) -> None:
    assert observe(sketch) == []


@pytest.mark.parametrize("first, last", [("1998", "2005"), ("令和元年度", "2")])
def test_a_row_of_values_under_no_header_is_none(first: str, last: str) -> None:
    """What a page that goes on without a header begins with is listed, and not taken for years."""
    tables = normalize_document(document(f"| 会員数（人） | {first} | {last} |\n| 団体数 | 12 | 14 |"))
    assert tables["observation"] == []
    assert {row["printed"] for row in tables["quarantine"]} >= {last, "12", "14"}


def test_values_go_on_under_the_header_of_the_table_before() -> None:
    above = "| 指標 | 令和3年度 | 令和4年度 |\n| 参加者数（人） | 310 | 320 |"
    read = facts(above, "| 会員数（人） | 1998 | 2005 |\n| 団体数（団体） | 12 | 14 |")
    assert [value for *_, value, _ in read] == ["310", "320", "1998", "2005", "12", "14"]


def test_values_beside_years_are_values() -> None:
    read = facts("| 年度 | 児童数（人） | 施設数（箇所） |\n| 令和元年度 | 2 | 3 |\n| 令和2年度 | 4 | 5 |")
    assert [(year, value) for _, year, _, _, value, _ in read] == [
        (2019, "2"), (2019, "3"), (2020, "4"), (2020, "5")
    ]  # fmt: skip


def test_an_outlook_after_years_that_no_word_marks_is_provisional() -> None:
    read = facts("| 区分 | 令和3年度 | 令和4年度 | 令和5年度（見込） |\n| 会員数（人） | 2 | 3 | 4 |")
    assert read[-1][2:4] == ("actual", "provisional")
