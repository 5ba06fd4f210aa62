"""Cells with several values: what a legend, a heading or the name itself says of each of them."""

from __future__ import annotations

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe

TWO_LINES = """
    | 指標名 | 単位 | 令和4年度 |
    | 会員数 | 人 | 410⏎398 |
"""


def test_a_legend_in_the_heading_splits_the_cells_below_it() -> None:
    assert facts("# 計画", "## ３ 年度別目標と実績（上段：目標、下段：実績）", TWO_LINES) == [
        ("会員数", 2022, "target", "planned", "410", "人"),
        ("会員数", 2022, "actual", "final", "398", "人"),
    ]


def test_a_rate_of_a_legend_says_what_it_compares_and_is_not_in_the_unit_of_that() -> None:
    sketch = """
        | 指標名 | 単位 | 令和4年度 |
        | 会員数 | 人 | 400⏎380⏎95.0 |
        """
    rate = observe("（上段：目標、中段：実績、下段：達成率）", sketch)[-1]
    assert (rate["value_kind"], rate["unit"], rate["flags"]) == ("rate", "%", ["achievement"])
    assert "assumed_percent" in rate["warnings"]


@pytest.mark.parametrize(
    ("name", "unit", "cell", "expected"),
    [
        (
            "健康寿命（男性／女性）",
            "歳",
            "79.5／84.0",
            [("健康寿命（男性）", "79.5", "歳"), ("健康寿命（女性）", "84.0", "歳")],
        ),
        (
            "不登校児童生徒数（小/中）",
            "",
            "12/31人",
            [("不登校児童生徒数（小）", "12", "人"), ("不登校児童生徒数（中）", "31", "人")],
        ),
        (
            "健康寿命（男性／女性）",
            "歳",
            "79.5⏎84.0",
            [("健康寿命（男性）", "79.5", "歳"), ("健康寿命（女性）", "84.0", "歳")],
        ),
        ("受診率（男/女）", "％", "－/50.1", [("受診率（男）", "dash", ""), ("受診率（女）", "50.1", "%")]),
    ],
)
def test_a_name_that_lists_as_many_things_as_a_cell_has_values_splits_it(
    name: str, unit: str, cell: str, expected: list[tuple[str, str, str]]
) -> None:
    sketch = f"| 指標名 | 単位 | 令和4年度 |\n| {name} | {unit} | {cell} |"
    assert [(fact[0], fact[4], fact[5]) for fact in facts(sketch)] == expected


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("児童数（小/中/高）", "12/31人"),
        ("男女比（男/女）", "6/4"),
        ("会員数（目標／実績）", "12/31人"),
        ("会員数（男・女）", "12/31人"),
    ],
)
def test_other_pairs_stay_refused(name: str, cell: str) -> None:
    tables = normalize_document(document(f"| 指標名 | 令和4年度 |\n| {name} | {cell} |"))
    assert not tables["observation"]
    assert [row["printed"] for row in tables["quarantine"]] == [cell]


@pytest.mark.parametrize(
    ("rates", "unit"), [(("95.0", "120.0"), "%"), (("0.95", "1.20"), ""), (("4.0", "95.0"), "")]
)
def test_rates_without_a_unit_are_percentages_only_where_none_may_be_a_ratio(
    rates: tuple[str, str], unit: str
) -> None:
    sketch = """
        | 指標名 | 単位 | 令和4年度目標 | 令和4年度実績 | 達成率 | 目標との差 |
        | 会員数 | 人 | 100 | 95 | {} | -5 |
        | 相談数 | 件 | 10 | 12 | {} | 2 |
        """.format(*rates)
    found = observe(sketch)
    read = [o for o in found if o["value_kind"] == "rate"]
    assert [(str(o["value"]), o["unit"] or "") for o in read] == [(rate, unit) for rate in rates]
    assert all(("assumed_percent" in o["warnings"]) is bool(unit) for o in read)
    compared = [o for o in found if o["value_kind"] in ("rate", "difference")]
    assert all("period_of_results" in o["warnings"] for o in compared)


def test_values_of_several_names_in_one_cell_keep_what_their_column_is_about() -> None:
    read = facts(
        """
        | 区分 | < | 一般職 | 消防職 |
        | ^ | ^ | 構成比（％） | 構成比（％） |
        | 令和6年1月1日 | １級⏎２級 | 40.0⏎60.0 | 30.0⏎70.0 |
        | ^ | 計 | 100.0 | 100.0 |
        """
    )
    assert [name for name, *_ in read] == [
        "１級　一般職", "２級　一般職", "１級　消防職", "２級　消防職", "計　一般職", "計　消防職",
    ]  # fmt: skip
