"""Tables that go on over pages: rows, merged labels, units and sections that a page's end parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipeline.layers.extracted import Document
from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document_of

HEADER = """
| 分野 | 指標名 | 単位 | 令和4年度 | < |
| ^ | ^ | ^ | 目標 | 実績 |
"""


def observations(*pages: Sequence[str]) -> list[dict[str, Any]]:
    return list(normalize_document(document_of(pages))["observation"])


def told(*pages: Sequence[str]) -> list[tuple[Any, ...]]:
    """Section, name, unit and value of each observation."""
    return [(o["section"], o["indicator"], o["unit"], int(o["value"])) for o in observations(*pages)]


def test_a_name_that_the_page_end_broke_is_one_name() -> None:
    for rest in ("ターの数", "の参加者", "に）"):
        for head in (HEADER, ""):
            first = f"{HEADER}| 福祉 | 会員数 | 人 | 1 | 2 |\n| ^ | 地域包括支援（特 | 件 | 3 | 4 |"
            second = f"{head}| ^ | {rest} | | | |\n| 教育 | 教室数 | 室 | 5 | 6 |".replace(
                "^ | " + rest, " | " + rest
            )
            read = told([first], [second])
            assert read == [
                ("福祉", "会員数", "人", 1), ("福祉", "会員数", "人", 2),
                ("福祉", f"地域包括支援（特{rest}", "件", 3), ("福祉", f"地域包括支援（特{rest}", "件", 4),
                ("教育", "教室数", "室", 5), ("教育", "教室数", "室", 6),
            ]  # fmt: skip


def test_the_values_of_a_broken_row_may_stand_on_the_next_page() -> None:
    first = f"{HEADER}| 福祉 | 会員数 | 人 | 1 | 2 |\n| 教育 | 放課後児童教 | | | |"
    second = f"{HEADER}| | 室の数 | 室 | 5 | 6 |\n| 環境 | 公園数 | 園 | 7 | 8 |"
    assert told([first], [second])[2:4] == [
        ("教育", "放課後児童教室の数", "室", 5),
        ("教育", "放課後児童教室の数", "室", 6),
    ]


def test_a_row_that_heads_others_goes_on_no_name() -> None:
    first = "| 指標名 | 単位 | 令和4年度実績 |\n| 【福祉】 | | |\n| 会員数 | 人 | 1 |"
    second = "| 指標名 | 単位 | 令和4年度実績 |\n| 【教育】 | | |\n| 教室数 | 室 | 2 |"
    assert told([first], [second]) == [("【福祉】", "会員数", "人", 1), ("【教育】", "教室数", "室", 2)]


def test_a_lone_text_after_a_name_that_may_be_complete_is_a_doubt() -> None:
    first = "| 指標名 | 単位 | 令和4年度実績 |\n| 会員数 | 人 | 1 |\n| 広場の | 人 | 3 |"
    second = "| 指標名 | 単位 | 令和4年度実績 |\n| 利用者 | | |\n| 教室数 | 室 | 2 |"
    found = [(o["indicator"], o["warnings"]) for o in observations([first], [second])]
    assert found == [("会員数", []), ("広場の", ["row_over_pages"]), ("教室数", [])]


@pytest.mark.parametrize("head", [HEADER, ""])
def test_a_merged_label_is_that_of_its_rows_on_both_pages(head: str) -> None:
    """The page that holds the middle of the label prints it."""
    rows = [("福祉", "福祉"), ("", "福祉"), ("福祉", "")]
    for upper, lower in rows:
        first = f"{HEADER}| 環境 | 公園数 | 園 | 1 | 2 |\n| {upper} | 会員数 | 人 | 3 | 4 |"
        first += "\n| ^ | 講座数 | 回 | 5 | 6 |"
        second = f"{head}| {lower} | 教室数 | 室 | 7 | 8 |\n| 産業 | 商店数 | 店 | 9 | 10 |"
        second += "\n| ^ | 工場数 | 所 | 11 | 12 |"
        sections = [section for section, _, _, value in told([first], [second]) if value % 2]
        assert sections == ["環境", "福祉", "福祉", "福祉", "産業", "産業"], (upper, lower)


def test_what_may_belong_to_either_page_is_left_open() -> None:
    """A blank label that fills a page goes on the one before it or begins the one after it."""
    first = (
        f"{HEADER}| 環境 | 公園数 | 園 | 1 | 2 |\n| 福祉 | 会員数 | 人 | 3 | 4 |\n| ^ | 講座数 | 回 | 5 | 6 |"
    )
    second = f"{HEADER}| | 教室数 | 室 | 7 | 8 |\n| ^ | 商店数 | 店 | 9 | 10 |"
    third = f"{HEADER}| 産業 | 牧場数 | 室 | 11 | 12 |\n| ^ | 工場数 | 所 | 13 | 14 |"
    sections = [section for section, _, _, value in told([first], [second], [third]) if value % 2]
    assert sections == ["環境", "福祉", "福祉", "", "", "産業", "産業"]


def test_a_label_that_says_that_it_goes_on_is_the_same_label() -> None:
    first = f"{HEADER}| 福祉 | 会員数 | 人 | 3 | 4 |\n| ^ | 講座数 | 回 | 5 | 6 |"
    second = f"{HEADER}| 福祉（続き） | 教室数 | 室 | 7 | 8 |\n| ^ | 諸手続き | 件 | 9 | 10 |"
    assert {section for section, *_ in told([first], [second])} == {"福祉"}
    assert told([first], [second])[-1][1] == "諸手続き"


def test_blank_labels_of_a_column_that_merges_none_stay_blank() -> None:
    first = f"{HEADER}| 福祉 | 会員数 | 人 | 3 | 4 |\n| | 講座数 | 回 | 5 | 6 |"
    second = f"{HEADER}| | 教室数 | 室 | 7 | 8 |\n| 産業 | 商店数 | 店 | 9 | 10 |"
    assert [section for section, *_ in told([first], [second])][::2] == ["福祉", "", "", "産業"]


@pytest.mark.parametrize("between", [(), ("※1　前年度を含む。",), ("#1　歳出（つづき）",), ("#1　歳出",)])
@pytest.mark.parametrize("header", ["| 区分 | 令和4年度実績 |\n", ""])
def test_the_unit_line_of_the_first_page_is_that_of_the_next_one(between: Sequence[str], header: str) -> None:
    first = ("#1　歳出", "（単位：千円）", "| 区分 | 令和4年度実績 |\n| 人件費 | 1 |\n| 物件費 | 2 |")
    second = (*between, f"{header}| 【その他】 | |\n| 扶助費 | 3 |")
    read = told(first, second)
    assert [(name, unit, value) for _, name, unit, value in read] == [
        ("人件費", "円", 1000), ("物件費", "円", 2000), ("扶助費", "円", 3000)
    ]  # fmt: skip


def test_another_heading_begins_another_table() -> None:
    """The same columns under another heading: neither its unit nor its section is that of the page before."""
    head = "| 分野 | 区分 | 令和4年度実績 |\n"
    first = ("#1　歳出", "（単位：千円）", f"{head}| 教育 | 人件費 | 1 |\n| ^ | 物件費 | 2 |")
    second = ("#2　職員", f"{head}| | 本庁 | 3 |\n| 支所 | 東支所 | 4 |\n| ^ | 西支所 | 5 |")
    read = observations(first, second)
    assert [(o["goal"], o["section"], o["indicator"], o["unit"]) for o in read[2:]] == [
        ("", "2　職員", "本庁", None), ("", "2　職員", "東支所", None), ("", "2　職員", "西支所", None)
    ]  # fmt: skip


def test_a_section_goes_on_under_a_heading_that_is_printed_again() -> None:
    head = "| 指標名 | 単位 | 令和4年度実績 |\n"
    first = ("#総合計画", "##1　指標", f"{head}| ①　福祉 | < | < |\n| 会員数 | 人 | 1 |")
    for again in ("##1　指標（つづき）", "##1　指標", "##（前ページからの続き）"):
        second = (again, f"{head}| 教室数 | 室 | 2 |\n| ②　産業 | < | < |\n| 商店数 | 店 | 3 |")
        read = observations(first, second)
        assert [(o["goal"], o["section"]) for o in read] == [
            ("1　指標", "①　福祉"), ("1　指標", "①　福祉"), ("1　指標", "②　産業")
        ], again  # fmt: skip


def test_a_total_of_a_measure_has_its_name() -> None:
    head = "| 指標名 | 区分 | 令和4年度実績 |\n"
    first = f"{head}| 受講者数 | 総数 | 9 |\n| ^ | 男性 | 4 |"
    second = f"{head}| | 女性 | 5 |\n| 会員数 | 総数 | 7 |\n| ^ | 男性 | 3 |\n| ^ | 女性 | 4 |"
    names = [name for _, name, _, _ in told([first], [second])]
    assert names[:4] == ["受講者数　総数", "受講者数　男性", "受講者数　女性", "会員数　総数"]


def _moved(pages: Sequence[Sequence[str]], by: float) -> Document:
    """Move the second edge of the columns of the second page, as gaps between texts do it."""
    drawn = document_of(pages)
    second = drawn.pages[1]
    edges = second.tables[0].col_edges
    table = replace(second.tables[0], col_edges=(edges[0], edges[1] + by, *edges[2:]))
    return replace(drawn, pages=(drawn.pages[0], replace(second, tables=(table,))))


def test_columns_that_no_rules_part_may_end_a_little_elsewhere_on_the_next_page() -> None:
    first = "| 指標名 | 令和4年度実績 | 令和5年度実績 |\n| 会員数 | 1 | 2 |"
    pages = [[first], ["| 教室数 | 3 | 4 |"]]
    assert [o["fiscal_year"] for o in normalize_document(_moved(pages, 15))["observation"]] == [
        2022,
        2023,
    ] * 2
    assert len(normalize_document(_moved(pages, 30))["quarantine"]) == 2  # a column of its own would fit
    other = [[first], ["| 12 | 商店 | 4 |"]]
    assert len(normalize_document(_moved(other, 15))["quarantine"]) == 2  # words among values


def test_what_follows_a_header_that_is_printed_again_is_the_body() -> None:
    """The rest of a broken row may be a word of headers (課), beside a merged label that is blank."""
    head = "| 分野 | 指標名 | 令和4年度 | < | 担当課 |\n| ^ | ^ | 目標 | 実績 | ^ |\n"
    first = f"{head}| 福祉 | 教室の開催（教⏎室に限 | 1 | 2 | 福祉政策推進 |"
    second = f"{head}| | る） | | | 課 |\n| ^ | 会員数 | 3 | 4 | 福祉課 |\n| 教育 | 教室数 | 5 | 6 | 教育課 |"
    read = [(o["indicator"], o["department"], o["value"]) for o in observations([first], [second])]
    assert read == [
        ("教室の開催（教室に限る）", "福祉政策推進課", 1), ("教室の開催（教室に限る）", "福祉政策推進課", 2),
        ("会員数", "福祉課", 3), ("会員数", "福祉課", 4), ("教室数", "教育課", 5), ("教室数", "教育課", 6),
    ]  # fmt: skip


def test_a_line_of_units_may_end_the_page_before() -> None:
    head = "| 区分 | 令和4年度実績 |\n"
    first = ("#決算", "##1　歳入", f"{head}| 会費 | 1 |", "##2　歳出", "（単位：千円）")
    read = observations(first, [f"{head}| 人件費 | 2 |"])
    assert [(o["section"], o["unit"], o["value"]) for o in read] == [
        ("1　歳入", None, 1),
        ("2　歳出", "円", 2000),
    ]


def test_a_value_of_rows_on_both_pages_is_a_doubt() -> None:
    head = "| 指標名 | 令和4年度実績 | 令和8年度目標 |\n"
    first = f"{head}| 会員数 | 1 | 9 |\n| 講座数 | 2 | 10 |"
    second = f"{head}| 教室数 | 3 | |\n| 商店数 | 4 | ^ |\n| 公園数 | 5 | 11 |"
    read = {o["value"]: "row_over_pages" in o["warnings"] for o in observations([first], [second])}
    assert read == {
        1: False,
        9: False,
        2: False,
        10: True,
        3: False,
        4: False,
        5: False,
        11: False,
    }
